package io.sealgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.Rejected;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Garbage, for which nobody needs a key, is refused at twenty thousand and more a second by one processor: counted is processor time, of the fastest of several rounds, so that what else the
 * machine does matters little. Most take a hundredth of what is allowed; what a forged signature costs is the key's affair.
 */
class RefusalCostTest {
    private static final int A_SECOND = 20_000;
    private static final int ROUNDS = 8;
    private static final PublicJsonWebKey RSA = TestKeys.rsa2048("r1");
    private static final JsonWebKey SECRET = TestKeys.oct(256, "h1");

    static Stream<Arguments> garbage() {
        String good = TestTokens.valid().claim("fill", "x".repeat(500)).signedWith(RSA, "RS256");
        String rest = good.substring(good.indexOf('.'));
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("no dots", good.replace(".", "")),
                Arguments.of("dots", ".".repeat(1000)),
                Arguments.of("too long", good + "A".repeat(20_000)),
                Arguments.of("header of another alphabet", "ey+/" + rest),
                Arguments.of("payload of another alphabet", good.replace("." + good.split("\\.")[1], ".?")),
                Arguments.of("header that is no JSON", TestTokens.encode("{\"alg\":\"RS256\",}") + rest),
                Arguments.of(
                        "header with a name twice", TestTokens.encode("{\"alg\":\"RS256\",\"alg\":\"RS256\"}") + rest),
                Arguments.of("deep header", TestTokens.encode("[".repeat(3000)) + rest),
                Arguments.of("none", TestTokens.encode("{\"alg\":\"none\"}") + rest),
                Arguments.of("crit", TestTokens.encode("{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}") + rest),
                Arguments.of("unknown key", TestTokens.encode("{\"alg\":\"RS256\",\"kid\":\"r2\"}") + rest),
                Arguments.of(
                        "algorithm of another key", TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"r1\"}") + rest),
                Arguments.of("short signature", good.substring(0, good.length() - 4)),
                Arguments.of(
                        "encrypted, with no key for it",
                        TestTokens.encrypt(good, SECRET, "dir", "A256GCM", java.util.Map.of("cty", "JWT"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    @Requirement(125)
    void validate_garbage_isRefusedAtTwentyThousandASecond(String name, String token) {
        TokenValidator validator = Sealgate.create(
                        TestConfigs.signed(TestKeys.publicJwk(RSA, "RS256")), Clock.systemUTC())
                .tokenValidator();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < A_SECOND / 10; i++) {
                assertRefused(validator, token);
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        assertThat(least).as("nanoseconds for a tenth of a second's tokens").isLessThan(100_000_000L);
    }

    private static void assertRefused(TokenValidator validator, String token) {
        if (!(validator.validate(token) instanceof Rejected)) {
            throw new AssertionError("accepted");
        }
    }
}
