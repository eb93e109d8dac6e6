package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.TokenSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealgateConfigReaderTest {
    private static SealgateConfig valid(String... changes) {
        return Configs.read(Configs.validBut(changes)).orThrow();
    }

    private static List<String> codes(Reading reading) {
        return reading.problems().stream()
                .map(problem -> problem.code() + " " + problem.property())
                .toList();
    }

    @Nested
    class Values {
        @Test
        void read_shortestConfiguration_takesStrictDefaults() {
            SealgateConfig config = valid();

            assertThat(config.issuer().name()).isEqualTo("https://idp.example.org/realms/shop");
            assertThat(config.issuer().audiences()).containsExactly("orders");
            assertThat(config.issuer().decryption()).isEmpty();
            assertThat(config.issuer().verification().publicKeys())
                    .containsExactly(new KeyText("mp.jwt.verify.publickey", Configs.PUBLIC_KEY.strip()));
            assertThat(config.issuer().verification().secrets()).isEmpty();
            assertThat(config.issuer().verification().algorithms()).isEmpty();
            assertThat(config.issuer().claims())
                    .isEqualTo(new SealgateConfig.Claims(
                            Duration.ZERO,
                            Optional.empty(),
                            Duration.ofHours(24),
                            Set.of(),
                            Set.of(),
                            List.of("groups")));
            assertThat(config.tokens())
                    .isEqualTo(new SealgateConfig.Tokens(
                            Set.of(TokenSource.AUTHORIZATION), "Bearer", Optional.empty(), 16384));
            assertThat(config.transport()).isEqualTo(new SealgateConfig.Transport(PlainHttp.REFUSE, List.of()));
            assertThat(config.realm()).isEqualTo("sealgate");
        }

        @Test
        void read_context_takesItsClassLoader() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(null);
            try {
                SealgateConfig config = SealgateConfigReader.read(Configs.of(Configs.validBut(
                        "mp.jwt.verify.publickey", null, "mp.jwt.verify.publickey.location", "keys/public.pem")));

                assertThat(config.issuer().verification().publicKeys()).hasSize(1);
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Test
        void read_audiences_splitsAtCommasThatAreNotEscaped() {
            assertThat(valid("mp.jwt.verify.audiences", " orders , a\\,b,stock")
                            .issuer()
                            .audiences())
                    .containsExactlyInAnyOrder("orders", "a,b", "stock");
        }

        @Test
        void read_anyAudience_needsNone() {
            assertThat(valid("mp.jwt.verify.audiences", null, "sealgate.verify.any-audience", "true")
                            .issuer()
                            .audiences())
                    .isEmpty();
        }

        @Test
        void read_publicKeyAlgorithms_takesThem() {
            assertThat(valid("mp.jwt.verify.publickey.algorithm", "ES256, EdDSA")
                            .issuer()
                            .verification()
                            .algorithms())
                    .containsExactlyInAnyOrder(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA);
        }

        @Test
        void read_secretsAndPublicKeys_keepsThemApartForTheKeysToBeJudged() {
            SealgateConfig.Verification verification = valid(
                            "sealgate.verify.secret", Configs.SECRET, "sealgate.verify.algorithms", "HS256,RS256")
                    .issuer()
                    .verification();

            assertThat(verification.publicKeys())
                    .extracting(KeyText::property)
                    .containsExactly("mp.jwt.verify.publickey");
            assertThat(verification.secrets()).containsExactly(new KeyText("sealgate.verify.secret", Configs.SECRET));
            assertThat(verification.algorithms())
                    .containsExactlyInAnyOrder(SignatureAlgorithm.HS256, SignatureAlgorithm.RS256);
        }

        @Test
        void read_secretAlone_needsNoPublicKey() {
            SealgateConfig.Verification verification = valid(
                            "mp.jwt.verify.publickey", null, "sealgate.verify.secret.location", "/keys/secret.json")
                    .issuer()
                    .verification();

            assertThat(verification.publicKeys()).isEmpty();
            assertThat(verification.secrets()).hasSize(1);
            assertThat(verification.algorithms()).isEmpty();
        }

        @Test
        void read_claimRules_takesThem() {
            SealgateConfig.Claims claims = valid(
                            "mp.jwt.verify.token.age", "300",
                            "mp.jwt.verify.clock.skew", "60",
                            "sealgate.verify.token.lifetime", "pt15m",
                            "sealgate.verify.types", "JWT,application/at+jwt,AT+JWT2",
                            "sealgate.verify.required-claims", "sub, jti",
                            "sealgate.roles.from", "groups,/realm_access/roles,https://example.org/roles,/a~1b/~0c")
                    .issuer()
                    .claims();

            assertThat(claims.maxAge()).contains(Duration.ofMinutes(5));
            assertThat(claims.clockSkew()).isEqualTo(Duration.ofMinutes(1));
            assertThat(claims.maxLifetime()).isEqualTo(Duration.ofMinutes(15));
            assertThat(claims.types()).containsExactlyInAnyOrder("jwt", "at+jwt", "at+jwt2");
            assertThat(claims.required()).containsExactlyInAnyOrder("sub", "jti");
            assertThat(claims.rolesFrom())
                    .containsExactly("groups", "/realm_access/roles", "https://example.org/roles", "/a~1b/~0c");
        }

        @Test
        void read_decryptionKey_requiresEncryptionByAnyContentEncryption() {
            Decryption decryption = valid("mp.jwt.decrypt.key.location", "/keys/secret.json")
                    .issuer()
                    .decryption()
                    .orElseThrow();

            assertThat(decryption.required()).isTrue();
            assertThat(decryption.keys()).extracting(KeyText::property).containsExactly("mp.jwt.decrypt.key.location");
            assertThat(decryption.algorithms()).isEmpty();
            assertThat(decryption.contentEncryption()).containsExactlyInAnyOrder(ContentEncryptionAlgorithm.values());
        }

        @Test
        void read_decryption_takesWhatIsSet() {
            assertThat(valid(
                                    "sealgate.decrypt.key", Configs.SECRET,
                                    "mp.jwt.decrypt.key.algorithm", "dir,ECDH-ES+A256KW",
                                    "sealgate.decrypt.content-encryption", "A256GCM",
                                    "sealgate.decrypt.required", "FALSE")
                            .issuer()
                            .decryption())
                    .contains(new Decryption(
                            List.of(new KeyText("sealgate.decrypt.key", Configs.SECRET)),
                            Set.of(KeyManagementAlgorithm.DIR, KeyManagementAlgorithm.ECDH_ES_A256KW),
                            Set.of(ContentEncryptionAlgorithm.A256GCM),
                            false));
        }

        @Test
        void read_cookieAsHeader_looksAtTheCookieAlone() {
            SealgateConfig.Tokens tokens = valid("mp.jwt.token.header", "cookie", "mp.jwt.token.cookie", "__Host-token")
                    .tokens();

            assertThat(tokens.sources()).containsExactly(TokenSource.COOKIE);
            assertThat(tokens.cookieName()).isEqualTo("__Host-token");
        }

        @Test
        void read_cookieNameWithoutCookies_isIgnoredAsTheStandardWants() {
            assertThat(valid("mp.jwt.token.cookie", "jwt").tokens().sources())
                    .containsExactly(TokenSource.AUTHORIZATION);
        }

        @Test
        void read_sources_takesThem() {
            SealgateConfig.Tokens tokens = valid(
                            "mp.jwt.token.header", "Authorization",
                            "sealgate.token.sources", "Authorization,COOKIE,header,form",
                            "sealgate.token.header-name", "X-Amzn-Oidc-Data",
                            "sealgate.token.max-length", "1024")
                    .tokens();

            assertThat(tokens.sources()).containsExactlyInAnyOrder(TokenSource.values());
            assertThat(tokens.headerName()).contains("X-Amzn-Oidc-Data");
            assertThat(tokens.maxLength()).isEqualTo(1024);
        }

        @Test
        void read_transport_takesIt() {
            assertThat(valid(
                                    "sealgate.transport.plain-http", "Loopback",
                                    "sealgate.transport.trusted-proxies",
                                            "10.0.0.7,192.168.0.0/16,10.1.2.3/32,2001:db8::7,2001:db8::/32,::1/128")
                            .transport())
                    .isEqualTo(new SealgateConfig.Transport(
                            PlainHttp.LOOPBACK,
                            Stream.of(
                                            "10.0.0.7",
                                            "192.168.0.0/16",
                                            "10.1.2.3/32",
                                            "2001:db8::7",
                                            "2001:db8::/32",
                                            "::1/128")
                                    .map(IpNetwork::parse)
                                    .toList()));
            assertThat(valid("sealgate.transport.plain-http", "allow")
                            .transport()
                            .plainHttp())
                    .isEqualTo(PlainHttp.ALLOW);
        }

        @Test
        void read_realm_takesIt() {
            assertThat(valid("sealgate.realm", "The shop (orders)").realm()).isEqualTo("The shop (orders)");
        }

        @ParameterizedTest
        @CsvSource({
            "mp.jwt.verify.clock.skew, 0",
            "mp.jwt.verify.clock.skew, 60",
            "mp.jwt.verify.token.age, 1",
            "mp.jwt.verify.token.age, 31622400",
            "sealgate.verify.token.lifetime, PT1S",
            "sealgate.verify.token.lifetime, P366D",
            "sealgate.token.max-length, 1024",
            "sealgate.token.max-length, 65536"
        })
        void read_atTheBound_isWithinIt(String property, String value) {
            assertThat(Configs.read(Configs.validBut(property, value)).problems())
                    .isEmpty();
        }
    }

    @Nested
    class Together {
        @Test
        void read_manyProblems_reportsAllInTableOrder() {
            Reading reading = Configs.read(Map.of(
                    "zealgate.realm", "not ours",
                    "sealgate.zzz", "x",
                    "mp.jwt.aaa", "x",
                    "sealgate.realm", "\\",
                    "sealgate.transport.trusted-proxies", "proxy,::/0",
                    "mp.jwt.verify.audiences", "",
                    "mp.jwt.verify.clock.skew", "ten",
                    "mp.jwt.verify.publickey.algorithm", "none,HS256",
                    "mp.jwt.decrypt.key.algorithm", "RSA1_5"));

            assertThat(codes(reading))
                    .containsExactly(
                            "SG-130 mp.jwt.verify.publickey.location",
                            "SG-121 mp.jwt.verify.publickey.algorithm",
                            "SG-122 mp.jwt.verify.publickey.algorithm",
                            "SG-101 mp.jwt.verify.issuer",
                            "SG-102 mp.jwt.verify.audiences",
                            "SG-110 mp.jwt.verify.clock.skew",
                            "SG-121 mp.jwt.decrypt.key.algorithm",
                            "SG-153 mp.jwt.decrypt.key.algorithm",
                            "SG-116 sealgate.transport.trusted-proxies",
                            "SG-116 sealgate.transport.trusted-proxies",
                            "SG-115 sealgate.realm",
                            "SG-106 mp.jwt.aaa",
                            "SG-106 sealgate.zzz");
        }

        @Test
        void read_nothingSet_asksForTheThreeThatAreNeeded() {
            InvalidConfigurationException thrown = catchThrowableOfType(
                    InvalidConfigurationException.class, () -> SealgateConfigReader.read(Configs.of(Map.of())));

            assertThat(thrown.problems())
                    .extracting(ConfigProblem::property)
                    .containsExactly(
                            "mp.jwt.verify.publickey.location", "mp.jwt.verify.issuer", "mp.jwt.verify.audiences");
            assertThat(thrown)
                    .hasMessageStartingWith("Sealgate cannot start: its configuration has 3 problems.\n  SG-130 ")
                    .hasMessageContaining("\n  SG-101 mp.jwt.verify.issuer: It is not set. Set it to the exact")
                    .hasMessageContaining("WEB-INF/classes/META-INF/microprofile-config.properties.\n");
        }

        @Test
        void exception_problemsInAnyOrder_sortsThem() {
            ConfigProblem realm = new ConfigProblem("SG-115", "sealgate.realm", "A.", "B.");
            ConfigProblem key = new ConfigProblem("SG-200", "mp.jwt.verify.publickey", "A.", "B.");

            assertThat(new InvalidConfigurationException(List.of(realm, key)).problems())
                    .containsExactly(key, realm);
        }

        @Test
        void read_otherProblems_stillHandsOutTheKeys() {
            Reading reading = Configs.read(Configs.validBut(
                    "mp.jwt.verify.issuer",
                    null,
                    "mp.jwt.verify.publickey.algorithm",
                    "ES384",
                    "sealgate.decrypt.key",
                    Configs.SECRET));

            assertThat(reading.config()).isEmpty();
            assertThat(reading.keys().get(0).verification().publicKeys()).hasSize(1);
            assertThat(reading.keys().get(0).verification().algorithms()).containsExactly(SignatureAlgorithm.ES384);
            assertThat(reading.keys().get(0).decryption().orElseThrow().keys()).hasSize(1);
        }

        @Test
        void read_unknownAlgorithm_handsOutOnlyKeysThatDoNotDependOnIt() {
            Reading reading = Configs.read(Configs.validBut(
                    "sealgate.verify.algorithms",
                    "RS256,HS265",
                    "sealgate.verify.secret",
                    Configs.SECRET,
                    "sealgate.decrypt.key",
                    Configs.SECRET,
                    "mp.jwt.decrypt.key.algorithm",
                    "dire"));

            assertThat(codes(reading))
                    .containsExactly("SG-120 mp.jwt.decrypt.key.algorithm", "SG-120 sealgate.verify.algorithms");
            assertThat(reading.keys().get(0).verification().publicKeys()).hasSize(1);
            assertThat(reading.keys().get(0).verification().secrets()).isEmpty();
            assertThat(reading.keys().get(0).verification().algorithms()).isEmpty();
            assertThat(reading.keys().get(0).decryption()).isEmpty();
        }
    }

    @Nested
    class Sources {
        @Test
        void read_environmentVariables_configure() {
            Reading reading = Configs.read(Configs.of(
                    Configs.VALID, Map.of("SEALGATE_REALM", "orders", "SEALGATE_TRANSPORT_PLAIN_HTTP", "loopback")));

            assertThat(reading.orThrow().realm()).isEqualTo("orders");
            assertThat(reading.orThrow().transport().plainHttp()).isEqualTo(PlainHttp.LOOPBACK);
        }

        @Test
        void read_environmentVariablesOfOthers_areNotUnknown() {
            assertThat(Configs.read(Configs.of(
                                    Configs.VALID,
                                    Map.of(
                                            "SEALGATE_SERVICE_HOST",
                                            "10.0.0.1",
                                            "SEALGATE_PORT",
                                            "tcp://10.0.0.1:80",
                                            "MP_JWT_X",
                                            "1")))
                            .problems())
                    .isEmpty();
        }

        @Test
        void read_environmentVariablesShownWithDots_areNotUnknown() {
            // As SmallRye Config does in WildFly
            Map<String, String> properties = new HashMap<>(Configs.VALID);
            properties.putAll(Map.of(
                    "SEALGATE_SERVICE_HOST", "10.0.0.1",
                    "sealgate.service.host", "10.0.0.1",
                    "SEALGATE_TRANSPORT_PLAIN_HTTP", "loopback",
                    "sealgate.transport.plain.http", "loopback"));

            assertThat(Configs.read(properties).problems()).isEmpty();
        }

        @Test
        void read_unknownPropertyBesideItsVariable_isUnknown() {
            assertThat(codes(Configs.read(
                            Configs.of(Configs.validBut("sealgate.relm", "x"), Map.of("SEALGATE_RELM", "y")))))
                    .containsExactly("SG-106 sealgate.relm");
        }

        @Test
        void read_emptyEnvironmentVariable_isBlank() {
            assertThat(codes(Configs.read(Configs.of(Configs.VALID, Map.of("SEALGATE_REALM", "")))))
                    .containsExactly("SG-102 sealgate.realm");
        }

        @Test
        void read_emptiedByAMoreImportantSource_isBlank() {
            assertThat(codes(Configs.read(Configs.of(Configs.VALID, Map.of("MP_JWT_VERIFY_ISSUER", "")))))
                    .containsExactly("SG-102 mp.jwt.verify.issuer");
        }

        @Test
        void read_otherProfile_isLeftAlone() {
            assertThat(Configs.read(Configs.validBut("%dev.sealgate.realm", "dev", "%dev.sealgate.relm", "dev"))
                            .orThrow()
                            .realm())
                    .isEqualTo("sealgate");
        }

        @Test
        void read_activeProfile_counts() {
            Map<String, String> properties = Configs.validBut("%dev.sealgate.realm", "dev");
            assertThat(Configs.read(Configs.builder(properties)
                                    .withProfile("dev")
                                    .build())
                            .orThrow()
                            .realm())
                    .isEqualTo("dev");

            properties.put("%dev.sealgate.relm", "dev");
            assertThat(codes(Configs.read(
                            Configs.builder(properties).withProfile("dev").build())))
                    .containsExactly("SG-106 sealgate.relm");
        }

        @Test
        void read_expression_isResolved() {
            assertThat(valid("shop", "orders", "sealgate.realm", "the ${shop}").realm())
                    .isEqualTo("the orders");
        }

        @Test
        void read_namesOfOthers_areLeftAlone() {
            assertThat(Configs.read(Configs.validBut(
                                    "mp.jwtx", "1", "sealgate", "1", "sealgatex.y", "1", "smallrye.jwt.sign.key", "1"))
                            .problems())
                    .isEmpty();
        }
    }

    @Nested
    class Locations {
        @TempDir
        Path directory;

        private String read(String location, ClassLoader classPath) {
            return SealgateConfigReader.read(
                            Configs.of(Configs.validBut(
                                    "mp.jwt.verify.publickey", null, "mp.jwt.verify.publickey.location", location)),
                            classPath)
                    .orThrow()
                    .issuer()
                    .verification()
                    .publicKeys()
                    .get(0)
                    .text();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "keys/public.pem",
                    "/keys/public.pem",
                    "classpath:keys/public.pem",
                    "classpath:/keys/public.pem",
                    " keys/public.pem "
                })
        void read_resource_isFoundOnTheClassPath(String location) {
            assertThat(read(location, getClass().getClassLoader())).isEqualTo(Configs.PUBLIC_KEY);
        }

        @Test
        void read_file_isFoundByPathAndUrl() throws IOException {
            Path file = Files.writeString(directory.resolve("my key.pem"), "\uFEFFtext");

            assertThat(read(file.toString(), getClass().getClassLoader())).isEqualTo("text");
            assertThat(read(file.toUri().toString(), getClass().getClassLoader()))
                    .isEqualTo("text");
            assertThat(read("file:" + file, getClass().getClassLoader())).isEqualTo("text");
            assertThat(read("file://" + file.toUri().getRawPath(), getClass().getClassLoader()))
                    .isEqualTo("text");
        }

        @Test
        void read_largestFile_isRead() throws IOException {
            Path file = Files.write(
                    directory.resolve("keys"), "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII));

            assertThat(read(file.toString(), getClass().getClassLoader())).hasSize(1024 * 1024);
        }

        @Test
        void read_resourceInJar_isReadAfreshEachTime() throws IOException {
            Path jar = directory.resolve("application.jar");
            try (var application = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
                writeJar(jar, "first");
                assertThat(read("keys/public.pem", application)).isEqualTo("first");
            }
            try (var application = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
                writeJar(jar, "second");
                assertThat(read("keys/public.pem", application)).isEqualTo("second");
            }
        }

        private void writeJar(Path jar, String content) throws IOException {
            try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new JarEntry("keys/"));
                out.putNextEntry(new JarEntry("keys/public.pem"));
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        }

        @Test
        void read_streamThatBreaks_isUnreadable() {
            ClassLoader broken = new ClassLoader(null) {
                @Override
                public URL getResource(String name) {
                    try {
                        return new URL("broken", "", -1, "/" + name, new URLStreamHandler() {
                            @Override
                            protected URLConnection openConnection(URL url) {
                                return new URLConnection(url) {
                                    @Override
                                    public void connect() {}

                                    @Override
                                    public InputStream getInputStream() throws IOException {
                                        throw new IOException("material");
                                    }
                                };
                            }
                        });
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            };
            Reading reading = SealgateConfigReader.read(
                    Configs.of(Configs.validBut(
                            "mp.jwt.verify.publickey", null, "mp.jwt.verify.publickey.location", "classpath:keys.pem")),
                    broken);

            assertThat(codes(reading)) // this class loader finds whatever it is asked for
                    .containsExactly("SG-137 mp.jwt.verify.publickey.location", "SG-160 payara-mp-jwt.properties");
            assertThat(reading.problems().toString()).doesNotContain("material");
        }
    }

    @Nested
    class Secrecy {
        private static final String MATERIAL = "bWF0ZXJpYWwtdGhhdC1ub2JvZHktbWF5LXNlZQ";

        @Test
        void toString_ofEverythingWithKeys_showsNone() {
            Reading reading = Configs.read(Configs.validBut(
                    "sealgate.verify.secret", Configs.SECRET, "mp.jwt.decrypt.key.location", "keys/secret.json"));

            assertThat(reading.orThrow()
                            .issuer()
                            .verification()
                            .secrets()
                            .get(0)
                            .text())
                    .contains(MATERIAL);
            assertThat(reading.toString()).contains("sealgate.verify.secret").doesNotContain(MATERIAL);
            assertThat(reading.orThrow().toString())
                    .contains("mp.jwt.decrypt.key.location")
                    .doesNotContain(MATERIAL);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    MATERIAL,
                    "/" + MATERIAL + MATERIAL,
                    "correct horse battery staple",
                    "hunter2",
                    "${" + MATERIAL + "}",
                    "{\"k\":\"" + MATERIAL,
                    "{\"k\":\"" + MATERIAL + "\"}.json",
                    "-----BEGIN PRIVATE KEY-----" + MATERIAL,
                    "x:" + MATERIAL,
                    "data:text/plain," + MATERIAL,
                    "hunter2:" + MATERIAL
                })
        void problems_ofSecretInTheWrongPlace_doNotShowIt(String secret) {
            for (SealgateProperty property :
                    List.of(SealgateProperty.SECRET_LOCATION, SealgateProperty.DECRYPT_KEY_LOCATION)) {
                Reading reading = Configs.read(Configs.validBut(property.propertyName(), secret));

                assertThat(reading.problems()).hasSize(1);
                assertThat(reading.problems().toString())
                        .doesNotContain(MATERIAL)
                        .doesNotContain("horse")
                        .doesNotContain("hunter2");
            }
        }

        @Test
        void problems_ofUnknownProperty_doNotShowItsValue() {
            assertThat(Configs.read(Configs.validBut("sealgate.verify.secrets", MATERIAL))
                            .problems()
                            .toString())
                    .contains("Did you mean sealgate.verify.secret?")
                    .doesNotContain(MATERIAL);
        }

        @Test
        void problems_ofLongOrForeignText_quoteItShortAndInAscii() {
            assertThat(Configs.read(Configs.validBut("sealgate.transport.plain-http", "\u202e\n" + "x".repeat(500)))
                            .problems()
                            .get(0)
                            .cause())
                    .contains("\\u202e\\u000ax")
                    .hasSizeLessThan(150);
        }
    }
}
