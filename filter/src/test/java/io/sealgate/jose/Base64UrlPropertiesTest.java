package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Judges the decoder by the JDK's: one text for each value, and no other text. */
class Base64UrlPropertiesTest {

    @Property(tries = 2000)
    void decode_encodedBytes_givesThemBack(@ForAll byte[] bytes) {
        assertThat(Base64UrlTest.decode(encode(bytes))).isEqualTo(bytes);
    }

    @Property(tries = 1000)
    void decode_paddedText_isRefused(@ForAll @Size(max = 300) byte[] bytes) {
        String padded = Base64.getUrlEncoder().encodeToString(bytes);
        if (padded.endsWith("=")) {
            assertThat(Base64UrlTest.decode(padded)).isNull();
        }
    }

    @Property(tries = 5000)
    void decode_text_acceptsTheCanonicalFormAlone(@ForAll("texts") String text) {
        assertThat(Base64UrlTest.decode(text)).isEqualTo(canonical(text));
    }

    @Property(tries = 1000)
    void decode_range_readsNothingAround(
            @ForAll("texts") String before, @ForAll("texts") String text, @ForAll("texts") String after) {
        byte[] ascii = (before + text + after).getBytes(US_ASCII);
        int from = before.length();
        assertThat(Base64Url.decode(ascii, from, from + text.length())).isEqualTo(Base64UrlTest.decode(text));
    }

    @Property(tries = 1000)
    void decode_canonicalTextWithOneCharacterChanged_acceptsTheCanonicalFormAlone(
            @ForAll @Size(min = 1, max = 200) byte[] bytes,
            @ForAll("foreign") char foreign,
            @ForAll @DoubleRange(max = 0.99) double where) {
        String text = encode(bytes);
        int at = (int) (where * text.length());
        String changed = text.substring(0, at) + foreign + text.substring(at + 1);
        assertThat(Base64UrlTest.decode(changed)).isEqualTo(canonical(changed));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                6,
                                Arbitraries.chars()
                                        .range('a', 'z')
                                        .range('A', 'Z')
                                        .range('0', '9')
                                        .with('-', '_')),
                        Tuple.of(1, Arbitraries.of('A', 'Q', 'g', 'w', 'B')))
                .list()
                .ofMaxSize(160)
                .flatMap(characters -> {
                    StringBuilder text = new StringBuilder();
                    characters.forEach(text::append);
                    return Arbitraries.frequencyOf(
                            Tuple.of(4, Arbitraries.just(text.toString())),
                            Tuple.of(1, foreign().map(c -> text + String.valueOf(c))),
                            Tuple.of(1, foreign().map(c -> c + text.toString())),
                            Tuple.of(
                                    1,
                                    foreign()
                                            .map(c -> new StringBuilder(text)
                                                    .insert(text.length() / 2, c.charValue())
                                                    .toString())));
                });
    }

    @Provide
    Arbitrary<Character> foreign() {
        return Arbitraries.oneOf(
                Arbitraries.of('=', '+', '/', '.', ' ', '\n', '\0', '\u0141', '\uff21', '\u00c1'), Arbitraries.chars());
    }

    private static byte[] canonical(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
