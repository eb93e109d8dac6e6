package io.sealgate.jwks;

import static io.sealgate.testing.Refusals.assertRejected;
import static io.sealgate.testing.TestKeys.privateJwk;
import static io.sealgate.testing.TestKeys.publicJwk;
import static io.sealgate.testing.TestKeys.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.Reading;
import io.sealgate.config.SealgateConfigReader;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.servlet.CapturedLog;
import io.sealgate.testing.Await;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Unavailable;
import io.sealgate.token.Validated;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the properties that somebody writes to the answer that a token gets. */
class SealgateWithRemoteKeysTest {
    private final PublicJsonWebKey key = TestKeys.p256("remote");
    private final String jwks = set(publicJwk(key, ""));

    @TempDir
    private Path directory;

    private Sealgate sealgate(String... properties) throws Exception {
        return Sealgate.create(read(properties));
    }

    private Reading read(String... properties) throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("mp.jwt.verify.issuer", TestTokens.ISSUER);
        all.put("mp.jwt.verify.audiences", TestTokens.AUDIENCE);
        all.put("sealgate.keys.unknown-key-wait", "PT5S");
        for (int i = 0; i < properties.length; i += 2) {
            if (properties[i + 1].isEmpty()) {
                all.remove(properties[i]);
            } else {
                all.put(properties[i], properties[i + 1]);
            }
        }
        Config config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return SealgateConfigReader.read(config, getClass().getClassLoader());
    }

    private String certificates() throws Exception {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(TestIssuer.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(directory.resolve("ca.pem"), pem, UTF_8).toString();
    }

    @Test
    void validate_locationByUrl_acceptsAndRefuses() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.publishes(jwks);
            try (Sealgate sealgate = sealgate(
                    "mp.jwt.verify.publickey.location",
                    issuer.keys().toString(),
                    "sealgate.keys.trusted-certificates",
                    certificates())) {
                assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "ES256")))
                        .isInstanceOf(Validated.class);
                assertThat(sealgate.tokenValidator()
                                .validate(
                                        TestTokens.valid().claim("aud", "other").signedWith(key, "ES256")))
                        .isInstanceOf(Rejected.class);
                assertRejected(
                        sealgate.tokenValidator()
                                .validate(TestTokens.valid().signedWith(TestKeys.p256("stranger"), "ES256")),
                        RejectionReason.UNKNOWN_KEY);
            }
        }
    }

    @Test
    void validate_discoveryWithoutTlsOnLoopback_accepts() throws Exception {
        try (TestIssuer issuer = TestIssuer.startWithoutTls()) {
            issuer.publishes(jwks);
            issuer.at(
                    "/.well-known/openid-configuration",
                    TestIssuer.sending(
                            200, "{\"issuer\":\"" + issuer.origin() + "\",\"jwks_uri\":\"" + issuer.keys() + "\"}"));
            try (Sealgate sealgate = sealgate(
                    "mp.jwt.verify.issuer",
                    issuer.origin(),
                    "sealgate.verify.discovery",
                    "true",
                    "sealgate.keys.plain-http",
                    "loopback")) {
                assertThat(sealgate.tokenValidator()
                                .validate(TestTokens.valid()
                                        .claim("iss", issuer.origin())
                                        .signedWith(key, "ES256")))
                        .isInstanceOf(Validated.class);
            }
        }
    }

    @Test
    void validate_algorithmNotConfigured_isUnavailableForNoKeyServes() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.publishes(jwks);
            try (Sealgate sealgate = sealgate(
                    "mp.jwt.verify.publickey.location",
                    issuer.keys().toString(),
                    "mp.jwt.verify.publickey.algorithm",
                    "RS256",
                    "sealgate.keys.trusted-certificates",
                    certificates())) {
                assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "ES256")))
                        .isInstanceOf(Unavailable.class);
            }
        }
    }

    @Test
    void create_proxy_goesThroughIt() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestIssuer issuer = TestIssuer.start();
                Sealgate sealgate = sealgate(
                        "mp.jwt.verify.publickey.location",
                        "https://idp.example.org/jwks",
                        "sealgate.keys.proxy",
                        "127.0.0.1:" + proxy.getLocalPort())) {
            proxy.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            try (Socket connection = proxy.accept();
                    BufferedReader reader =
                            new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
                assertThat(reader.readLine()).isEqualTo("CONNECT idp.example.org:443 HTTP/1.1");
            }
            assertThat(sealgate.config().issuer().verification().remote()).isPresent();
            assertThat(issuer.fetches()).isZero();
        }
    }

    @Test
    @Requirement(91)
    void validate_fetchedKeyThatDecryptsHere_isNotUsedAndLogged() throws Exception {
        PublicJsonWebKey recipient = TestKeys.p256("both");
        Path file = directory.resolve("private.json");
        Files.writeString(file, privateJwk(recipient, "ECDH-ES"));
        try (CapturedLog log = CapturedLog.open();
                TestIssuer issuer = TestIssuer.start()) {
            issuer.publishes(set(publicJwk(key, ""), publicJwk(recipient, "")));
            try (Sealgate sealgate = decrypting(issuer, file)) {
                assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, "ES256")))
                        .isInstanceOf(Validated.class);
                assertRejected(
                        sealgate.tokenValidator().validate(TestTokens.valid().signedWith(recipient, "ES256")),
                        RejectionReason.UNKNOWN_KEY);
                assertThat(log.warnings())
                        .anySatisfy(line -> assertThat(line).contains("A key is not used. The key both", "SG-217"));
            }
        }
    }

    @Test
    void validate_fetchedKeyWithoutItsLeadingZero_isNotUsedAndLoggedOnce() throws Exception {
        PublicJsonWebKey zeros = TestKeys.leadingZeros("P-256", "zeros");
        String token = TestTokens.valid().signedWith(zeros, "ES256");
        for (boolean respelled : List.of(false, true)) {
            String jwk = publicJwk(zeros, "");
            try (CapturedLog log = CapturedLog.open();
                    TestIssuer issuer = TestIssuer.start()) {
                issuer.publishes(set(publicJwk(key, ""), respelled ? TestKeys.respelled(jwk, "y", false) : jwk));
                try (Sealgate sealgate = sealgate(
                        "mp.jwt.verify.publickey.location",
                        issuer.keys().toString(),
                        "sealgate.keys.trusted-certificates",
                        certificates())) {
                    assertThat(sealgate.tokenValidator()
                                    .validate(TestTokens.valid().signedWith(key, "ES256")))
                            .isInstanceOf(Validated.class);
                    for (int i = 0; i < 3; i++) {
                        assertThat(sealgate.tokenValidator().validate(token))
                                .isInstanceOf(respelled ? Rejected.class : Validated.class);
                    }
                    assertThat(log.warnings())
                            .hasSize(respelled ? 1 : 0)
                            .allSatisfy(line -> assertThat(line)
                                    .contains(
                                            "A key is not used. Key 2 of the set: ",
                                            "its \"y\" is not 32 bytes long."));
                }
            }
        }
    }

    @Test
    @Requirement(91)
    void decryptionKeys_becomeThoseThatAreFetched_areNotTaken() throws Exception {
        Path file = directory.resolve("private.json");
        Files.writeString(file, privateJwk(TestKeys.p256("recipient"), "ECDH-ES"));
        String token = TestTokens.valid().signedWith(key, "ES256");
        try (TestIssuer issuer = TestIssuer.start()) {
            issuer.publishes(jwks);
            try (Sealgate sealgate = decrypting(issuer, file)) {
                assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
                Files.writeString(file, privateJwk(key, "ECDH-ES"));

                assertThatThrownBy(() -> sealgate.replaceConfiguration(read(decryptingBy(issuer, file)), null))
                        .isInstanceOf(InvalidConfigurationException.class)
                        .hasMessageContaining("SG-217 mp.jwt.decrypt.key.location");
                Await.until(() -> sealgate.keyFiles().get(0).problem().isPresent());
                assertThat(sealgate.keyFiles().get(0).problem())
                        .hasValueSatisfying(problem -> assertThat(problem).startsWith("SG-217"));
                assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
            }
        }
    }

    private Sealgate decrypting(TestIssuer issuer, Path file) throws Exception {
        return Sealgate.create(read(decryptingBy(issuer, file)));
    }

    private String[] decryptingBy(TestIssuer issuer, Path file) throws Exception {
        return new String[] {
            "mp.jwt.verify.publickey.location", issuer.keys().toString(),
            "sealgate.keys.trusted-certificates", certificates(),
            "mp.jwt.decrypt.key.location", file.toString(),
            "sealgate.decrypt.required", "false",
            "sealgate.files.check-interval", "PT1S"
        };
    }

    @Test
    void log_failuresOfANamedIssuer_nameItsProperties() throws Exception {
        String prefix = "sealgate.issuer.acme.";
        String acme = "https://acme.example";
        String token = TestTokens.valid().claim("iss", acme).signedWith(key, "ES256");
        try (CapturedLog log = CapturedLog.open();
                TestIssuer issuer = TestIssuer.start()) {
            issuer.at(TestIssuer.KEYS, issuer.hanging());
            try (Sealgate sealgate = sealgate(
                    "mp.jwt.verify.publickey",
                    jwks,
                    "sealgate.keys.unknown-key-wait",
                    "",
                    prefix + "verify.issuer",
                    acme,
                    prefix + "verify.audiences",
                    TestTokens.AUDIENCE,
                    prefix + "verify.publickey.location",
                    issuer.keys().toString(),
                    prefix + "keys.trusted-certificates",
                    certificates(),
                    prefix + "keys.timeout",
                    "PT0.1S")) {
                assertThat(sealgate.tokenValidator().validate(token))
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                unavailable -> assertThat(
                                                unavailable.rejection().detail())
                                        .contains(prefix + "keys.max-stale"));
                assertThat(sealgate.status().issuers().get(1).lastFailure())
                        .hasValueSatisfying(why -> assertThat(why).contains("(" + prefix + "keys.timeout)"));
            }
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Keys of " + acme + ": ")
                    .contains("(" + prefix + "keys.timeout)");
        }
        try (CapturedLog log = CapturedLog.open()) {
            new RefreshLog(acme, new PropertyNames(Optional.of("acme")))
                    .failed(new FetchFailedException("No."), Duration.ofSeconds(1), Duration.ofSeconds(5));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("(" + prefix + "keys.max-stale)")
                    .doesNotContain("(sealgate.keys");
        }
    }

    @Test
    void validate_refusedBeforeItsClaims_namesThePropertyOfItsIssuer() throws Exception {
        String prefix = "sealgate.issuer.acme.";
        try (Sealgate sealgate = sealgate(
                "mp.jwt.verify.issuer",
                "",
                "mp.jwt.verify.audiences",
                "",
                "sealgate.keys.unknown-key-wait",
                "",
                prefix + "verify.issuer",
                TestTokens.ISSUER,
                prefix + "verify.audiences",
                TestTokens.AUDIENCE,
                prefix + "verify.publickey",
                jwks)) {
            assertThat(sealgate.tokenValidator()
                            .validate(TestTokens.valid()
                                    .nested(key, "ES256", TestKeys.p256("recipient"), "ECDH-ES", "A128GCM")))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.rejection().detail())
                                    .contains("(" + prefix + "decrypt.key.location)"));
        }
    }

    @Test
    void log_fetchedThenRotatedThenFailing_hasOneLineForEach() throws Exception {
        List<String> lines;
        try (CapturedLog captured = CapturedLog.open();
                TestIssuer issuer = TestIssuer.startWithoutTls()) {
            RefreshLog log = new RefreshLog("https://issuer.example\n", PropertyNames.DEFAULT);
            KeySetFetcher fetcher = new KeySetFetcher(
                    TestTokens.ISSUER,
                    TestPolicies.plain(issuer.keys()),
                    java.util.Set.of(),
                    CryptoProvider.DEFAULT,
                    key -> false,
                    System::nanoTime);
            issuer.publishes(set(publicJwk(key, ""), "{\"kty\":\"RSA\",\"kid\":\"torn\"}"));
            log.fetched(fetcher.fetch());
            log.fetched(fetcher.fetch());
            issuer.publishes(set(publicJwk(TestKeys.p256("next\nFORGED"), "")));
            log.fetched(fetcher.fetch());
            log.failed(new FetchFailedException("No."), Duration.ofMillis(900), Duration.ofSeconds(5));
            log.failed(new FetchFailedException("No."), Duration.ofSeconds(2), Duration.ofSeconds(5));
            log.failed(new FetchFailedException("Not at all."), Duration.ofSeconds(4), null);
            log.expired();
            log.expired();
            log.fetched(fetcher.fetch());
            lines = captured.lines();
        }
        assertThat(lines).allMatch(line -> line.matches("\\p{Print}+"));
        assertThat(lines.stream().map(line -> line.replace("Keys of https://issuer.example?: ", "")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("INFO Fetched 1 key (kid remote) from http://localhost:"),
                        line -> assertThat(line).startsWith("WARNING A key is not used. Key 2 of the set: "),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "INFO The keys changed: added 1 key (kid next?FORGED), removed 1 key (kid remote), now 1."),
                        line -> assertThat(line)
                                .startsWith("WARNING No. The keys that are there serve for another 5 s")
                                .contains("The next attempt is in 1 s"),
                        line -> assertThat(line).startsWith("WARNING Not at all. There are no keys to go on with"),
                        line -> assertThat(line).startsWith("SEVERE The keys are too old to be trusted"),
                        line -> assertThat(line)
                                .isEqualTo("INFO The keys can be fetched again, after 3 failed attempts."));
    }
}
