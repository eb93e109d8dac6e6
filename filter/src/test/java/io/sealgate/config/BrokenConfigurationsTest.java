package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestKeyStores;
import io.sealgate.testing.TestKeys;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake after another, each with the exact findings that whoever made it gets to read. */
class BrokenConfigurationsTest {
    @TempDir
    static Path directory;

    @ParameterizedTest(name = "{0}")
    @Requirement({38, 59, 95})
    @MethodSource("mistakes")
    void read_mistake_findsExactlyIt(Mistake mistake) {
        Reading reading = Configs.read(mistake.properties());

        assertThat(reading.config()).isEmpty();
        assertThat(reading.problems())
                .extracting(problem -> problem.code() + " " + problem.property())
                .containsExactlyElementsOf(mistake.expected().stream()
                        .map(expected -> expected.code().code() + " " + expected.property())
                        .toList());
        for (int i = 0; i < mistake.expected().size(); i++) {
            ConfigProblem problem = reading.problems().get(i);
            assertThat(problem.mend())
                    .as(problem.toString())
                    .contains(mistake.expected().get(i).mend());
            assertThat(problem.cause()).endsWith(".");
            assertThat(problem.mend()).endsWith(".");
            assertThat(problem.toString()).matches("\\p{Print}+");
        }
    }

    @Test
    void read_propertiesOfMakingTokens_areNotOursToJudge() {
        Map<String, String> properties = Configs.validBut(
                "smallrye.jwt.sign.key.location", "private.pem",
                "smallrye.jwt.new-token.issuer", "https://shop.example",
                "smallrye.jwt.keystore.password", "x");

        assertThat(Configs.read(properties).problems()).isEmpty();
    }

