package io.sealgate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.config.SealgateConfig;
import io.sealgate.testing.Refusals;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.Validated;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and payloads that a lenient or unbounded reader would take, most of them under a good signature. */
class HostileTokenTest {
    private static final PublicJsonWebKey SIGNER = TestKeys.p256("s1");
    private static final ComparedValidator VALIDATOR =
            ComparedValidator.of(TestConfigs.signed(TestKeys.publicJwk(SIGNER, "ES256")));

    /** Beyond the default length, so that what is within the bytes is judged by its own bounds. */
    private static final int NO_CAP = 1 << 20;

    private static void assertRejected(String token, RejectionReason reason) {
        Refusals.assertRejected(VALIDATOR.validate(token), reason);
    }

    private static String withHeader(byte[] header) {
        return TestTokens.signedBytes(header, TestTokens.valid().payload().getBytes(UTF_8), SIGNER);
    }

    private static String withClaim(String name, String json) {
        String claims = TestTokens.valid().without(name).payload();
        return TestTokens.valid()
                .payload(claims.substring(0, claims.length() - 1) + ",\"" + name + "\":" + json + "}")
                .signedWith(SIGNER, "ES256");
    }

    @Test
    void signedBytes_ordinaryHeader_isAccepted() {
        assertThat(VALIDATOR.validate(withHeader("{\"alg\":\"ES256\"}".getBytes(UTF_8))))
                .isInstanceOf(Validated.class);
    }

    @ParameterizedTest
    @Requirement({23, 33})
    @ValueSource(
            strings = {
                "{\"alg\":\"ES256\",\"x\":\"\u0080\"}",
                "{\"alg\":\"ES256\",\"x\":\"\u00c0\u0080\"}",
                "{\"alg\":\"ES256\",\"x\":\"\u00ed\u00a0\u0080\"}",
                "{\"alg\":\"ES256\",\"x\":\"\u00f4\u0090\u0080\u0080\"}",
                "{\"alg\":\"ES256\",\"x\":\"\u00e2\u0082\"}",
                "{\"alg\":\"ES256\",\"kid\":\"\\ud800\"}",
                "{\"alg\":\"ES256\",\"kid\":\"\\udc00\\ud800\"}",
                "{\"alg\":\"ES256\",\"kid\":\"a\\u0000b\"}",
                "\u00ff\u00fe{\u0000}\u0000"
            })
    void validate_headerNotUnicode_rejects(String bytes) {
        assertRejected(withHeader(bytes.getBytes(ISO_8859_1)), RejectionReason.MALFORMED_HEADER);
    }

    @ParameterizedTest
    @Requirement(32)
    @ValueSource(
            strings = {
                "\"kid\":1",
                "\"kid\":null",
                "\"kid\":[\"s1\"]",
                "\"kid\":{}",
                "\"kid\":true",
                "\"typ\":1",
                "\"typ\":[\"JWT\"]",
                "\"cty\":1",
                "\"enc\":1",
                "\"enc\":null"
            })
    void validate_headerParameterOfAnotherType_rejects(String parameter) {
        assertRejected(
                withHeader(("{\"alg\":\"ES256\"," + parameter + "}").getBytes(UTF_8)),
                RejectionReason.MALFORMED_HEADER);
    }

    @ParameterizedTest
    @Requirement({55, 56, 57})
    @ValueSource(
            strings = {
                "\"crit\":\"x\"",
                "\"crit\":[]",
                "\"crit\":null",
                "\"crit\":[\"exp\"]",
                "\"crit\":[\"alg\"]",
                "\"crit\":[\"kid\",\"kid\"],\"kid\":\"s1\"",
                "\"crit\":[\"b64\"],\"b64\":true",
                "\"b64\":false",
                "\"b64\":null",
                "\"zip\":\"DEF\"",
                "\"zip\":1"
            })
    void validate_extensionUnderGoodSignature_rejects(String parameter) {
        assertRejected(
                withHeader(("{\"alg\":\"ES256\"," + parameter + "}").getBytes(UTF_8)),
                RejectionReason.UNSUPPORTED_HEADER);
    }

