package io.sealgate.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is recognized by its layout is what the reader reads; what is not says nothing. */
@Domain(JsonTexts.class)
@Domain(DomainContext.Global.class)
class JsonLayoutsTest {
    private static final String CLAIMS = """
            {"iss":"https://issuer.example","sub":"5c1f0c5e","aud":["orders","stock"],"exp":1763935200,"n":7,"delay":-125,\
            "rate":1.25,"admin":false,"name":"Zo\\u00eb","city":"Z\u00fcrich","realm_access":{"roles":["clerk"],"level":12},"":"x"}""";

    /** Bytes at which the reader, or arithmetic on words, changes its mind. */
    private static final byte[] EDGES = {
        0,
        9,
        0x1f,
        ' ',
        '!',
        '"',
        '#',
        '+',
        ',',
        '-',
        '.',
        '/',
        '0',
        '1',
        '9',
        ':',
        'E',
        '[',
        '\\',
        ']',
        'e',
        '{',
        '}',
        0x7e,
        0x7f,
        (byte) 0x80,
        (byte) 0xa2,
        (byte) 0xa5,
        (byte) 0xb0,
        (byte) 0xc3,
        (byte) 0xdc,
        (byte) 0xff
    };

    private final JsonLayouts layouts = new JsonLayouts();

