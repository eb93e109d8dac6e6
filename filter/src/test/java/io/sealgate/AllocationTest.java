package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sealgate.config.SealgateConfig;
import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An input of n characters costs at most 3 n bytes, and what the same refusal costs for a short one, before it is refused, be it decrypted before or not.
 */
class AllocationTest {
    private static final int FACTOR = 3;

    /** What buffers round up to. */
    private static final int SLACK = 4_096;

    private static final int[] LONG = {5_000, 15_000};
    private static final int SHORT = 400;
    private static final int WARM_UP = 300;
    private static final int MEASURED = 30;

    private static final PublicJsonWebKey EC = TestKeys.p256("s1");
    private static final PublicJsonWebKey RECIPIENT = TestKeys.p256("e1");
    private static final PublicJsonWebKey RSA = TestKeys.rsa2048("e2");

    private static final TokenValidator VALIDATOR = validator();

    private static TokenValidator validator() {
        SealgateConfig config = TestConfigs.config(
                TestConfigs.verifying(TestKeys.set(
                        TestKeys.publicJwk(EC, "ES256"), TestKeys.publicJwk(TestKeys.rsa2048("s2"), "RS256"))),
                Optional.of(TestConfigs.decryption(
                        TestKeys.set(
                                TestKeys.privateJwk(RECIPIENT, ""),
                                TestKeys.privateJwk(RSA, "RSA-OAEP-256"),
                                TestKeys.octJwk(TestKeys.oct(256, "d"), "dir")),
                        false)),
                TestConfigs.CLAIMS);
        return Sealgate.create(config, Clock.systemUTC()).tokenValidator();
    }