    @ParameterizedTest
    @Requirement({24, 26})
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"alg\":\"ES256\"}",
                "{\"alg\":\"ES256\",\"\\u0061lg\":\"none\"}",
                "{\"alg\":\"ES256\",\"x\":{\"a\":1,\"a\":1}}",
                "{\"alg\":\"ES256\",}",
                "{\"alg\":\"ES256\",\"x\":01}",
                "{\"alg\":\"ES256\",\"x\":+1}",
                "{\"alg\":\"ES256\",\"x\":.5}",
                "{\"alg\":\"ES256\",\"x\":1.}",
                "{\"alg\":\"ES256\",\"x\":'a'}",
                "{\"alg\":\"ES256\"/**/}",
                "{alg:\"ES256\"}",
                "{\"alg\":\"ES256\",\"x\":\"\t\"}",
                "{\"alg\":\"ES256\"}{}",
                "\u00a0{\"alg\":\"ES256\"}"
            })
    void validate_headerBreaksTheGrammar_rejects(String header) {
        assertRejected(withHeader(header.getBytes(UTF_8)), RejectionReason.MALFORMED_HEADER);
    }

    @ParameterizedTest
    @Requirement({25, 26, 33})
    @ValueSource(
            strings = {
                "[1,]",
                "[01]",
                "[-]",
                "[1e]",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "[{\"b\":1,\"\\u0062\":2}]",
                "\"\\ud800\"",
                "\"a\\u0000b\"",
                "\"\\x41\"",
                "tru",
                "NaN",
                "Infinity",
                "undefined"
            })
    void validate_claimBreaksTheGrammar_rejects(String json) {
        assertRejected(withClaim("sub", json), RejectionReason.MALFORMED_CLAIMS);
    }

    @ParameterizedTest
    @Requirement(27)
    @ValueSource(ints = {5, 33, 1000, 2000})
    void validate_headerTooDeep_rejects(int depth) {
        assertRejected(
                withHeader(("{\"alg\":\"ES256\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8)),
                RejectionReason.MALFORMED_HEADER);
    }

    @Test
    @Requirement(14)
    void validate_headerBeyondFourKilobytes_rejectsBeforeDecoding() {
        assertThat(VALIDATOR.validate(withHeader(header(4_096)))).isInstanceOf(Validated.class);
        assertRejected(withHeader(header(4_097)), RejectionReason.TOKEN_TOO_LONG);
        assertRejected("?".repeat(5_463) + ".e30.AA", RejectionReason.TOKEN_TOO_LONG);
    }

    private static byte[] header(int length) {
        String header = "{\"alg\":\"ES256\",\"x\":\"\"}";
        return header.replace("\"\"", "\"" + "x".repeat(length - header.length()) + "\"")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @Requirement(28)
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "-1E+1000",
                "0.1e1000",
                "1e99999999999999999999999999",
                "1e00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"
            })
    void validate_exponentTooLarge_rejectsInAnyClaim(String number) {
        assertRejected(withClaim("unknown", number), RejectionReason.MALFORMED_CLAIMS);
        assertRejected(withClaim("unknown", "[{\"a\":" + number + "}]"), RejectionReason.MALFORMED_CLAIMS);
        assertRejected(
                withHeader(("{\"alg\":\"ES256\",\"x\":" + number + "}").getBytes(UTF_8)),
                RejectionReason.MALFORMED_HEADER);
    }

    @Test
    @Requirement(28)
    void validate_thousandAndOneDigits_rejects() {
        for (String number : List.of("9".repeat(1001), "0." + "9".repeat(1001), "-" + "9".repeat(101))) {
            assertRejected(withClaim("unknown", number), RejectionReason.MALFORMED_CLAIMS);
        }
        assertThat(VALIDATOR.validate(withClaim("unknown", "9".repeat(100)))).isInstanceOf(Validated.class);
        assertThat(VALIDATOR.validate(withClaim("unknown", "1e999"))).isInstanceOf(Validated.class);
    }

    @Test
    @Requirement(29)
    void validate_headerWithTooManyMembers_rejects() {
        String members =
                IntStream.range(0, 128).mapToObj(i -> ",\"" + i + "\":0").collect(Collectors.joining());

        assertRejected(
                withHeader(("{\"alg\":\"ES256\"" + members + "}").getBytes(UTF_8)), RejectionReason.MALFORMED_HEADER);
    }

    /** Names that collide by {@code String.hashCode}. */
    @Test
    @Requirement(29)
    void validate_membersThatCollide_isFast() {
        String colliding = IntStream.range(0, 4_000)
                .mapToObj(i -> ",\""
                        + Integer.toBinaryString(0x1_0000 | i)
                                .replace("0", "Aa")
                                .replace("1", "BB") + "\":0")
                .collect(Collectors.joining());
        ComparedValidator validator = uncapped();
        String claims = TestTokens.valid().payload();
        String token = TestTokens.valid()
                .payload(claims.substring(0, claims.length() - 1) + colliding + "}")
                .signedWith(SIGNER, "ES256");

        long start = System.nanoTime();
        assertThat(validator.validate(token)).isInstanceOf(Validated.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @Requirement(29)
    void validate_claimsWithTooManyValues_rejects() {
        String claim = "[0" + ",0".repeat(8_192) + "]";

        String claims = TestTokens.valid().payload();
        Refusals.assertRejected(
                uncapped()
                        .validate(TestTokens.valid()
                                .payload(claims.substring(0, claims.length() - 1) + ",\"many\":" + claim + "}")
                                .signedWith(SIGNER, "ES256")),
                RejectionReason.MALFORMED_CLAIMS);
    }

    @Test
    @Requirement({22, 27})
    void validate_millionOfAnything_isFast() {
        List<String> hostile = List.of(
                ".".repeat(1_000_000),
                "a.".repeat(500_000),
                TestTokens.encode("[".repeat(700_000)) + ".e30.AA",
                TestTokens.encode("{\"a\":".repeat(140_000)) + ".e30.AA",
                "A".repeat(1_000_000));
        ComparedValidator validator = uncapped();
        for (String token : hostile) {
            long start = System.nanoTime();
            assertThat(VALIDATOR.validate(token)).isInstanceOf(Rejected.class);
            assertThat(validator.validate(token)).isInstanceOf(Rejected.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @Requirement(22)
    @ValueSource(ints = {0, 1, 3, 5, 6, 15})
    void validate_otherNumberOfDots_rejects(int dots) {
        String token = TestTokens.valid().signedWith(SIGNER, "ES256");

        assertRejected(token.replace(".", "") + ".AAAA".repeat(dots), RejectionReason.MALFORMED_TOKEN);
        assertRejected(token + ".".repeat(dots == 0 ? 1 : dots + 2), RejectionReason.MALFORMED_TOKEN);
    }

    /** In Latin-1, a surrogate pair is one question mark: what follows it moves. */
    @ParameterizedTest
    @Requirement({15, 30})
    @ValueSource(ints = {1, 2, 100, 1000})
    void validate_surrogatePairs_rejects(int pairs) {
        String foreign = "\ud83d\ude00".repeat(pairs);
        String jws = TestTokens.valid().signedWith(SIGNER, "ES256");
        ComparedValidator nested = ComparedValidator.of(TestConfigs.nested(
                TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.octJwk(TestKeys.oct(256, "d"), "dir")));
        String jwe = TestTokens.valid().nested(SIGNER, "ES256", TestKeys.oct(256, "d"), "dir", "A256GCM");

        for (String token : List.of(jws, jwe)) {
            ComparedValidator validator = token.equals(jws) ? VALIDATOR : nested;
            assertThat(validator.validate(token)).isInstanceOf(Validated.class);
            for (int at = 0; at >= 0 && at <= token.length(); at = token.indexOf('.', at) + 1) {
                String hostile = token.substring(0, at) + foreign + token.substring(at);
                Refusals.assertRejected(validator.validate(hostile), RejectionReason.MALFORMED_TOKEN);
                if (token.indexOf('.', at) < 0) {
                    break;
                }
            }
            assertThat(validator.validate(foreign + token.replaceAll("[^.]", "")))
                    .isInstanceOf(Rejected.class);
        }
    }

    /** A header that came with a good token is not read again: everything else of the next token must be looked at all the same. */
    @Test
    @Requirement(90)
    void validate_encryptedWithKnownHeader_isJudgedAnew() {
        TokenValidator nested = Sealgate.create(
                        TestConfigs.nested(
                                        TestKeys.publicJwk(SIGNER, "ES256"),
                                        TestKeys.octJwk(TestKeys.oct(256, "d"), "dir"))
                                .with(new SealgateConfig.Resources(0, 1, Optional.empty())),
                        Clock.systemUTC())
                .tokenValidator();
        String one = TestTokens.valid().nested(SIGNER, "ES256", TestKeys.oct(256, "d"), "dir", "A256GCM");
        String other = TestTokens.valid()
                .claim("jti", "other")
                .nested(SIGNER, "ES256", TestKeys.oct(256, "d"), "dir", "A256GCM");

        for (int i = 0; i < 3; i++) {
            assertThat(nested.validate(one)).isInstanceOf(Validated.class);
            assertThat(nested.validate(other)).isInstanceOf(Validated.class);
            for (int part : new int[] {2, 3, 4}) {
                assertThat(nested.validate(TestTokens.tampered(other, part))).isInstanceOf(Rejected.class);
            }
            // The header is authenticated: bytes that mean the same are another header.
            assertThat(nested.validate(TestTokens.encode("{\"alg\":\"dir\"}") + other.substring(other.indexOf('.'))))
                    .isInstanceOf(Rejected.class);
        }
    }

    /** Respells each part in every way that lenient decoders take for the same bytes. */
    @Test
    @Requirement(30)
    void validate_anyPartRespelled_rejects() {
        PublicJsonWebKey recipient = TestKeys.p256("e1");
        ComparedValidator nested = ComparedValidator.of(TestConfigs.nested(
                TestKeys.publicJwk(SIGNER, "ES256"), TestKeys.privateJwk(recipient, "ECDH-ES+A128KW")));
        String jws = TestTokens.valid().signedWith(SIGNER, "ES256");
        String jwe = TestTokens.valid().nested(SIGNER, "ES256", recipient, "ECDH-ES+A128KW", "A128CBC-HS256");
        assertThat(VALIDATOR.validate(jws)).isInstanceOf(Validated.class);
        assertThat(nested.validate(jwe)).isInstanceOf(Validated.class);
        int respelled = respellAndReject(jws, VALIDATOR) + respellAndReject(jwe, nested);
        assertThat(respelled).isGreaterThan(40);
    }

    private static int respellAndReject(String token, ComparedValidator validator) {
        String[] parts = token.split("\\.", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            int middle = part.length() / 2;
            for (String spelling : List.of(
                    part + "=",
                    part + "==",
                    part + "A=",
                    part + "\n",
                    " " + part,
                    part.substring(0, middle) + "\r\n" + part.substring(middle),
                    part.substring(0, middle) + "!" + part.substring(middle),
                    part + "\u0000",
                    part.length() % 4 == 0 ? part + "A" : spareBit(part))) {
                String[] copy = parts.clone();
                copy[i] = spelling;
                Refusals.assertRejected(validator.validate(String.join(".", copy)), RejectionReason.MALFORMED_TOKEN);
                count++;
            }
        }
        return count;
    }

    private static String spareBit(String part) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(part.charAt(part.length() - 1));
        return part.substring(0, part.length() - 1) + alphabet.charAt(last ^ 1);
    }

    private static ComparedValidator uncapped() {
        return ComparedValidator.of(TestConfigs.capped(TestKeys.publicJwk(SIGNER, "ES256"), NO_CAP));
    }
}
