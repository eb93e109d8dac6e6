package io.sealgate.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.Sealgate;
import io.sealgate.config.ProblemCode;
import io.sealgate.jose.NewKeys;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Validated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
        return new Doctor(Map.of(), environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
