package io.sealgate.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sealgate.testing.TestTokens;
import io.sealgate.token.RejectionReason;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedOriginTest {
    private static final int MAX_LENGTH = 16_384;

    private static UnverifiedOrigin read(String payload) {
        return UnverifiedOrigin.read("e30." + TestTokens.encode(payload) + ".AA", MAX_LENGTH);
    }

    /** The text is copied into an array that grows: wherever an escape stands, nothing of it is lost. */
    @Test
    void issuer_escapeAtAnyPlace_isResolved() {
        for (int before = 0; before < 600; before++) {
            String start = "x".repeat(before);
            assertThat(read("{\"iss\":\"" + start + "\\/y\"}").issuer()).isEqualTo(start + "/y");
            assertThat(read("{\"iss\":\"" + start + "\\\"\"}").issuer()).isEqualTo(start + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iss\":\"a\"}",
                "{\"iss\":\"a\",\"iss\":\"b\"}", // the strict reader refuses it later
                " \n{\t\"iss\"\r: \"a\" } ",
                "{\"exp\":1.5e9,\"nbf\":-1,\"x\":true,\"y\":null,\"iss\":\"a\"}",
                "{\"exp\" : 1 , \"iss\":\"a\"}",
                "{\"act\":{\"iss\":\"b\",\"x\":[{\"iss\":\"c\"}]},\"iss\":\"a\"}",
                "{\"x\":[\"iss\",\"}\",\"]\",\"\\\"\",\"\\\\\"],\"iss\":\"a\"}",
                "{\"x\":\"\\\",\\\"iss\\\":\\\"b\\\"\",\"iss\":\"a\"}",
                "{\"\\\"iss\":\"b\",\"is\":\"c\",\"isss\":\"d\",\"Iss\":\"e\",\"i\":\"f\",\"\":\"g\",\"iss\":\"a\"}",
                "{\"is\\\"s\":\"b\",\"iss\":\"a\"}",
                "{\"iss\":\"\\u0061\"}",
                "{\"iss\":\"a\"", // the strict reader refuses these, too
                "{\"iss\":\"a\"}}}"
            })
    void issuer_amongOtherThings_isFound(String payload) {
        assertThat(read(payload).issuer()).isEqualTo("a");
        assertThat(read(payload).refusal()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "[]",
                "[\"iss\",\"a\"]",
                "\"iss\"",
                "{}",
                "{",
                "{\"",
                "{\"iss",
                "{\"iss\"",
                "{\"iss\":",
                "{\"iss\":\"",
                "{\"iss\":\"a",
                "{\"iss\":\"a\\",
                "{\"iss\":\"a\\\"",
                "{\"iss\":\"\\x\"}",
                "{\"iss\":\"\\ud800\"}",
                "{\"iss\":\"a\nb\"}",
                "{\"iss\":null}",
                "{\"iss\":1}",
                "{\"iss\":[\"a\"]}",
                "{\"iss\":{\"iss\":\"a\"}}",
                "{\"iss\" \"a\"}",
                "{iss:\"a\"}",
                "{'iss':'a'}",
                "{,\"iss\":\"a\"}",
                "{\"\\u0069ss\":\"a\"}",
                "{\"act\":{\"iss\":\"a\"}}",
                "{\"x\":[{\"iss\":\"a\"}]}",
                "{\"x\":\"\\\"iss\\\":\\\"a\\\"\"}",
                "{\"x\":1}{\"iss\":\"a\"}",
                "{}{\"iss\":\"a\"}",
                "{\"x\":1},\"iss\":\"a\"",
                "{\"x\":{]},\"iss\":\"a\"}"
            })
    void issuer_notThereAsItShould_isNull(String payload) {
        assertThat(read(payload).issuer()).isNull();
        assertThat(read(payload).encryption()).isNull();
        assertThat(read(payload).refusal()).isNull();
    }

    @Test
    void issuer_withEscapesAndBeyondAscii_isThatOfTheStrictReader() {
        assertThat(read("{\"iss\":\"https:\\/\\/a.example\\u002Fx\"}").issuer()).isEqualTo("https://a.example/x");
        assertThat(read("{\"iss\":\"https://b\u00fccher.example/\u20ac\"}").issuer())
                .isEqualTo("https://b\u00fccher.example/\u20ac");
        byte[] invalid = "{\"iss\":\"a\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(UnverifiedOrigin.read(
                                "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(invalid) + ".AA",
                                MAX_LENGTH)
                        .issuer())
                .isNull();
    }

    @Test
    void issuer_longest_isFoundAndLongerIsNot() {
        String longest = "x".repeat(UnverifiedOrigin.LONGEST_ISSUER);
        assertThat(read("{\"iss\":\"" + longest + "\"}").issuer()).isEqualTo(longest);
        assertThat(read("{\"iss\":\"" + longest + "x\"}").issuer()).isNull();
        assertThat(read("{\"iss\":\"" + "\\n".repeat(UnverifiedOrigin.LONGEST_ISSUER / 2) + "\\n\"}")
                        .issuer())
                .isNull();
    }

    @Test
    void issuer_everyBeginningOfAPayload_isNullUntilItIsThere() {
        String encoded = TestTokens.encode("{\"aud\":[\"x\"],\"exp\":1,\"iss\":\"https://a.example\"}");
        for (int i = 0; i <= encoded.length(); i++) {
            String issuer = UnverifiedOrigin.read("e30." + encoded.substring(0, i) + ".AA", MAX_LENGTH)
                    .issuer();
            assertThat(issuer).isIn(null, "https://a.example");
        }
        for (String foreign : new String[] {"=", "+", "/", " ", "\u20ac", "\u0141", "\u0000"}) {
            assertThat(UnverifiedOrigin.read("e30." + foreign + encoded + ".AA", MAX_LENGTH)
                            .issuer())
                    .isNull();
        }
    }

    @Test
    void read_otherStructures_refusesOrReadsTheHeader() {
        assertThat(UnverifiedOrigin.read("", MAX_LENGTH).refusal()).isNotNull();
        assertThat(UnverifiedOrigin.read("a.b", MAX_LENGTH).refusal()).isNotNull();
        assertThat(reason("A".repeat(MAX_LENGTH + 1))).isEqualTo(RejectionReason.TOKEN_TOO_LONG);
        assertThat(reason("?....")).isEqualTo(RejectionReason.MALFORMED_TOKEN);
        assertThat(reason("e30....")).isEqualTo(RejectionReason.MALFORMED_HEADER);
        assertThat(reason("A".repeat(JoseHeader.MAX_ENCODED_LENGTH + 1) + "...."))
                .isEqualTo(RejectionReason.TOKEN_TOO_LONG);
        UnverifiedOrigin encrypted = UnverifiedOrigin.read(
                TestTokens.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"k\"}") + "....", MAX_LENGTH);
        assertThat(encrypted.refusal()).isNull();
        assertThat(encrypted.issuer()).isNull();
        assertThat(encrypted.encryption())
                .satisfies(header -> assertThat(header.keyId()).isEqualTo("k"));
    }

    private static RejectionReason reason(String token) {
        var refusal = UnverifiedOrigin.read(token, MAX_LENGTH).refusal();
        assertThat(refusal).isNotNull();
        return refusal.rejection().reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "\"iss\",", "\\", "1"})
    void read_longPayload_makesNoMoreThanForAShortOne(String repeated) {
        String prefix = "e30." + TestTokens.encode("{\"aaa\":[" + repeated.repeat(12_000 / repeated.length() / 3 * 3));
        String token = prefix + ".AA";
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 300; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            assertNull(UnverifiedOrigin.read(token, 64_000));
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(512);
    }

    private static void assertNull(UnverifiedOrigin origin) {
        if (origin.issuer() != null) {
            throw new AssertionError();
        }
    }
}
