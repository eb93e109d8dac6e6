package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DotsTest {
    /** With dots, and with what differs from them by one. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('.', '-', '/', 'A', '\u00ae', '\0')
                .ofMaxLength(40);
    }

    @Property
    void find_anyRange_agreesWithSearchingOneByOne(
            @ForAll("texts") String text, @ForAll @IntRange(max = 40) int from, @ForAll @IntRange(max = 40) int to) {
        int end = Math.min(to, text.length());
        int start = Math.min(from, end);
        int expected = text.substring(0, end).indexOf('.', start);

        assertThat(Dots.find(text.getBytes(ISO_8859_1), start, end)).isEqualTo(expected);
    }
}