    static Stream<Arguments> hostile() {
        String header = TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"s1\"}");
        String signature = "." + "B".repeat(85) + "A";
        String rsaHeader = TestTokens.encode("{\"alg\":\"RS256\",\"kid\":\"s2\"}");
        return Stream.of(
                input("dots", n -> ".".repeat(n)),
                input("one part", n -> "A".repeat(n)),
                input("two parts", n -> "A".repeat(n / 2) + "." + "A".repeat(n / 2)),
                input("not base64url", n -> header + "." + "A".repeat(n) + "?" + signature),
                input("deep header", n -> part("{\"a\":".repeat(n * 3 / 20)) + ".e30.AA"),
                input("deep list in header", n -> part("{\"alg\":" + "[".repeat(n * 3 / 4)) + ".e30.AA"),
                input("many members in header", n -> part("{" + members(n * 3 / 4)) + ".e30.AA"),
                input("many numbers in header", n -> part("{\"alg\":[" + "1,".repeat(n * 3 / 8)) + ".e30.AA"),
                input("escapes in header", n -> part("{\"alg\":\"" + "\\u0041".repeat(n / 8) + "\"}") + ".e30.AA"),
                input("long alg", n -> part("{\"alg\":\"" + "x".repeat(n * 3 / 4) + "\"}") + ".e30.AA"),
                input(
                        "long alg with escapes",
                        n -> part("{\"alg\":\"" + "\\n\\u00e9".repeat(n * 3 / 32) + "\"}") + ".e30.AA"),
                input(
                        "long kid",
                        n -> part("{\"alg\":\"ES256\",\"kid\":\"" + "x".repeat(n * 3 / 4) + "\"}") + ".e30.AA"),
                input(
                        "long kid beyond Latin",
                        n -> part("{\"alg\":\"ES256\",\"kid\":\"" + "\u20ac".repeat(n / 4) + "\"}") + ".e30.AA"),
                input(
                        "long everything",
                        n -> part("{\"alg\":\"ES256\",\"kid\":\"" + "x".repeat(n / 4) + "\",\"typ\":\""
                                        + "y".repeat(n / 4) + "\",\"cty\":\"" + "z".repeat(n / 4) + "\"}")
                                + ".e30.AA"),
                input(
                        "escaped names in header",
                        n -> part("{\"alg\":1" + escapedNames(n * 3 / 4, 10) + "}") + ".e30.AA"),
                input(
                        "long escaped names",
                        n -> part("{\"alg\":1" + escapedNames(n * 3 / 4, n / 40) + "}") + ".e30.AA"),
                input(
                        "crit",
                        n -> part("{\"alg\":\"ES256\",\"crit\":[\"" + "x".repeat(n * 3 / 4) + "\"]}") + ".e30.AA"),
                input("unknown kid", n -> part("{\"alg\":\"ES256\",\"kid\":\"?\"}") + "." + "A".repeat(n) + signature),
                input("other alg", n -> part("{\"alg\":\"HS256\"}") + "." + "A".repeat(n) + signature),
                input("bad signature", n -> header + "." + "A".repeat(n / 4 * 4) + signature),
                input("bad signature, deep payload", n -> header + "." + part("[".repeat(n * 3 / 4)) + signature),
                input("bad RSA signature", n -> rsaHeader + "." + "A".repeat(n / 4 * 4) + "." + "A".repeat(342)),
                input("long signature", n -> header + ".e30." + "A".repeat(n / 4 * 4)),
                input("five parts of nothing", n -> "." + "A".repeat(n / 4 * 4) + "..."),
                input(
                        "JWE, other alg",
                        n -> part("{\"alg\":\"RSA1_5\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}") + "..."
                                + "A".repeat(n / 4 * 4) + "."),
                input("too long", n -> "A".repeat(n * 64)));
    }

    static Stream<Arguments> decrypted() {
        String header = TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"s1\"}");
        String signature = "." + "B".repeat(85) + "A";
        return Stream.of(
                input(
                        "JWE, bad tag, dir",
                        n -> jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"d\"}", "", n)),
                input(
                        "JWE, bad key, RSA",
                        n -> jwe(
                                "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"e2\"}",
                                "A".repeat(342),
                                n)),
                input(
                        "JWE, bad key, RSA, CBC",
                        n -> cbc(
                                "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128CBC-HS256\",\"cty\":\"JWT\",\"kid\":\"e2\"}",
                                "A".repeat(342),
                                n)),
                input(
                        "JWE, bad key, ECDH",
                        n -> TestTokens.tampered(
                                TestTokens.encrypt(
                                        "x".repeat(n * 3 / 4),
                                        RECIPIENT,
                                        "ECDH-ES+A256KW",
                                        "A256GCM",
                                        Map.of("cty", "JWT")),
                                1)),
                input("JWE, no token inside", n -> inside("x".repeat(n * 3 / 4), "A256GCM")),
                input("JWE, dots inside", n -> inside(".".repeat(n * 3 / 4), "A256GCM")),
                input(
                        "JWE, bad signature inside",
                        n -> inside(header + "." + "A".repeat(n * 3 / 16 * 4) + signature, "A256GCM")),
                input("JWE, no token inside, CBC", n -> inside("x".repeat(n * 3 / 4), "A128CBC-HS256")),
                input(
                        "JWE, bad signature inside, CBC",
                        n -> inside(header + "." + "A".repeat(n * 3 / 16 * 4) + signature, "A128CBC-HS256")));
    }

    private static Arguments input(String name, IntFunction<String> ofLength) {
        return Arguments.of(name, ofLength);
    }

    private static String part(String text) {
        return TestTokens.encode(text);
    }

    private static String members(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; out.length() < length; i++) {
            out.append('"').append(i).append("\":0,");
        }
        return out.toString();
    }

    private static String escapedNames(int length, int each) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; out.length() + each < length; i++) {
            out.append(",\"").append("\\n".repeat(each / 2)).append(i).append("\":0");
        }
        return out.toString();
    }

    private static String jwe(String header, String key, int n) {
        return part(header) + "." + key + "." + "A".repeat(16) + "." + "A".repeat(n / 4 * 4) + "." + "A".repeat(21)
                + "A";
    }

    private static String cbc(String header, String key, int n) {
        return part(header) + "." + key + "." + "A".repeat(22) + "." + "A".repeat(n / 64 * 64) + "." + "A".repeat(22);
    }

    /** Authentic, as anybody can make it with the public key. */
    private static String inside(String plaintext, String enc) {
        return TestTokens.encrypt(plaintext, RECIPIENT, "ECDH-ES", enc, Map.of("cty", "JWT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"hostile", "decrypted"})
    @Requirement({14, 22, 27, 29})
    void validate_hostileInput_costsNoMoreThanItsLengthAllows(String name, IntFunction<String> ofLength) {
        long base = leastAllocated(ofLength.apply(SHORT));
        for (int length : LONG) {
            String input = ofLength.apply(length);
            assertThat(leastAllocated(input))
                    .as("bytes for %d characters", input.length())
                    .isLessThanOrEqualTo((long) FACTOR * input.length() + base + SLACK);
        }
    }

    private static long leastAllocated(String token) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UP; i++) {
            assertThat(VALIDATOR.validate(token)).isInstanceOf(Rejected.class);
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASURED; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            VALIDATOR.validate(token);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
