package io.sealgate.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sealgate.Sealgate;
import io.sealgate.config.ProblemCode;
import io.sealgate.jose.NewKeys;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Validated;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as those see it who type its commands. */
class DoctorTest {
    private static final String ISSUER = """
            mp.jwt.verify.issuer=%s
            mp.jwt.verify.audiences=%s
            """.formatted(TestTokens.ISSUER, TestTokens.AUDIENCE);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void check_goodConfiguration_isGood() throws IOException {
        Path file = write("config.properties", ISSUER + "mp.jwt.verify.publickey.location=keys/public.json\n");
        Files.createDirectory(directory.resolve("keys"));
        write("keys/public.json", TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"));

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.GOOD);
        assertThat(out).hasToString(file + ": no findings\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void check_locationBesideMetaInf_isFoundAsOnTheClassPath() throws IOException {
        Files.createDirectory(directory.resolve("META-INF"));
        Path file = write(
                "META-INF/microprofile-config.properties",
                ISSUER + "mp.jwt.verify.publickey.location=META-INF/public.json\n");
        write("META-INF/public.json", TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"));

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void check_locationOnOtherClassPath_isFound() throws IOException {
        Path file = write("config.properties", ISSUER + "mp.jwt.verify.publickey.location=classpath:public.json\n");
        Path other = Files.createDirectory(directory.resolve("other"));
        write("other/public.json", TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"));

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(run("check", file.toString(), "--class-path", other.toString()))
                .isEqualTo(ExitCode.GOOD);
    }

    @Test
    void check_mistakesInPropertiesAndKeys_areAllPrintedWithWhatWhyAndWhatToWrite() throws IOException {
        String weak = TestKeys.privateJwk(TestKeys.p256("k1"), "ES256");
        Path file = write("config.properties", """
                mp.jwt.verify.issuer=
                mp.jwt.verify.publickey=%s
                sealgate.relm=shop
                sealgate.verify.any-audience=yes
                """.formatted(weak));

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString(UTF_8))
                .startsWith(file + ": 5 findings\n")
                .contains("""
                        SG-203 mp.jwt.verify.publickey
                          what   It holds a private key where a public one belongs.
                          why    A private key in a public place is an exposed one: whoever reads it can sign tokens.
                          write  Put the public key there\
                        """)
                .contains(
                        "SG-102 mp.jwt.verify.issuer", "SG-101 mp.jwt.verify.audiences", "Did you mean sealgate.realm?")
                .doesNotContain(weak.replaceAll(".*\"d\":\"([^\"]+)\".*", "$1"));
    }

    @Test
    void check_claimThatIsLikelyMeantForAPointer_warnsAndIsGood() throws IOException {
        Path file = write("config.properties", ISSUER + verifying("k1") + "sealgate.roles.from=realm_access/roles\n");

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(UTF_8))
                .startsWith(file + ": no findings, a warning\n")
                .contains("""

                        SG-229 sealgate.roles.from (warning)
                          what   "realm_access/roles" has no slash before it, so the claim of just this name is read.
                          why    A claim that is in no token gives nobody a role\
                        """)
                .contains(
                        "\n  write  For the member \"roles\" of the claim \"realm_access\" write \"/realm_access/roles\";");
        out.reset();
        write("config.properties", "sealgate.roles.from=a/b,c/d\n");
        assertThat(run("check", file.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString(UTF_8)).startsWith(file + ": 3 findings, 2 warnings\n");
    }

    @Test
    void check_twelveMistakes_areAllFound() throws IOException {
        Path file = write("config.properties", """
                mp.jwt.verify.publickey=%s
                mp.jwt.verify.publickey.algorithm=ES257
                mp.jwt.verify.audience=api://orders
                mp.jwt.verify.clock.skew=90
                sealgate.token.max-length=many
                sealgate.transport.plain-http=true
                sealgate.transport.trusted-proxies=0.0.0.0/0
                sealgate.decrypt.keystore.type=JKS
                sealgate.keys.max-stale=PT2H
                smallrye.jwt.path.groups=realm_access/roles
                """.formatted(TestKeys.privateJwk(TestKeys.p256("k1"), "ES256")));

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString(UTF_8))
                .startsWith(file + ": 12 findings\n")
                .contains("SG-203 mp.jwt.verify.publickey\n", "SG-120 mp.jwt.verify.publickey.algorithm\n")
                .contains("SG-101 mp.jwt.verify.issuer\n", "SG-101 mp.jwt.verify.audiences\n")
                .contains("SG-106 mp.jwt.verify.audience\n", "SG-114 mp.jwt.verify.clock.skew\n")
                .contains("SG-110 sealgate.token.max-length\n", "SG-113 sealgate.transport.plain-http\n")
                .contains("SG-116 sealgate.transport.trusted-proxies\n", "SG-153 sealgate.keys.max-stale\n")
                .contains("SG-153 sealgate.decrypt.keystore.type\n", "SG-160 smallrye.jwt.path.groups\n");
    }

    @Test
    void check_remoteKeys_areNotFetchedUnlessAsked() throws IOException {
        Path file = write(
                "config.properties",
                ISSUER
                        + "mp.jwt.verify.publickey.location=http://127.0.0.1:1/jwks\nsealgate.keys.plain-http=loopback\n");

        assertThat(run("check", file.toString())).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(UTF_8)).contains("--online");
        assertThat(run("check", "--online", file.toString())).isEqualTo(ExitCode.NO_KEYS);
        assertThat(out.toString(UTF_8)).contains("The keys of " + TestTokens.ISSUER + " cannot be fetched.");
    }

    @Test
    void check_environment_overridesTheFile() throws IOException {
        Path file = write("config.properties", ISSUER);
        Map<String, String> environment =
                Map.of("MP_JWT_VERIFY_PUBLICKEY", TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"));

        assertThat(doctor(environment).run(List.of("check", file.toString()))).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void explain_goodToken_isAcceptedRuleByRuleWithoutItsClaims() throws IOException {
        Path file = write("config.properties", ISSUER + verifying("k1", "k2") + "sealgate.roles.from=groups\n");
        String token = TestTokens.valid()
                .claim("groups", List.of("clerk", "auditor"))
                .claim("email", "alice@example.org")
                .signedWith(TestKeys.p256("k1"), "ES256");

        assertThat(explain("Bearer " + token + "\n", file)).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(UTF_8))
                .startsWith("accepted\n")
                .contains("  token  alg=ES256 kid=k1 iss=" + TestTokens.ISSUER + " jti=")
                .contains("  key    VerificationKey[kid=k2, algorithms=[ES256]]")
                .contains("  holds  type\n", "  holds  audience\n", "  holds  time\n", "  holds  required claims\n")
                .contains("  roles  2 found")
                .doesNotContain(TestTokens.SUBJECT, "clerk", "@", token.substring(token.length() - 20));
    }

    @Test
    void explain_severalRulesFailing_namesAllAndTheFirst() throws IOException {
        Path file = write("config.properties", ISSUER + verifying("k1") + "sealgate.verify.required-claims=tenant\n");
        String token = TestTokens.validAt(java.time.Instant.now().minusSeconds(3600))
                .claim("aud", "api://stock")
                .signedWith(TestKeys.p256("k1"), "ES256");

        assertThat(explain(token, file)).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(UTF_8))
                .startsWith("refused AUDIENCE_NOT_ACCEPTED: ")
                .contains("  told   401 The token is for another audience")
                .contains("  holds  issuer\n", "  fails  audience: ", "  fails  time: exp has passed")
                .contains("  fails  required claims: expected tenant (sealgate.verify.required-claims)")
                .doesNotContain("api://stock");
    }

    @Test
    void explain_tokensThatAreNotVerified_areRefusedWithoutRules() throws IOException {
        Path file = write("config.properties", ISSUER + verifying("k1"));
        String good = TestTokens.valid().signedWith(TestKeys.p256("k1"), "ES256");

        assertThat(explain(TestTokens.tampered(good, 1), file)).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(UTF_8))
                .startsWith("refused SIGNATURE_INVALID: ")
                .doesNotContain("holds", "fails");
        out.reset();
        assertThat(explain(TestTokens.valid().signedWith(TestKeys.p256("k3"), "ES256"), file))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(UTF_8)).startsWith("refused UNKNOWN_KEY: ").contains("kid=k3", "kid=k1");
        out.reset();
        assertThat(explain("not a token", file)).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(UTF_8)).startsWith("refused MALFORMED_TOKEN: ").doesNotContain("not a token");
    }

    @Test
    void explain_namedIssuers_judgesByTheOneThatTheTokenNames() throws IOException {
        Path file = write(
                "config.properties",
                ISSUER + verifying("k1") + """
                sealgate.issuer.acme.verify.issuer=https://acme.example
                sealgate.issuer.acme.verify.audiences=orders
                sealgate.issuer.acme.verify.publickey=%s
                """.formatted(TestKeys.publicJwk(TestKeys.p256("a1"), "ES256")));
        TestTokens acme = TestTokens.valid().claim("iss", "https://acme.example");

        assertThat(explain(acme.claim("aud", "orders").signedWith(TestKeys.p256("a1"), "ES256"), file))
                .isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(UTF_8)).contains("kid=a1").doesNotContain("kid=k1,");
        out.reset();
        assertThat(explain(
                        TestTokens.valid()
                                .claim("iss", "https://else.example")
                                .signedWith(TestKeys.p256("k1"), "ES256"),
                        file))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(UTF_8)).startsWith("refused ISSUER_NOT_ACCEPTED: ");
    }

    @Test
    void explain_remoteKeys_areFetched() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys =
                TestKeys.set(TestKeys.publicJwk(TestKeys.p256("k1"), "ES256")).getBytes(UTF_8);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        String token = TestTokens.valid().signedWith(TestKeys.p256("k1"), "ES256");
        try {
            Path file = write(
                    "config.properties",
                    ISSUER + """
                    mp.jwt.verify.publickey.location=http://127.0.0.1:%s/jwks
                    sealgate.keys.plain-http=loopback
                    """.formatted(server.getAddress().getPort()));

            assertThat(explain(token, file)).isEqualTo(ExitCode.GOOD);
            assertThat(run("check", "--online", file.toString())).isEqualTo(ExitCode.GOOD);
            assertThat(out.toString(UTF_8)).contains("come from http://127.0.0.1", "  VerificationKey[kid=k1");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void explain_brokenConfiguration_printsItsFindings() throws IOException {
        Path file = write("config.properties", ISSUER);

        assertThat(explain("any", file)).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString(UTF_8)).contains("SG-130");
    }

    @Test
    void explain_noToken_isWrongUsage() throws IOException {
        assertThat(explain(" \n", write("config.properties", ISSUER + verifying("k1"))))
                .isEqualTo(ExitCode.USAGE);
    }

    private static String verifying(String... keyIds) {
        return "mp.jwt.verify.publickey="
                + TestKeys.set(Arrays.stream(keyIds)
                        .map(keyId -> TestKeys.publicJwk(TestKeys.p256(keyId), "ES256"))
                        .toArray(String[]::new))
                + "\n";
    }

    private ExitCode explain(String input, Path file) {
        return doctor(Map.of(), input).run(List.of("explain", file.toString()));
    }

    @Test
    void reasons_ofAllCodes_areThere() throws IOException {
        Set<String> codes = new TreeSet<>(
                Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
        Pattern literal = Pattern.compile("\"(SG-2[0-9]{2})\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = literal.matcher(Files.readString(source));
                while (matcher.find()) {
                    codes.add(matcher.group(1));
                }
            }
        }

        assertThat(Report.reasons().stringPropertyNames()).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(Report.reasons().values())
                .allSatisfy(reason -> assertThat((String) reason).matches("[A-Z].{20,}\\."));
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void keygen_eachSignatureAlgorithm_makesAKeyThatServes(SignatureAlgorithm algorithm) throws Exception {
        Path file = directory.resolve("private.json");

        assertThat(run("keygen", "--out", file.toString(), "--alg", algorithm.identifier(), "--kid", "k1"))
                .isEqualTo(ExitCode.GOOD);
        String privateSet = Files.readString(file);
        JsonWebKey key = new JsonWebKeySet(privateSet).getJsonWebKeys().get(0);
        assertThat(key)
                .extracting(JsonWebKey::getKeyId, JsonWebKey::getUse, JsonWebKey::getAlgorithm)
                .containsExactly("k1", "sig", algorithm.identifier());
        boolean secret = algorithm.family() == SignatureAlgorithm.Family.HMAC;
        String published = out.toString(UTF_8);
        assertThat(published.isEmpty()).isEqualTo(secret);
        Sealgate sealgate = Sealgate.create(
                secret ? TestConfigs.secret(privateSet) : TestConfigs.signed(published), Clock.systemUTC());
        assertThat(sealgate.tokenValidator().validate(TestTokens.valid().signedWith(key, algorithm.identifier())))
                .isInstanceOf(Validated.class);
        assertThat(published).doesNotContain("\"d\"", "\"k\"", "\"p\"");
    }

    @ParameterizedTest
    @EnumSource(KeyManagementAlgorithm.class)
    void keygen_eachKeyManagementAlgorithm_makesAKeyThatServes(KeyManagementAlgorithm algorithm) throws Exception {
        Path file = directory.resolve("private.json");

        assertThat(run("keygen", "--out", file.toString(), "--alg", algorithm.identifier()))
                .isEqualTo(ExitCode.GOOD);
        JsonWebKey signing = TestKeys.p256("k1");
        Sealgate sealgate = Sealgate.create(
                TestConfigs.nested(TestKeys.publicJwk(TestKeys.p256("k1"), "ES256"), Files.readString(file)),
                Clock.systemUTC());
        boolean pair = algorithm.family() != KeyManagementAlgorithm.Family.SYMMETRIC;
        JsonWebKey encrypting = new JsonWebKeySet(pair ? out.toString(UTF_8) : Files.readString(file))
                .getJsonWebKeys()
                .get(0);
        assertThat(encrypting.getUse()).isEqualTo("enc");
        String token = TestTokens.valid().nested(signing, "ES256", encrypting, algorithm.identifier(), "A256GCM");
        assertThat(sealgate.tokenValidator().validate(token)).isInstanceOf(Validated.class);
    }

    @Test
    void keygen_file_isTheOwnersAloneAndNeverOverwritten() throws IOException {
        Path file = directory.resolve("private.json");

        assertThat(run("keygen", "--out", file.toString())).isEqualTo(ExitCode.GOOD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String first = Files.readString(file);
        assertThat(run("keygen", "--out", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("never overwritten");
        assertThat(file).hasContent(first);
    }

    @Test
    void keygen_withoutKid_namesTheKeyByItsThumbprintButASecretAtRandom() {
        NewKeys pair = NewKeys.toSign(SignatureAlgorithm.ES256, Optional.empty());

        assertThat(pair.keyId()).matches("[A-Za-z0-9_-]{43}");
        assertThat(pair.toString()).isEqualTo("NewKeys[kid=" + pair.keyId() + "]");
        assertThat(NewKeys.toSign(SignatureAlgorithm.HS256, Optional.empty()).keyId())
                .matches("[A-Za-z0-9_-]{16}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chek",
                "check a b",
                "check --offline",
                "check none.properties",
                "check --class-path",
                "check --online --online",
                "keygen",
                "keygen file",
                "keygen --out f --alg none",
                "keygen --out f --alg RSA1_5",
                "keygen --out f --alg ES256 --use enc",
                "keygen --out f --alg RSA-OAEP --use sig",
                "keygen --out f --use both",
                "keygen --out f --kid a=b",
                "keygen --out /none/f"
            })
    void run_wrongUsage_saysSoAndDoesNothing(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).contains("--help").doesNotContain("Exception in");
        assertThat(Path.of("f")).doesNotExist();
    }

    @Test
    void run_help_isPrinted() {
        assertThat(run("check", "--help")).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString(UTF_8)).contains("check [<file>]", "keygen --out", "Exit status");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private ExitCode run(String... words) {
        return doctor(Map.of()).run(List.of(words));
    }

    private Doctor doctor(Map<String, String> environment) {
        return doctor(environment, "");
    }

    private Doctor doctor(Map<String, String> environment, String input) {
        return new Doctor(
                Map.of(),
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
