package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "AA, 00",
        "_w, ff",
        "AAA, 0000",
        "__8, ffff",
        "AAAA, 000000",
        "____, ffffff",
        "-_-_, fbffbf",
        "AQIDBA, 01020304",
        "AQIDBAU, 0102030405"
    })
    void decode_canonicalText_givesItsBytes(String text, String hex) {
        assertThat(Base64Url.decode(text)).isEqualTo(java.util.HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "AB",
                "AP",
                "AC",
                "AE",
                "AI",
                "AAB",
                "AAC",
                "AAD",
                "AAAAAB",
                "AA=",
                "AA==",
                "AAA=",
                "=",
                "====",
                "AA\n",
                " AA",
                "A A",
                "AA AA",
                "AA+A",
                "AA/A",
                "AA.A",
                "AA*A",
                "AA,A",
                "A@",
                "A[",
                "A`",
                "A{",
                "A:",
                "\u00c1A",
                "A\u00c1",
                "AA\uff21A",
                "A\u0141AA",
                "AAA\u0100",
                "\0AAA"
            })
    void decode_anyOtherText_refuses(String text) {
        assertThat(Base64Url.decode(text)).isNull();
    }

    /** Two characters are looked up at once, so each two there are, in each place of a group that is read so. */
    @Test
    void decode_anyTwoCharacters_acceptsThoseOfTheAlphabetAlone() {
        for (int pair = 0; pair < 1 << 16; pair++) {
            // Sixteen characters: the first eight at once, then four, then one by one.
            for (int at = 0; at < 12; at += 2) {
                byte[] text = "AAAAAAAAAAAAAAAA".getBytes(US_ASCII);
                text[at] = (byte) pair;
                text[at + 1] = (byte) (pair >> 8);
                byte[] canonical = isInAlphabet(text[at]) && isInAlphabet(text[at + 1])
                        ? Base64.getUrlDecoder().decode(text)
                        : null;
                assertThat(Base64Url.decode(text, 0, text.length))
                        .as("%x at %s", pair, at)
                        .isEqualTo(canonical);
            }
        }
    }

    private static boolean isInAlphabet(byte c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** About the length at which another decoder takes over, each length, and each place. */
    @Test
    void decode_longText_isJudgedLikeAShortOne() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            assertThat(decode(text)).isEqualTo(bytes);
            for (int at = 0; at < text.length(); at += 1 + at / 8) {
                for (char foreign : new char[] {'=', '+', '/', '.', '\n', '\u00e9'}) {
                    assertThat(decode(text.substring(0, at) + foreign + text.substring(at + 1)))
                            .as("%s at %s of %s", foreign, at, text.length())
                            .isNull();
                }
            }
            assertThat(decode(text + "=")).isNull();
            assertThat(decode(text + "==")).isNull();
            if (length % 3 != 0) {
                char last = text.charAt(text.length() - 1);
                String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
                char respelled = alphabet.charAt(alphabet.indexOf(last) + 1);
                assertThat(decode(text.substring(0, text.length() - 1) + respelled))
                        .isNull();
            }
        }
    }

    @Test
    void decode_range_readsThatRangeAlone() {
        for (int length : new int[] {1, 2, 3, 95, 96, 97, 150}) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 0x5a);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            byte[] around = ("=!" + text + "=?").getBytes(US_ASCII);
            assertThat(Base64Url.decode(around, 2, 2 + text.length())).isEqualTo(bytes);
            assertThat(Base64Url.decode(around, 1, 2 + text.length())).isNull();
            assertThat(Base64Url.decode(around, 2, 3 + text.length())).isNull();
        }
    }

    /** What both decoders make of a text. */
    static byte @Nullable [] decode(String text) {
        byte[] ascii = text.getBytes(US_ASCII);
        byte[] decoded = Base64Url.decode(ascii, 0, ascii.length);
        assertThat(Base64Url.decodeBeforeMac(ascii, 0, ascii.length)).isEqualTo(decoded);
        return decoded;
    }
}
