package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.jspecify.annotations.Nullable;

/** Judges the reader by two that others wrote: it accepts what both accept, but for its documented bounds, and nothing else. */
@Domain(JsonTexts.class)
@Domain(DomainContext.Global.class)
class JsonReaderPropertiesTest {

    @Property(tries = 1500)
    void read_textOfTheGrammar_agreesWithJacksonAndParsson(@ForAll JsonTexts.Valid text) {
        JudgedText.assertAgrees(text.utf8(), JsonLimits.CLAIMS);
    }

    @Property(tries = 500)
    void read_textOfTheGrammarUnderTightLimits_agreesWithJacksonAndParsson(@ForAll JsonTexts.Valid text) {
        JudgedText.assertAgrees(text.utf8(), new JsonLimits(3, 20));
    }

    @Property(tries = 3000)
    void read_changedText_agreesWithJacksonAndParsson(@ForAll JsonTexts.Mutated text) {
        JudgedText.assertAgrees(text.utf8(), JsonLimits.CLAIMS);
    }

    @Property(tries = 1000)
    void read_anyBytes_agreesWithJacksonAndParsson(@ForAll byte[] bytes) {
        JudgedText.assertAgrees(bytes, JsonLimits.CLAIMS);
    }

    @Property(tries = 2000)
    void read_anyBytesOfAString_agreesWithJacksonAndParsson(@ForAll JsonTexts.OneString text) {
        JudgedText.assertAgrees(text.utf8(), JsonLimits.CLAIMS);
    }

    @Property(tries = 1000)
    void read_anyStringContent_agreesWithJacksonAndParsson(@ForAll String content) {
        JudgedText.assertAgrees(("{\"a\":\"" + content + "\"}").getBytes(UTF_8), JsonLimits.CLAIMS);
    }

    @Property(tries = 500)
    void object_anyView_agreesWithTheMap(@ForAll JsonTexts.Valid text) {
        JsonReader reader = new JsonReader(text.utf8(), JsonLimits.CLAIMS);
        if (reader.read() != null) {
            return;
        }
        JsonObject object = reader.object();
        Map<String, @Nullable Object> map = object.asMap();
        assertThat(object.names()).containsExactlyElementsOf(map.keySet());
        map.forEach((name, value) -> {
            assertThat(object.contains(name)).isTrue();
            assertThat(object.contains(name + "x")).isEqualTo(map.containsKey(name + "x"));
            assertThat(object.get(name)).isEqualTo(value);
            assertThat(object.string(name)).isEqualTo(value instanceof String ? value : null);
            assertThat(object.isString(name, String.valueOf(value))).isEqualTo(value instanceof String);
            assertThat(object.isString(name, value + "x")).isFalse();
            assertThat(object.at("/" + name.replace("~", "~0").replace("/", "~1")))
                    .isEqualTo(value);
        });
    }
}