    @Test
    void find_anyOneByteChanged_isWhatTheReaderReads() {
        byte[] learned = learn(CLAIMS);
        for (int at = 0; at < learned.length; at++) {
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                byte[] changed = learned.clone();
                changed[at] = (byte) value;
                assertReadAlike(changed);
            }
        }
    }

    @Test
    void find_twoNeighboursChanged_isWhatTheReaderReads() {
        byte[] learned = learn(CLAIMS);
        for (int at = 1; at < learned.length; at++) {
            for (byte first : EDGES) {
                for (byte second : EDGES) {
                    byte[] changed = learned.clone();
                    changed[at - 1] = first;
                    changed[at] = second;
                    assertReadAlike(changed);
                }
            }
        }
    }

    @Property(tries = 500)
    void find_changedText_isWhatTheReaderReads(@ForAll JsonTexts.Valid text, @ForAll long seed) {
        byte[] learned = text.utf8();
        if (!learns(learned)) {
            return;
        }
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] changed = learned.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                changed[random.nextInt(changed.length)] = EDGES[random.nextInt(EDGES.length)];
            }
            assertReadAlike(changed);
        }
    }

    @Test
    void find_otherStringsAndDigits_findsThem() {
        learn(CLAIMS);

        JsonObject found = find(CLAIMS.replace("https://issuer.example", "HTTPS://other!~.xample")
                .replace("5c1f0c5e", "        ")
                .replace("1763935200", "1999999999")
                .replace("\"x\"", "\"y\""));

        assertThat(found).isNotNull();
        assertThat(found.string("iss")).isEqualTo("HTTPS://other!~.xample");
        assertThat(found.string("sub")).isEqualTo("        ");
        assertThat(found.floor("exp", 0)).isEqualTo(1_999_999_999);
        assertThat(found.string("")).isEqualTo("y");
        assertThat(found.at("/realm_access/roles/0")).isEqualTo("clerk");
    }

    @Test
    void find_theTextItself_findsIt() {
        learn(CLAIMS);

        assertThat(find(CLAIMS)).isNotNull();
    }

    @Test
    void find_whatAValueCannotBe_leavesItToTheReader() {
        learn(CLAIMS);

        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f\"c5e"))).isNull();
        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f\\\\5e"))).isNull();
        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f\n0c5"))).isNull();
        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f0c\u00e9"))).isNull();
        assertThat(find(CLAIMS.replace("1763935200", "176393520a"))).isNull();
        assertThat(find(CLAIMS.replace("1763935200", "17639352.0"))).isNull();
        assertThat(find(CLAIMS.replace("1763935200", "0763935200"))).isNull();
    }

    @Test
    void find_otherNamesPunctuationLiteralsOrNestedValues_leavesThemToTheReader() {
        learn(CLAIMS);

        assertThat(find(CLAIMS.replace("\"sub\"", "\"iss\""))).isNull();
        assertThat(find(CLAIMS.replace("\"sub\":\"5c1f0c5e\"", "\"sub\":[5c1f0c5]")))
                .isNull();
        assertThat(find(CLAIMS.replace("false", "true "))).isNull();
        assertThat(find(CLAIMS.replace("clerk", "admin"))).isNull();
        assertThat(find(CLAIMS.replace("stock", "STOCK"))).isNull();
        assertThat(find(CLAIMS.replace("-125", "-025"))).isNull();
        assertThat(find(CLAIMS.replace("1.25", "1e25"))).isNull();
    }

    @Test
    void find_otherLength_leavesItToTheReader() {
        learn(CLAIMS);

        assertThat(find(CLAIMS + " ")).isNull();
        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f0c5"))).isNull();
        assertThat(find(CLAIMS.replace("5c1f0c5e", "5c1f0c5e" + "x".repeat(64))))
                .isNull();
        assertThat(find(CLAIMS.replace("https://issuer.example", "").replace("5c1f0c5e", "")))
                .isNull();
        assertThat(find("")).isNull();
    }

    /** What is looked at eight bytes at a time must not depend on where they begin. */
    @Test
    void find_leadingZeroAtAnyPlace_leavesItToTheReader() {
        for (int i = 0; i < 2 * Long.BYTES; i++) {
            String text = "{\"" + "n".repeat(i) + "\":-125,\"m\":125}";
            learn(text);

            assertThat(find(text)).as("%d", i).isNotNull();
            assertThat(find(text.replace("-125", "-025"))).as("%d", i).isNull();
            assertThat(find(text.replace(":125", ":025"))).as("%d", i).isNull();
        }
    }

    @Test
    void find_textThatGoesOnBehindOneThatFits_findsNothing() {
        String text = "{\"sub\":\"alice, who has so many\"}";
        assertThat(text).hasSize(4 * Long.BYTES);
        learn(text);

        assertThat(find(text + text.substring(3 * Long.BYTES) + " ".repeat(56))).isNull();
    }

    @Test
    void find_nothingLearned_findsNothing() {
        assertThat(find(CLAIMS)).isNull();
    }

    @Test
    void learn_fewerBytesThanAWord_isNotLearned() {
        learn("{\"a\":1}");
        learn("{\"a\":11}");

        assertThat(find("{\"a\":1}")).isNull();
        assertThat(find("{\"a\":19}")).isNotNull();
    }

    @Test
    void learn_longText_isNotLearned() {
        String longest = "{\"a\":\"" + "x".repeat(2040) + "\"}";
        String longer = "{\"a\":\"" + "x".repeat(2041) + "\"}";
        learn(longest);
        learn(longer);

        assertThat(find(longest)).isNotNull();
        assertThat(find(longer)).isNull();
    }

    @Test
    void learn_placeThatIsTaken_isGivenToOneNewcomerInThirtyTwo() {
        String other = CLAIMS.replace("\"sub\"", "\"Sub\"");
        learn(CLAIMS);
        for (int i = 1; i < 32; i++) {
            learn(other);
        }

        assertThat(find(other)).isNull();
        assertThat(find(CLAIMS)).isNotNull();

        learn(other);

        assertThat(find(other)).isNotNull();
        assertThat(find(CLAIMS)).isNull();
    }

    @Test
    void learn_textThatIsLongerByTheNumberOfPlaces_hasTheSamePlace() {
        String longer = CLAIMS.replace("5c1f0c5e", "5c1f0c5e" + "x".repeat(64));
        learn(CLAIMS);
        learn(longer);

        assertThat(find(longer)).isNull();
        assertThat(find(CLAIMS)).isNotNull();
    }

    @Test
    void learn_otherLengths_haveOtherPlaces() {
        for (int i = 0; i < 64; i++) {
            learn("{\"sub\":\"" + "x".repeat(i) + "\"}");
        }

        for (int i = 0; i < 64; i++) {
            assertThat(find("{\"sub\":\"" + "y".repeat(i) + "\"}")).as("%d", i).isNotNull();
        }
    }

    @Test
    void layout_valuesThatMayDiffer_areNotKept() {
        byte[] text = CLAIMS.getBytes(UTF_8);
        JsonReader reader = new JsonReader(text, JsonLimits.CLAIMS);
        assertThat(reader.read()).isNull();
        JsonLayout layout = reader.object().layout();
        assertThat(layout.places).hasSize(text.length / Long.BYTES + 1);
        ByteBuffer kept = ByteBuffer.allocate(text.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < layout.places.length; i++) {
            int other = i - layout.same.length;
            kept.putLong(layout.places[i], other < 0 ? layout.same[i] : layout.pattern[2 * other + 1]);
        }

        assertThat(new String(kept.array(), ISO_8859_1))
                .contains("\"sub\"", "clerk")
                .doesNotContain("issuer", "5c1f", "5e", "76", "200");
    }

    private byte[] learn(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        assertThat(learns(utf8)).isTrue();
        return utf8;
    }

    private boolean learns(byte[] text) {
        JsonReader reader = new JsonReader(text, JsonLimits.CLAIMS);
        if (reader.read() != null) {
            return false;
        }
        layouts.learn(reader.object());
        return true;
    }

    private @Nullable JsonObject find(String text) {
        return layouts.find(text.getBytes(UTF_8));
    }

    private void assertReadAlike(byte[] text) {
        JsonObject found = layouts.find(text);
        if (found == null) {
            return;
        }
        JsonReader reader = new JsonReader(text, JsonLimits.CLAIMS);
        if (reader.read() != null || !reader.object().asMap().equals(found.asMap())) {
            throw new AssertionError("found, but not read alike: " + Arrays.toString(text));
        }
        for (String name : reader.object().names()) {
            if (!found.contains(name)) {
                throw new AssertionError("a name is lost: " + Arrays.toString(text));
            }
        }
    }
}
