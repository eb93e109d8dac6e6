package io.sealgate.jwks;

import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.config.SealgateConfigReader;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider with a certificate of the company's own authority, behind the company's proxy; from the properties to the token's answer. */
class ProxyAndTrustTest {
    /** No name server knows it (RFC 6761 section 6.2). */
    private static final String HOST = "idp.test";

    private static final Map<String, SSLContext> IDENTITIES = new HashMap<>();

    private static TestAuthority authority;
    private static TestAuthority other;

    private final PublicJsonWebKey key = TestKeys.p256("k1");
    private TestIssuer issuer;

    @BeforeAll
    static void makeAuthorities(@TempDir Path directory) throws Exception {
        authority = TestAuthority.make(directory, "company");
        other = TestAuthority.make(directory, "other");
        for (String host : new String[] {HOST, "localhost", "elsewhere.test"}) {
            IDENTITIES.put(host, authority.identity(host));
        }
    }

    @BeforeEach
    void startIssuer() throws Exception {
        start(HOST, HOST);
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private void start(String host, String certified) throws Exception {
        if (issuer != null) {
            issuer.close();
        }
        issuer = TestIssuer.start(host, Objects.requireNonNull(IDENTITIES.get(certified)));
        issuer.publishes(set(publicJwk(key, "")));
    }

    private Sealgate sealgate(Optional<TestAuthority> trusted, Optional<String> proxy) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of(
                "mp.jwt.verify.issuer",
                TestTokens.ISSUER,
                "mp.jwt.verify.audiences",
                TestTokens.AUDIENCE,
                "mp.jwt.verify.publickey.location",
                issuer.keys().toString(),
                "sealgate.keys.unknown-key-wait",
                "PT5S"));
        if (trusted.isPresent()) {
            properties.put(
                    "sealgate.keys.trusted-certificates",
                    trusted.get().certificate().toString());
        }
        proxy.ifPresent(address -> properties.put("sealgate.keys.proxy", address));
        Config config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return Sealgate.create(SealgateConfigReader.read(config, getClass().getClassLoader()));
    }

    private ValidationResult validate(Sealgate sealgate) {
        return sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "ES256"));
    }

    private static String failure(Sealgate sealgate) {
        return sealgate.status().issuers().get(0).lastFailure().orElseThrow();
    }

    private String connect() {
        return "CONNECT " + issuer.origin().substring("https://".length()) + " HTTP/1.1";
    }

    @Test
    void validate_proxyAndCompanysAuthority_fetchesThroughIt() throws Exception {
        try (TestProxy proxy = TestProxy.start();
                Sealgate sealgate = sealgate(Optional.of(authority), Optional.of(proxy.address()))) {
            assertThat(validate(sealgate)).isInstanceOf(Validated.class);
            assertThat(validate(sealgate)).isInstanceOf(Validated.class);
            assertThat(proxy.requests()).containsExactly(connect());
            assertThat(issuer.fetches()).isEqualTo(1);
        }
    }

    @Test
    void validate_proxyOfTheJvm_isTakenWhereNoneIsConfigured() throws Exception {
        try (TestProxy proxy = TestProxy.start()) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", "" + proxy.port());
            try (Sealgate sealgate = sealgate(Optional.of(authority), Optional.empty())) {
                assertThat(validate(sealgate)).isInstanceOf(Validated.class);
                assertThat(proxy.requests()).containsExactly(connect());
            } finally {
                System.clearProperty("https.proxyHost");
                System.clearProperty("https.proxyPort");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement(67)
    void validate_authorityIsNotTrusted_isUnavailableAndAsksNothing(boolean another) throws Exception {
        try (TestProxy proxy = TestProxy.start();
                Sealgate sealgate =
                        sealgate(another ? Optional.of(other) : Optional.empty(), Optional.of(proxy.address()))) {
            assertThat(validate(sealgate)).isInstanceOf(Unavailable.class);
            assertThat(proxy.requests()).isNotEmpty().containsOnly(connect());
            assertThat(issuer.fetches()).isZero();
            assertThat(failure(sealgate))
                    .contains("unable to find valid certification path", "see sealgate.keys.trusted-certificates.");
        }
    }

    @Test
    @Requirement(67)
    void validate_certificateOfAnotherHost_isUnavailableAndAsksNothing() throws Exception {
        start(HOST, "elsewhere.test");
        try (TestProxy proxy = TestProxy.start();
                Sealgate sealgate = sealgate(Optional.of(authority), Optional.of(proxy.address()))) {
            assertThat(validate(sealgate)).isInstanceOf(Unavailable.class);
            assertThat(issuer.fetches()).isZero();
            assertThat(failure(sealgate)).contains("CertificateException");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 403, 407, 502})
    void validate_proxyRefuses_isUnavailableAndFollowsNothing(int status) throws Exception {
        try (TestProxy proxy = TestProxy.answering(status);
                Sealgate sealgate = sealgate(Optional.of(authority), Optional.of(proxy.address()))) {
            assertThat(validate(sealgate)).isInstanceOf(Unavailable.class);
            assertThat(proxy.requests()).isNotEmpty().containsOnly(connect());
            assertThat(issuer.fetches()).isZero();
            assertThat(failure(sealgate)).contains(" " + status);
        }
    }

    @Test
    void validate_proxyHangs_isUnavailableInTime() throws Exception {
        try (TestProxy proxy = TestProxy.answering(TestProxy.SILENCE);
                Sealgate sealgate = sealgate(Optional.of(authority), Optional.of(proxy.address()))) {
            long before = System.nanoTime();
            assertThat(validate(sealgate)).isInstanceOf(Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            assertThat(proxy.requests()).containsExactly(connect());
        }
    }

    @Test
    void validate_proxyIsDown_doesNotGoAroundIt() throws Exception {
        start("localhost", "localhost");
        try (Sealgate direct = sealgate(Optional.of(authority), Optional.empty())) {
            assertThat(validate(direct)).isInstanceOf(Validated.class);
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Sealgate sealgate = sealgate(Optional.of(authority), Optional.of("127.0.0.1:" + port))) {
            assertThat(validate(sealgate)).isInstanceOf(Unavailable.class);
            assertThat(issuer.fetches()).isEqualTo(1);
            assertThat(failure(sealgate)).contains("nothing may be listening there, or at the proxy.");
        }
    }
}