    @Test
    void read_fileOfPayara_isFound() throws IOException {
        Path classes = Files.createTempDirectory(directory, "classes");
        Files.writeString(classes.resolve("payara-mp-jwt.properties"), "accepted.issuer=https://idp.example.org");
        try (URLClassLoader classPath =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            Reading reading = SealgateConfigReader.read(Configs.of(Configs.VALID), classPath);

            assertThat(reading.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("SG-160");
                assertThat(problem.mend()).contains("accepted.issuer", "mp.jwt.verify.issuer");
            });
        }
    }

    @Test
    void mistakes_ofEveryKind_areInTheTable() {
        Set<ProblemCode> missing = EnumSet.allOf(ProblemCode.class);
        mistakes().forEach(mistake -> mistake.expected().forEach(expected -> missing.remove(expected.code())));

        assertThat(missing)
                .as("those that need more than properties have tests of their own")
                .containsExactly(
                        ProblemCode.SET_TWICE,
                        ProblemCode.NO_MICROPROFILE_CONFIG,
                        ProblemCode.MICROPROFILE_CONFIG_FAILED,
                        ProblemCode.LOCATION_UNREADABLE,
                        ProblemCode.KEYSTORE_TYPE_UNAVAILABLE,
                        ProblemCode.ENVIRONMENT_ALONE);
        assertThat(mistakes().count()).isGreaterThanOrEqualTo(50);
    }

    /**
     * For the tests on servers: the mistakes that one issuer can make, each by a named issuer of its own, in one configuration; and what is found. {@code -Dmistakes.write=true} writes both
     * files.
     */
    @Test
    void resources_manyMistakesInOneConfiguration_areThoseOfTheTable() throws IOException {
        Map<String, String> properties = new TreeMap<>();
        List<String> expected = new ArrayList<>();
        for (Mistake mistake : mistakes().toList()) {
            String label = "m%03d".formatted(expected.size());
            mistake.of(label)
                    .filter(named -> findings(named.properties()).equals(named.findings()))
                    .ifPresent(named -> {
                        properties.putAll(named.properties());
                        expected.addAll(named.findings());
                    });
        }
        assertThat(findings(properties)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(50);
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        assertSame("many-mistakes.properties", text.toString());
        assertSame("many-mistakes.txt", String.join("\n", expected) + "\n");
    }

    private static void assertSame(String name, String text) throws IOException {
        Path file = Path.of("src/test/resources/io/sealgate/testing", name);
        if (Boolean.getBoolean("mistakes.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }

    private static List<String> findings(Map<String, String> properties) {
        Map<String, String> real = new LinkedHashMap<>();
        properties.forEach((name, value) -> real.put(
                name,
                value.replace("@PUBLIC_KEY@", TestKeys.publicJwk(TestKeys.p256("k"), ""))
                        .replace("@SECRET@", TestKeys.octJwk(TestKeys.oct(256, "s"), "HS256"))));
        return Sealgate.problems(Configs.read(real)).stream()
                .map(problem -> problem.code() + " " + problem.property())
                .toList();
    }

    static Stream<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.addAll(issuerAndAudience());
        mistakes.addAll(keys());
        mistakes.addAll(locations());
        mistakes.addAll(keyStores());
        mistakes.addAll(remoteKeys());
        mistakes.addAll(algorithms());
        mistakes.addAll(claims());
        mistakes.addAll(decryption());
        mistakes.addAll(tokens());
        mistakes.addAll(transport());
        mistakes.addAll(names());
        mistakes.addAll(paths());
        mistakes.addAll(namedIssuers());
        return mistakes.stream();
    }

    private static List<Mistake> issuerAndAudience() {
        return List.of(
                mistake("no issuer", "mp.jwt.verify.issuer", null)
                        .finds(ProblemCode.NOT_SET, "mp.jwt.verify.issuer", "exact \"iss\" value"),
                mistake("empty issuer", "mp.jwt.verify.issuer", "")
                        .finds(ProblemCode.BLANK, "mp.jwt.verify.issuer", "Give it a value"),
                mistake("blank issuer", "mp.jwt.verify.issuer", "  ")
                        .finds(ProblemCode.BLANK, "mp.jwt.verify.issuer", "Give it a value"),
                mistake("issuer with a blank at its end", "mp.jwt.verify.issuer", "https://idp.example.org ")
                        .finds(ProblemCode.MALFORMED, "mp.jwt.verify.issuer", "Remove the white space"),
                mistake("issuer refers to nothing", "mp.jwt.verify.issuer", "https://${idp.host}/realms/shop")
                        .finds(ProblemCode.UNRESOLVABLE, "mp.jwt.verify.issuer", "${...}"),
                mistake("no audience", "mp.jwt.verify.audiences", null)
                        .finds(ProblemCode.NOT_SET, "mp.jwt.verify.audiences", "\"aud\" value"),
                mistake(
                                "no audience, opt-out off",
                                "mp.jwt.verify.audiences",
                                null,
                                "sealgate.verify.any-audience",
                                "false")
                        .finds(ProblemCode.NOT_SET, "mp.jwt.verify.audiences", "\"aud\" value"),
                mistake("empty audiences", "mp.jwt.verify.audiences", "")
                        .finds(ProblemCode.BLANK, "mp.jwt.verify.audiences", "Give it a value"),
                mistake("audiences with a comma at the end", "mp.jwt.verify.audiences", "orders,")
                        .finds(ProblemCode.BLANK_ELEMENT, "mp.jwt.verify.audiences", "Remove the comma"),
                mistake("audiences of a comma alone", "mp.jwt.verify.audiences", " , ")
                        .finds(ProblemCode.BLANK_ELEMENT, "mp.jwt.verify.audiences", "Remove the comma"),
                mistake("an audience twice", "mp.jwt.verify.audiences", "orders, stock, orders,orders")
                        .finds(ProblemCode.DUPLICATE_ELEMENT, "mp.jwt.verify.audiences", "once"),
                mistake("audiences and any audience", "sealgate.verify.any-audience", "true")
                        .finds(
                                ProblemCode.AUDIENCES_CONTRADICT,
                                "sealgate.verify.any-audience",
                                "Remove sealgate.verify.any-audience"),
                mistake("any audience: yes", "sealgate.verify.any-audience", "yes")
                        .finds(ProblemCode.NOT_A_BOOLEAN, "sealgate.verify.any-audience", "false or true"),
                mistake("any audience: ture", "sealgate.verify.any-audience", "ture")
                        .finds(ProblemCode.NOT_A_BOOLEAN, "sealgate.verify.any-audience", "Did you mean true?"));
    }

    private static List<Mistake> keys() {
        return List.of(
                mistake("no key", "mp.jwt.verify.publickey", null)
                        .finds(ProblemCode.NO_KEY, "mp.jwt.verify.publickey.location", "mp.jwt.verify.publickey"),
                mistake("empty key", "mp.jwt.verify.publickey", "")
                        .finds(ProblemCode.BLANK, "mp.jwt.verify.publickey", "Give it a value"),
                mistake("key and location", "mp.jwt.verify.publickey.location", "/keys/public.pem")
                        .finds(ProblemCode.BOTH_KEY_FORMS, "mp.jwt.verify.publickey", "Remove one of the two"),
                mistake("location as key", "mp.jwt.verify.publickey", "classpath:keys/public.pem")
                        .finds(
                                ProblemCode.LOCATION_AS_KEY,
                                "mp.jwt.verify.publickey",
                                "mp.jwt.verify.publickey.location"),
                mistake("file name as key", "mp.jwt.verify.publickey", "META-INF/publicKey.PEM")
                        .finds(
                                ProblemCode.LOCATION_AS_KEY,
                                "mp.jwt.verify.publickey",
                                "mp.jwt.verify.publickey.location"),
                mistake("path as secret", "sealgate.verify.secret", "/run/secrets/hmac")
                        .finds(
                                ProblemCode.LOCATION_AS_KEY,
                                "sealgate.verify.secret",
                                "sealgate.verify.secret.location"),
                mistake("URL as decryption key", "sealgate.decrypt.key", "https://idp.example.org/key")
                        .finds(ProblemCode.LOCATION_AS_KEY, "sealgate.decrypt.key", "mp.jwt.decrypt.key.location"),
                location("PEM as location", Configs.PUBLIC_KEY)
                        .finds(
                                ProblemCode.KEY_AS_LOCATION,
                                "mp.jwt.verify.publickey.location",
                                "Move the value to mp.jwt.verify.publickey"),
                location(
                                "Base64 as location",
                                "eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2cifQ==")
                        .finds(
                                ProblemCode.KEY_AS_LOCATION,
                                "mp.jwt.verify.publickey.location",
                                "Move the value to mp.jwt.verify.publickey"),
                mistake("JWK as location of the secret", "sealgate.verify.secret.location", Configs.SECRET)
                        .finds(
                                ProblemCode.KEY_AS_LOCATION,
                                "sealgate.verify.secret.location",
                                "Move the value to sealgate.verify.secret"),
                mistake(
                                "secret twice",
                                "sealgate.verify.secret",
                                Configs.SECRET,
                                "sealgate.verify.secret.location",
                                "/keys/secret.json")
                        .finds(ProblemCode.BOTH_KEY_FORMS, "sealgate.verify.secret", "Remove one of the two"));
    }

    private static List<Mistake> locations() {
        String property = "mp.jwt.verify.publickey.location";
        return List.of(
                location("nothing there", "/keys/publik.pem")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "absolute path"),
                location("nothing at a long path", "/run/secrets/the-public-key-of-our-authorization-server")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "absolute path"),
                location("nothing on the class path", "classpath:keys/publik.pem")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "class path resource"),
                location("no such file", "file:/keys/public.pem")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "absolute path"),
                location("class path without a name", "classpath:/")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "absolute path"),
                location("impossible path", "keys\0.pem")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, property, "absolute path"),
                location("a directory", directory.toString())
                        .finds(ProblemCode.LOCATION_NOT_A_FILE, property, "path of one file"),
                location("a directory as URL", directory.toUri().toString())
                        .finds(ProblemCode.LOCATION_NOT_A_FILE, property, "path of one file"),
                location("a directory on the class path", "classpath:keys")
                        .finds(ProblemCode.LOCATION_NOT_A_FILE, property, "path of one file"),
                location("a directory in a JAR", "classpath:org/junit/jupiter/api")
                        .finds(ProblemCode.LOCATION_NOT_A_FILE, property, "path of one file"),
                location("too large", file("large.pem", new byte[KeyTextLoader.LARGEST + 1]))
                        .finds(ProblemCode.LOCATION_TOO_LARGE, property, "keys and nothing else"),
                location("empty", file("empty.pem", " \n".getBytes(StandardCharsets.UTF_8)))
                        .finds(ProblemCode.LOCATION_EMPTY, property, "Put the keys into it"),
                location("DER", file("key.der", new byte[] {0x30, (byte) 0x82, 1, 0x22}))
                        .finds(ProblemCode.LOCATION_NOT_TEXT, property, "PEM"),
                location("jar URL", "jar:file:/lib/keys.jar!/public.pem")
                        .finds(ProblemCode.LOCATION_SCHEME, property, "classpath:"));
    }

    private static List<Mistake> keyStores() {
        String verify = "sealgate.verify.keystore.";
        String decrypt = "sealgate.decrypt.keystore.";
        String store = TestKeyStores.file(directory, "PKCS12", "ec", "rsa").toString();
        String empty = TestKeyStores.file(directory, "PKCS12").toString();
        return List.of(
                mistake("password without keystore", verify + "password", "x")
                        .finds(ProblemCode.NO_EFFECT, verify + "password", verify + "location"),
                mistake("everything without keystore", decrypt + "type", "JKS", decrypt + "aliases", "a")
                        .finds(ProblemCode.NO_EFFECT, decrypt + "type", decrypt + "location")
                        .finds(ProblemCode.NO_EFFECT, decrypt + "aliases", decrypt + "location"),
                decryptingWith("keystore and key", store, "password", TestKeyStores.PASSWORD)
                        .and("sealgate.decrypt.key", Configs.SECRET)
                        .finds(ProblemCode.BOTH_KEY_FORMS, "sealgate.decrypt.key", "Remove one of the two"),
                mistake("certificates and key", verify + "location", store, verify + "password", TestKeyStores.PASSWORD)
                        .finds(ProblemCode.BOTH_KEY_FORMS, "mp.jwt.verify.publickey", "Remove one of the two"),
                decryptingWith("no password", store, "aliases", "ec")
                        .finds(ProblemCode.NOT_SET, decrypt + "password", "password.location"),
                decryptingWith("password twice", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "password.location", "/run/secrets/password")
                        .finds(ProblemCode.BOTH_KEY_FORMS, decrypt + "password", "Remove one"),
                decryptingWith("wrong password", store, "password", "wrong")
                        .finds(ProblemCode.KEYSTORE_UNREADABLE, decrypt + "location", "keytool -list"),
                decryptingWith("wrong type", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "type", "BCFKS")
                        .finds(ProblemCode.KEYSTORE_UNREADABLE, decrypt + "location", "-storetype BCFKS"),
                decryptingWith("unknown type", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "type", "PKCS11")
                        .finds(ProblemCode.NOT_A_CHOICE, decrypt + "type", "Did you mean pkcs12?"),
                decryptingWith("PEM as keystore", file("key.pem", new byte[] {'-'}), "password", "x")
                        .finds(ProblemCode.KEYSTORE_UNREADABLE, decrypt + "location", "keytool"),
                decryptingWith("no such keystore", "/none.p12", "password", "x")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, decrypt + "location", "absolute path"),
                decryptingWith("remote keystore", "https://idp.example.org/keys.p12", "password", "x")
                        .finds(ProblemCode.LOCATION_REMOTE, decrypt + "location", "write its path"),
                decryptingWith("no such password file", store, "password.location", "/run/secrets/none")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, decrypt + "password.location", "absolute path"),
                decryptingWith("no such alias", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "aliases", "ec,none=k1")
                        .finds(ProblemCode.ALIAS_NOT_FOUND, decrypt + "aliases", "keytool -list"),
                decryptingWith("alias without kid", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "aliases", "ec=")
                        .finds(ProblemCode.MALFORMED, decrypt + "aliases", "signing-2026=k7"),
                decryptingWith("two of one kid", store, "password", TestKeyStores.PASSWORD)
                        .and(decrypt + "aliases", "ec=k1,rsa=k1")
                        .finds(ProblemCode.DUPLICATE_ELEMENT, decrypt + "aliases", "of its own"),
                decryptingWith("empty keystore", empty, "password", TestKeyStores.PASSWORD)
                        .finds(ProblemCode.LOCATION_EMPTY, decrypt + "location", "keytool -importcert"),
                decryptingWith(
                                "key with a password of its own",
                                TestKeyStores.withOtherPassword(directory, "ec").toString(),
                                "password",
                                TestKeyStores.PASSWORD)
                        .and(decrypt + "type", "JKS")
                        .finds(ProblemCode.KEYSTORE_ENTRY_UNREADABLE, decrypt + "location", "keytool -keypasswd"),
                mistake("no such source", "sealgate.decrypt.keystore.location", "source:none")
                        .finds(ProblemCode.KEY_SOURCE_UNAVAILABLE, decrypt + "location", "META-INF/services"),
                decryptingWith("source that fails", "source:broken", "aliases", "rsa")
                        .finds(ProblemCode.KEY_SOURCE_UNAVAILABLE, decrypt + "location", "can be reached"),
                decryptingWith("password of a source", "source:hsm", "password", "x")
                        .finds(ProblemCode.NO_EFFECT, decrypt + "password", "Remove it"),
                decryptingWith("alias that a source lacks", "source:hsm", "aliases", "rsa,none")
                        .finds(ProblemCode.ALIAS_NOT_FOUND, decrypt + "aliases", "that are there"),
                discovering("discovery and certificates", verify + "location", store)
                        .and(verify + "password", TestKeyStores.PASSWORD)
                        .finds(
                                ProblemCode.DISCOVERY_CONTRADICTS,
                                "sealgate.verify.discovery",
                                "Remove sealgate.verify.keystore.location"));
    }

    private static Mistake decryptingWith(String what, String store, String detail, String value) {
        return mistake(
                "keystore: " + what,
                "sealgate.decrypt.keystore.location",
                store,
                "sealgate.decrypt.keystore." + detail,
                value);
    }

    private static List<Mistake> remoteKeys() {
        String property = "mp.jwt.verify.publickey.location";
        String discovery = "sealgate.verify.discovery";
        String issuer = "mp.jwt.verify.issuer";
        return List.of(
                mistake("secrets by URL", "sealgate.verify.secret.location", "https://idp.example.org/secret")
                        .finds(ProblemCode.LOCATION_REMOTE, "sealgate.verify.secret.location", "write its path"),
                mistake("decryption key by URL", "mp.jwt.decrypt.key.location", "http://idp.example.org/key")
                        .finds(ProblemCode.LOCATION_REMOTE, "mp.jwt.decrypt.key.location", "write its path"),
                location("http", "http://idp.example.org/jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "put keys of their own"),
                location("http in capitals", "HTTP://idp.example.org/jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "https URL"),
                location("http on this machine", "http://127.0.0.1:8080/jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "set sealgate.keys.plain-http to loopback"),
                location("http, name that only looks local", "http://localhost.example.org/jwks")
                        .and("sealgate.keys.plain-http", "loopback")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "put keys of their own"),
                location("URL with a blank", "https://idp.example.org/our keys")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "It is not a URL"),
                location("URL without a host", "https:///jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "https URL with a host"),
                location("URL with a password", "https://user:pass@idp.example.org/jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "user name"),
                location("URL with a fragment", "https://idp.example.org/jwks#first")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "fragment"),
                location("URL with an impossible port", "https://idp.example.org:70000/jwks")
                        .finds(ProblemCode.LOCATION_NOT_HTTPS, property, "port"),
                mistake("discovery and a key", discovery, "true")
                        .finds(ProblemCode.DISCOVERY_CONTRADICTS, discovery, "Remove mp.jwt.verify.publickey"),
                location("discovery and a location", "https://idp.example.org/jwks")
                        .and(discovery, "true")
                        .finds(ProblemCode.DISCOVERY_CONTRADICTS, discovery, "Remove mp.jwt.verify.publickey.location"),
                discovering("discovery: yes", discovery, "yes")
                        .finds(ProblemCode.NO_KEY, property, "sealgate.verify.discovery")
                        .finds(ProblemCode.NOT_A_BOOLEAN, discovery, "false or true"),
                discovering("issuer without a scheme", issuer, "shop")
                        .finds(ProblemCode.DISCOVERY_IMPOSSIBLE, discovery, "URL of the JWK Set instead"),
                discovering("issuer without TLS", issuer, "http://idp.example.org")
                        .finds(ProblemCode.DISCOVERY_IMPOSSIBLE, discovery, "without TLS"),
                discovering("issuer with a query", issuer, "https://idp.example.org/?realm=shop")
                        .finds(ProblemCode.DISCOVERY_IMPOSSIBLE, discovery, "query"),
                discovering("HMAC with discovery", "sealgate.verify.algorithms", "RS256,HS256")
                        .finds(ProblemCode.ALGORITHM_WITHOUT_KEY, "sealgate.verify.algorithms", "Remove it"),
                discovering("time limit in seconds", "sealgate.keys.timeout", "5")
                        .finds(ProblemCode.NOT_A_DURATION, "sealgate.keys.timeout", "PT5S"),
                discovering("time limit too long", "sealgate.keys.timeout", "PT31S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.keys.timeout", "PT30S"),
                discovering("cool-down too short", "sealgate.keys.cool-down", "PT29S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.keys.cool-down", "PT30S"),
                discovering("wait too long", "sealgate.keys.unknown-key-wait", "PT6S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.keys.unknown-key-wait", "PT5S"),
                discovering("stale for ever", "sealgate.keys.max-stale", "PT169H")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.keys.max-stale", "PT168H"),
                discovering("ages the wrong way round", "sealgate.keys.max-age", "PT30S")
                        .finds(ProblemCode.BOUNDS_CONTRADICT, "sealgate.keys.min-age", "up to PT30S"),
                discovering("plain HTTP allowed", "sealgate.keys.plain-http", "allow")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.keys.plain-http", "loopback or refuse"),
                discovering("proxy without a port", "sealgate.keys.proxy", "proxy.example.org")
                        .finds(ProblemCode.MALFORMED, "sealgate.keys.proxy", "proxy.example.org:3128"),
                discovering("proxy as URL", "sealgate.keys.proxy", "http://proxy.example.org:3128")
                        .finds(ProblemCode.MALFORMED, "sealgate.keys.proxy", "proxy.example.org:3128"),
                discovering("port of the proxy", "sealgate.keys.proxy", "proxy:70000")
                        .finds(ProblemCode.MALFORMED, "sealgate.keys.proxy", "proxy.example.org:3128"),
                discovering(
                                "no certificates",
                                "sealgate.keys.trusted-certificates",
                                file("ca.pem", Configs.PUBLIC_KEY.getBytes(StandardCharsets.UTF_8)))
                        .finds(ProblemCode.NOT_CERTIFICATES, "sealgate.keys.trusted-certificates", "keytool"),
                discovering("certificates that are not there", "sealgate.keys.trusted-certificates", "/etc/none.pem")
                        .finds(ProblemCode.LOCATION_NOT_FOUND, "sealgate.keys.trusted-certificates", "absolute path"),
                mistake("option of fetching without fetching", "sealgate.keys.max-stale", "PT2H")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.keys.max-stale", property));
    }

    private static List<Mistake> algorithms() {
        String ofPublicKeys = "mp.jwt.verify.publickey.algorithm";
        String ofAll = "sealgate.verify.algorithms";
        return List.of(
                mistake("both properties", ofPublicKeys, "ES256", ofAll, "ES256")
                        .finds(ProblemCode.BOTH_ALGORITHM_PROPERTIES, ofPublicKeys, ofAll),
                mistake("lower case", ofPublicKeys, "es256")
                        .finds(ProblemCode.UNKNOWN_ALGORITHM, ofPublicKeys, "Did you mean ES256?"),
                mistake("hyphen", ofAll, "RS-256").finds(ProblemCode.UNKNOWN_ALGORITHM, ofAll, "Did you mean RS256?"),
                mistake("name of the JCA", ofPublicKeys, "SHA256withRSA")
                        .finds(ProblemCode.UNKNOWN_ALGORITHM, ofPublicKeys, "Write RS256"),
                mistake("two unknown", ofPublicKeys, "RS257,ES256,PS25")
                        .finds(ProblemCode.UNKNOWN_ALGORITHM, ofPublicKeys, "RS256")
                        .finds(ProblemCode.UNKNOWN_ALGORITHM, ofPublicKeys, "PS256"),
                mistake("none", ofPublicKeys, "none").finds(ProblemCode.WEAK_ALGORITHM, ofPublicKeys, "RS256 or ES256"),
                mistake("None among others", ofAll, "RS256,None")
                        .finds(ProblemCode.WEAK_ALGORITHM, ofAll, "RS256 or ES256"),
                mistake("HMAC for a public key", ofPublicKeys, "HS256")
                        .finds(
                                ProblemCode.SECRET_ALGORITHM_FOR_PUBLIC_KEY,
                                ofPublicKeys,
                                "sealgate.verify.secret.location"),
                mistake("encryption where signatures belong", ofPublicKeys, "RSA-OAEP")
                        .finds(ProblemCode.MISPLACED_ALGORITHM, ofPublicKeys, "mp.jwt.decrypt.key.algorithm"),
                mistake("HMAC without secret", ofAll, "RS256,HS256")
                        .finds(ProblemCode.ALGORITHM_WITHOUT_KEY, ofAll, "sealgate.verify.secret.location instead"),
                mistake(
                                "RSA without public key",
                                "mp.jwt.verify.publickey",
                                null,
                                "sealgate.verify.secret",
                                Configs.SECRET,
                                ofAll,
                                "RS256,HS256")
                        .finds(ProblemCode.ALGORITHM_WITHOUT_KEY, ofAll, "mp.jwt.verify.publickey.location instead"),
                mistake(
                                "secret, algorithm of public keys",
                                "mp.jwt.verify.publickey",
                                null,
                                "sealgate.verify.secret",
                                Configs.SECRET,
                                ofPublicKeys,
                                "RS256")
                        .finds(ProblemCode.KEY_WITHOUT_ALGORITHM, ofPublicKeys, ofAll));
    }

    private static List<Mistake> claims() {
        return List.of(
                mistake("skew in words", "mp.jwt.verify.clock.skew", "10s")
                        .finds(ProblemCode.NOT_A_NUMBER, "mp.jwt.verify.clock.skew", "from 0 to 60"),
                mistake("skew too large", "mp.jwt.verify.clock.skew", "61")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "mp.jwt.verify.clock.skew", "from 0 to 60"),
                mistake("negative skew", "mp.jwt.verify.clock.skew", "-1")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "mp.jwt.verify.clock.skew", "from 0 to 60"),
                mistake("age of nothing", "mp.jwt.verify.token.age", "0")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "mp.jwt.verify.token.age", "from 1 to 31622400"),
                mistake("endless age", "mp.jwt.verify.token.age", "99999999999999999999")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "mp.jwt.verify.token.age", "from 1 to 31622400"),
                mistake("age as a fraction", "mp.jwt.verify.token.age", "1.5")
                        .finds(ProblemCode.NOT_A_NUMBER, "mp.jwt.verify.token.age", "seconds in digits"),
                mistake("lifetime in seconds", "sealgate.verify.token.lifetime", "3600")
                        .finds(ProblemCode.NOT_A_DURATION, "sealgate.verify.token.lifetime", "write PT3600S"),
                mistake("lifetime in words", "sealgate.verify.token.lifetime", "1h")
                        .finds(ProblemCode.NOT_A_DURATION, "sealgate.verify.token.lifetime", "PT90M"),
                mistake("lifetime of nothing", "sealgate.verify.token.lifetime", "PT0S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.verify.token.lifetime", "PT1S"),
                mistake("lifetime of ten years", "sealgate.verify.token.lifetime", "P3650D")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.verify.token.lifetime", "PT8784H"),
                mistake("type with blanks", "sealgate.verify.types", "access token")
                        .finds(ProblemCode.MALFORMED, "sealgate.verify.types", "at+jwt"),
                mistake("required claims with a gap", "sealgate.verify.required-claims", "sub,,jti")
                        .finds(ProblemCode.BLANK_ELEMENT, "sealgate.verify.required-claims", "Remove the comma"),
                mistake("required claim that is not a JSON Pointer", "sealgate.verify.required-claims", "/a~b")
                        .finds(ProblemCode.MALFORMED, "sealgate.verify.required-claims", "~0"),
                mistake("not a JSON Pointer", "sealgate.roles.from", "/realm~access/roles")
                        .finds(ProblemCode.MALFORMED, "sealgate.roles.from", "~0"));
    }

    private static List<Mistake> decryption() {
        return List.of(
                mistake("algorithm without key", "mp.jwt.decrypt.key.algorithm", "RSA-OAEP")
                        .finds(ProblemCode.NO_EFFECT, "mp.jwt.decrypt.key.algorithm", "mp.jwt.decrypt.key.location"),
                mistake(
                                "everything without key",
                                "sealgate.decrypt.content-encryption",
                                "A256GCM",
                                "sealgate.decrypt.required",
                                "false")
                        .finds(
                                ProblemCode.NO_EFFECT,
                                "sealgate.decrypt.content-encryption",
                                "mp.jwt.decrypt.key.location")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.decrypt.required", "mp.jwt.decrypt.key.location"),
                mistake(
                                "key twice",
                                "sealgate.decrypt.key",
                                Configs.SECRET,
                                "mp.jwt.decrypt.key.location",
                                "/keys/secret.json")
                        .finds(ProblemCode.BOTH_KEY_FORMS, "sealgate.decrypt.key", "Remove one of the two"),
                decrypting("RSA1_5", "mp.jwt.decrypt.key.algorithm", "RSA1_5")
                        .finds(ProblemCode.WEAK_ALGORITHM, "mp.jwt.decrypt.key.algorithm", "RSA-OAEP-256"),
                decrypting("PBES2", "mp.jwt.decrypt.key.algorithm", "PBES2-HS256+A128KW")
                        .finds(ProblemCode.WEAK_ALGORITHM, "mp.jwt.decrypt.key.algorithm", "ECDH-ES+A256KW"),
                decrypting("unknown key management", "mp.jwt.decrypt.key.algorithm", "RSA-OAEP256")
                        .finds(
                                ProblemCode.UNKNOWN_ALGORITHM,
                                "mp.jwt.decrypt.key.algorithm",
                                "Did you mean RSA-OAEP-256?"),
                decrypting("content encryption as key management", "mp.jwt.decrypt.key.algorithm", "A256GCM")
                        .finds(
                                ProblemCode.MISPLACED_ALGORITHM,
                                "mp.jwt.decrypt.key.algorithm",
                                "sealgate.decrypt.content-encryption"),
                decrypting("unknown content encryption", "sealgate.decrypt.content-encryption", "A128CBC")
                        .finds(ProblemCode.UNKNOWN_ALGORITHM, "sealgate.decrypt.content-encryption", "A128GCM"),
                decrypting("required: 1", "sealgate.decrypt.required", "1")
                        .finds(ProblemCode.NOT_A_BOOLEAN, "sealgate.decrypt.required", "false or true"),
                mistake("empty decryption key", "sealgate.decrypt.key", "")
                        .finds(ProblemCode.BLANK, "sealgate.decrypt.key", "Give it a value"));
    }

    private static List<Mistake> tokens() {
        return List.of(
                mistake("unknown header", "mp.jwt.token.header", "X-Token")
                        .finds(ProblemCode.NOT_A_CHOICE, "mp.jwt.token.header", "authorization or cookie"),
                mistake("unknown source", "sealgate.token.sources", "cookies")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.token.sources", "Did you mean cookie?"),
                mistake("query as source", "sealgate.token.sources", "authorization,query")
                        .finds(
                                ProblemCode.NOT_A_CHOICE,
                                "sealgate.token.sources",
                                "authorization, cookie, form or header"),
                mistake("sources without the cookie", "mp.jwt.token.header", "Cookie", "sealgate.token.sources", "form")
                        .finds(ProblemCode.SOURCES_CONTRADICT, "sealgate.token.sources", "add cookie"),
                mistake(
                                "sources without Authorization",
                                "mp.jwt.token.header",
                                "Authorization",
                                "sealgate.token.sources",
                                "cookie")
                        .finds(ProblemCode.SOURCES_CONTRADICT, "sealgate.token.sources", "Remove mp.jwt.token.header"),
                mistake("empty sources", "sealgate.token.sources", "")
                        .finds(ProblemCode.BLANK, "sealgate.token.sources", "Give it a value"),
                mistake("header without name", "sealgate.token.sources", "header")
                        .finds(ProblemCode.NOT_SET, "sealgate.token.header-name", "X-Access-Token"),
                mistake("name without header", "sealgate.token.header-name", "X-Access-Token")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.token.header-name", "sealgate.token.sources"),
                header("Authorization as header", "Authorization")
                        .finds(ProblemCode.HEADER_TAKEN, "sealgate.token.header-name", "name authorization"),
                header("Host as header", "host")
                        .finds(ProblemCode.HEADER_TAKEN, "sealgate.token.header-name", "of your own"),
                header("a header of the proxy", "X-Forwarded-For")
                        .finds(ProblemCode.HEADER_TAKEN, "sealgate.token.header-name", "of your own"),
                header("header with colon", "X-Token:")
                        .finds(ProblemCode.MALFORMED, "sealgate.token.header-name", "letters, digits"),
                mistake("cookie with blank", "mp.jwt.token.cookie", "my token")
                        .finds(ProblemCode.MALFORMED, "mp.jwt.token.cookie", "__Host-token"),
                mistake("files looked at all the time", "sealgate.files.check-interval", "PT0.5S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.files.check-interval", "PT1S to PT1H"),
                mistake("interval in seconds", "sealgate.files.check-interval", "30")
                        .finds(ProblemCode.NOT_A_DURATION, "sealgate.files.check-interval", "PT30S"),
                mistake("short length", "sealgate.token.max-length", "1023")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.token.max-length", "1024 to 65536"),
                mistake("long length", "sealgate.token.max-length", "65537")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.token.max-length", "1024 to 65536"),
                mistake("length with unit", "sealgate.token.max-length", "16k")
                        .finds(ProblemCode.NOT_A_NUMBER, "sealgate.token.max-length", "characters in digits"));
    }

    private static List<Mistake> transport() {
        String proxies = "sealgate.transport.trusted-proxies";
        return List.of(
                mistake("plain HTTP: true", "sealgate.transport.plain-http", "true")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.transport.plain-http", "allow, loopback or refuse"),
                mistake("plain HTTP: allowed", "sealgate.transport.plain-http", "allowed")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.transport.plain-http", "Did you mean allow?"),
                mistake("proxy by name", proxies, "proxy.example.org")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "host names are not looked up"),
                mistake("half an address", proxies, "10.0").finds(ProblemCode.NOT_A_NETWORK, proxies, "10.0.0.7"),
                mistake("address out of range", proxies, "10.0.0.256")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "10.0.0.7"),
                mistake("octal address", proxies, "010.0.0.1").finds(ProblemCode.NOT_A_NETWORK, proxies, "10.0.0.7"),
                mistake("prefix too long", proxies, "10.0.0.0/33")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "10.0.0.7"),
                mistake("bits after the prefix", proxies, "10.0.0.1/8")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "10.0.0.0/8"),
                mistake("bad IPv6", proxies, "2001:db8:::1").finds(ProblemCode.NOT_A_NETWORK, proxies, "2001:db8::7"),
                mistake("IPv6 with zone", proxies, "fe80::1%eth0")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "2001:db8::7"),
                mistake("everybody", proxies, "10.0.0.7,0.0.0.0/0,::/0")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "your proxies")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "your proxies"),
                mistake("everybody with IPv4", proxies, "::ffff:0:0/96")
                        .finds(ProblemCode.NOT_A_NETWORK, proxies, "your proxies"),
                mistake("realm with quotes", "sealgate.realm", "\"shop\"")
                        .finds(ProblemCode.MALFORMED, "sealgate.realm", "without quote"),
                mistake("realm in Cyrillic", "sealgate.realm", "\u043c\u0430\u0433\u0430\u0437\u0438\u043d")
                        .finds(ProblemCode.MALFORMED, "sealgate.realm", "ASCII"),
                mistake("realm with line break", "sealgate.realm", "shop\r\nX: y")
                        .finds(ProblemCode.MALFORMED, "sealgate.realm", "ASCII"));
    }

    private static List<Mistake> names() {
        return List.of(
                unknown("sealgate.relm", "Did you mean sealgate.realm?"),
                unknown("sealgate.Realm", "Did you mean sealgate.realm?"),
                unknown("sealgate.verify.issuer", "Did you mean mp.jwt.verify.issuer?"),
                unknown("sealgate.audience", "Did you mean mp.jwt.verify.audiences?"),
                unknown("sealgate.trusted-proxies", "Did you mean sealgate.transport.trusted-proxies?"),
                unknown("sealgate.roles.from[0]", "Did you mean sealgate.roles.from?"),
                unknown("mp.jwt.verify.public-key", "Did you mean mp.jwt.verify.publickey?"),
                unknown("mp.jwt.verify.publicKey.location", "Did you mean mp.jwt.verify.publickey.location?"),
                unknown("mp.jwt.decrypt.key", "Did you mean sealgate.decrypt.key?"),
                unknown("mp.jwt.token.cookies", "Did you mean mp.jwt.token.cookie?"),
                foreign("smallrye.jwt.verify.key.location", "mp.jwt.verify.publickey.location"),
                foreign("smallrye.jwt.path.groups", "sealgate.roles.from, with a slash before it"),
                foreign("smallrye.jwt.expiration.grace", "mp.jwt.verify.clock.skew"),
                foreign("smallrye.jwt.verify.algorithm", "sealgate.verify.algorithms"),
                foreign("smallrye.jwt.decrypt.key.location", "mp.jwt.decrypt.key.location"),
                foreign("smallrye.jwt.jwks.refresh-interval", "sealgate.keys.max-age"),
                unknown("sealgate.completely-different", "Remove it, or take a name from the table"));
    }

    private static List<Mistake> namedIssuers() {
        String acme = "sealgate.issuer.acme.";
        return List.of(
                named("nothing but its iss")
                        .without(acme + "verify.audiences")
                        .without(acme + "verify.publickey")
                        .finds(
                                ProblemCode.NO_KEY,
                                acme + "verify.publickey.location",
                                acme + "verify.discovery to true")
                        .finds(ProblemCode.NOT_SET, acme + "verify.audiences", "\"aud\" value"),
                named("no iss")
                        .without(acme + "verify.issuer")
                        .finds(ProblemCode.NOT_SET, acme + "verify.issuer", "exact \"iss\" value"),
                named("the default issuer's iss")
                        .and(acme + "verify.issuer", "https://idp.example.org/realms/shop")
                        .finds(ProblemCode.SAME_ISSUER, acme + "verify.issuer", "under one name"),
                named("another named issuer's iss")
                        .and("sealgate.issuer.b.verify.issuer", "https://acme.example.org")
                        .and("sealgate.issuer.b.verify.audiences", "orders")
                        .and("sealgate.issuer.b.verify.publickey", Configs.PUBLIC_KEY)
                        .finds(ProblemCode.SAME_ISSUER, "sealgate.issuer.b.verify.issuer", "under one name"),
                named("misspelt")
                        .and(acme + "verify.isuer", "x")
                        .finds(
                                ProblemCode.UNKNOWN_PROPERTY,
                                acme + "verify.isuer",
                                "Did you mean " + acme + "verify.issuer?"),
                named("with the whole name after it")
                        .and(acme + "mp.jwt.verify.token.age", "60")
                        .finds(
                                ProblemCode.UNKNOWN_PROPERTY,
                                acme + "mp.jwt.verify.token.age",
                                "Did you mean " + acme + "verify.token.age?"),
                named("nothing like it")
                        .and(acme + "completely-different", "x")
                        .finds(
                                ProblemCode.UNKNOWN_PROPERTY,
                                acme + "completely-different",
                                "take a name from the table"),
                named("no name")
                        .and("sealgate.issuer..verify.issuer", "x")
                        .finds(ProblemCode.UNKNOWN_PROPERTY, "sealgate.issuer..verify.issuer", "64 letters"),
                named("a name with a blank")
                        .and("sealgate.issuer.a b.verify.issuer", "x")
                        .finds(ProblemCode.UNKNOWN_PROPERTY, "sealgate.issuer.a b.verify.issuer", "64 letters"),
                named("a name alone")
                        .and("sealgate.issuer.acme", "x")
                        .finds(ProblemCode.UNKNOWN_PROPERTY, "sealgate.issuer.acme", "."),
                named("a place for tokens")
                        .and(acme + "token.sources", "cookie")
                        .finds(ProblemCode.OF_THE_APPLICATION, acme + "token.sources", "Write sealgate.token.sources"),
                named("a cookie")
                        .and(acme + "token.cookie", "t")
                        .finds(ProblemCode.OF_THE_APPLICATION, acme + "token.cookie", "Write mp.jwt.token.cookie"),
                named("a realm")
                        .and(acme + "realm", "acme")
                        .finds(ProblemCode.OF_THE_APPLICATION, acme + "realm", "Write sealgate.realm"),
                named("two forms of a key")
                        .and(acme + "verify.publickey.location", "/keys/public.pem")
                        .finds(ProblemCode.BOTH_KEY_FORMS, acme + "verify.publickey", "Remove one of the two"),
                named("an algorithm without a key")
                        .and(acme + "verify.algorithms", "HS256")
                        .finds(
                                ProblemCode.ALGORITHM_WITHOUT_KEY,
                                acme + "verify.algorithms",
                                "set " + acme + "verify.secret.location"),
                named("plain HTTP")
                        .without(acme + "verify.publickey")
                        .and(acme + "verify.publickey.location", "http://127.0.0.1/jwks")
                        .finds(
                                ProblemCode.LOCATION_NOT_HTTPS,
                                acme + "verify.publickey.location",
                                "set " + acme + "keys.plain-http to loopback"),
                named("a number out of bounds")
                        .and(acme + "verify.clock.skew", "61")
                        .finds(ProblemCode.OUT_OF_BOUNDS, acme + "verify.clock.skew", "from 0 to 60"),
                named("empty").and(acme + "roles.from", "").finds(ProblemCode.BLANK, acme + "roles.from", "Give it"),
                named("refers to nothing")
                        .and(acme + "roles.from", "${nothing}")
                        .finds(ProblemCode.UNRESOLVABLE, acme + "roles.from", "${...}"),
                named("and something wrong with the default one")
                        .and("mp.jwt.verify.clock.skew", "61")
                        .and("sealgate.realm", "\"")
                        .and(acme + "verify.clock.skew", "-1")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "mp.jwt.verify.clock.skew", "from 0 to 60")
                        .finds(ProblemCode.MALFORMED, "sealgate.realm", "without quote")
                        .finds(ProblemCode.OUT_OF_BOUNDS, acme + "verify.clock.skew", "from 0 to 60"),
                named("alone, with a rest of the default one")
                        .without("mp.jwt.verify.issuer")
                        .without("mp.jwt.verify.audiences")
                        .without("mp.jwt.verify.publickey")
                        .and("sealgate.roles.from", "scope")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.roles.from", "Write " + acme + "roles.from"),
                named("alone, with half of the default one")
                        .without("mp.jwt.verify.issuer")
                        .finds(ProblemCode.NOT_SET, "mp.jwt.verify.issuer", "exact \"iss\" value"),
                mistake("bounds of a source that nobody asks", "sealgate.issuers.max-age", "PT1M")
                        .finds(
                                ProblemCode.NO_EFFECT,
                                "sealgate.issuers.max-age",
                                "Set sealgate.issuers.source to true"),
                mistake("a source, and half of the default issuer", "sealgate.issuers.source", "true")
                        .without("mp.jwt.verify.issuer")
                        .without("mp.jwt.verify.publickey")
                        .finds(ProblemCode.NO_EFFECT, "mp.jwt.verify.audiences", "beginning with mp.jwt.verify.issuer"),
                mistake("a source without room", "sealgate.issuers.source", "true")
                        .and("sealgate.issuers.max-entries", "0")
                        .and("sealgate.issuers.max-age", "PT0S")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.issuers.max-entries", "from 1 to 1000000")
                        .finds(ProblemCode.OUT_OF_BOUNDS, "sealgate.issuers.max-age", "from PT1S to PT24H"),
                mistake("a client without Keycloak", "sealgate.roles.client", "shop")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.roles.client", "Add keycloak to sealgate.roles.from"),
                mistake("a blank in a prefix", "sealgate.roles.prefix", "a b")
                        .finds(ProblemCode.MALFORMED, "sealgate.roles.prefix", "64 characters"),
                mistake("roles without other names", "sealgate.roles.map", "admin, :ADMIN, admin:")
                        .finds(ProblemCode.MALFORMED, "sealgate.roles.map", "admin:ADMIN")
                        .finds(ProblemCode.MALFORMED, "sealgate.roles.map", "admin:ADMIN")
                        .finds(ProblemCode.MALFORMED, "sealgate.roles.map", "admin:ADMIN"),
                mistake("two names for a role", "sealgate.roles.map", "admin:ADMIN,admin:BOSS")
                        .finds(ProblemCode.DUPLICATE_ELEMENT, "sealgate.roles.map", "once"),
                mistake("a pointer to the caller's name", "sealgate.principal.from", "/user/name")
                        .finds(ProblemCode.MALFORMED, "sealgate.principal.from", "such as email"),
                named("that cannot decrypt")
                        .and("sealgate.decrypt.max-concurrent", "4")
                        .finds(ProblemCode.NO_EFFECT, "sealgate.decrypt.max-concurrent", "Set mp.jwt.decrypt"));
    }

    private static Mistake named(String what) {
        return mistake(
                "named issuer: " + what,
                "sealgate.issuer.acme.verify.issuer",
                "https://acme.example.org",
                "sealgate.issuer.acme.verify.audiences",
                "orders",
                "sealgate.issuer.acme.verify.publickey",
                Configs.PUBLIC_KEY);
    }

    private static List<Mistake> paths() {
        return List.of(
                mistake("mode: audit", "sealgate.authorization.mode", "audit")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.authorization.mode", "enforce or report"),
                mistake("unannotated: forbid", "sealgate.endpoints.unannotated", "forbid")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.endpoints.unannotated", "allow, deny or fail"),
                mistake("path rule without path", "sealgate.path.a.require", "deny")
                        .finds(ProblemCode.NOT_SET, "sealgate.path.a.path", "/admin/*"),
                mistake("path rule that asks nothing", "sealgate.path.a.path", "/a")
                        .finds(ProblemCode.NOT_SET, "sealgate.path.a.require", "permit, deny or authenticated"),
                mistake("path rule with a blank", "sealgate.path.a.path", "/a", "sealgate.path.a.require", " ")
                        .finds(ProblemCode.BLANK, "sealgate.path.a.require", "Give it a value"),
                mistake("path rule that refers to nothing", "sealgate.path.a.path", "/a")
                        .and("sealgate.path.a.require", "role:${no.such}")
                        .finds(ProblemCode.UNRESOLVABLE, "sealgate.path.a.require", "${...}"),
                pathRule("path without a slash", "admin/*", "deny")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.path", "/admin/*"),
                pathRule("path with an asterisk inside", "/a/*/b", "deny")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.path", "/admin/*"),
                pathRule("encoded path", "/a%2fb", "deny")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.path", "/admin/*"),
                pathRule("requires something else", "/a", "admin")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "role:admin"),
                pathRule("requires an empty role", "/a", "role:")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "role:admin"),
                pathRule("permits and requires", "/a", "permit,role:admin")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "permit, deny"),
                pathRule("compares with nothing", "/a", "claim:tenant equals")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "claim:tenant equals acme"),
                pathRule("compares strangely", "/a", "claim:tenant like acme")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "claim:tenant equals acme"),
                pathRule("compares with a word", "/a", "claim:level atLeast five")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.require", "claim:tenant equals acme"),
                pathRule("method in lower case", "/a", "deny")
                        .and("sealgate.path.a.methods", "get")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.methods", "GET,POST"),
                pathRule("methods with a comma at the end", "/a", "deny")
                        .and("sealgate.path.a.methods", "GET,")
                        .finds(ProblemCode.MALFORMED, "sealgate.path.a.methods", "GET,POST"),
                pathRule("mode: audit", "/a", "deny")
                        .and("sealgate.path.a.mode", "audit")
                        .finds(ProblemCode.NOT_A_CHOICE, "sealgate.path.a.mode", "enforce or report"),
                pathRule("misspelt", "/a", "deny")
                        .and("sealgate.path.a.method", "GET")
                        .finds(ProblemCode.UNKNOWN_PROPERTY, "sealgate.path.a.method", "emove it"),
                pathRule("for the same paths", "/a/*", "deny")
                        .and("sealgate.path.b.path", "/A/*")
                        .and("sealgate.path.b.require", "permit")
                        .finds(ProblemCode.PATHS_CLASH, "sealgate.path.b.path", "Make them one rule"));
    }

    private static Mistake pathRule(String what, String path, String require) {
        return mistake("path rule: " + what, "sealgate.path.a.path", path, "sealgate.path.a.require", require);
    }

    private static Mistake unknown(String name, String mend) {
        return mistake("unknown: " + name, name, "any").finds(ProblemCode.UNKNOWN_PROPERTY, name, mend);
    }

    private static Mistake foreign(String name, String ours) {
        return mistake("of SmallRye: " + name, name, "any")
                .finds(ProblemCode.FOREIGN_PROPERTY, name, "Write what it says as " + ours);
    }

    private static Mistake location(String what, String location) {
        return mistake(
                "location: " + what, "mp.jwt.verify.publickey", null, "mp.jwt.verify.publickey.location", location);
    }

    private static Mistake discovering(String what, String property, String value) {
        return mistake(what, "mp.jwt.verify.publickey", null, "sealgate.verify.discovery", "true")
                .and(property, value);
    }

    private static Mistake header(String what, String name) {
        return mistake(what, "sealgate.token.sources", "header", "sealgate.token.header-name", name);
    }

    private static Mistake decrypting(String what, String property, String value) {
        return mistake("decrypting: " + what, "mp.jwt.decrypt.key.location", "/keys/secret.json", property, value);
    }

    private static String file(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Mistake mistake(String what, String... changes) {
        return new Mistake(what, Configs.validBut(changes), List.of());
    }

    record Mistake(String what, Map<String, String> properties, List<Expected> expected) {
        Mistake {
            properties = new LinkedHashMap<>(properties);
        }

        Mistake and(String property, String value) {
            Map<String, String> more = new LinkedHashMap<>(properties);
            more.put(property, value);
            return new Mistake(what, more, expected);
        }

        Mistake without(String property) {
            Map<String, String> fewer = new LinkedHashMap<>(properties);
            fewer.remove(property);
            return new Mistake(what, fewer, expected);
        }

        Mistake finds(ProblemCode code, String property, String mend) {
            List<Expected> more = new ArrayList<>(expected);
            more.add(new Expected(code, property, mend));
            return new Mistake(what, properties, more);
        }

        /** The same mistake of a named issuer, with places for keys; empty if no single issuer can make it, or not alike everywhere. */
        Optional<Mistake> of(String label) {
            PropertyNames names = new PropertyNames(Optional.of(label));
            Map<String, String> named = new LinkedHashMap<>();
            for (Map.Entry<String, String> each : properties.entrySet()) {
                String value = each.getValue();
                Optional<SealgateProperty> property =
                        SealgateProperty.of(each.getKey()).filter(SealgateProperty::perIssuer);
                boolean key = value.equals(Configs.PUBLIC_KEY) || value.equals(Configs.SECRET);
                if (property.isEmpty() || !(key || isAlikeEverywhere(property.get(), value))) {
                    return Optional.empty();
                }
                named.put(
                        names.of(property.get()),
                        value.equals(Configs.VALID.get("mp.jwt.verify.issuer"))
                                ? "https://" + label + ".example"
                                : value.replace(Configs.PUBLIC_KEY, "@PUBLIC_KEY@")
                                        .replace(Configs.SECRET, "@SECRET@"));
            }
            List<Expected> found = new ArrayList<>();
            for (Expected each : expected) {
                Optional<SealgateProperty> property =
                        SealgateProperty.of(each.property()).filter(SealgateProperty::perIssuer);
                if (property.isEmpty()) {
                    return Optional.empty();
                }
                found.add(new Expected(each.code(), names.of(property.get()), each.mend()));
            }
            return Optional.of(new Mistake(what, named, found));
        }

        /** Not files, which are on this machine, and nothing that implementations of MicroProfile Config may read in their own ways. */
        private static boolean isAlikeEverywhere(SealgateProperty property, String value) {
            boolean location = property == SealgateProperty.KEYS_TRUSTED_CERTIFICATES
                    || property.propertyName().endsWith(".location");
            return value.matches("[!-~]+( [!-~]+)*")
                    && !value.contains("$")
                    && (!location || value.toLowerCase(Locale.ROOT).startsWith("http"));
        }

        List<String> findings() {
            return expected.stream()
                    .map(each -> each.code().code() + " " + each.property())
                    .toList();
        }

        @Override
        public String toString() {
            return what;
        }
    }

    record Expected(ProblemCode code, String property, String mend) {}

    @Test
    void codes_ofAllKinds_areDifferentAndWellFormed() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(code -> code.matches("SG-1[0-9]{2}"));
    }
}
