package io.sealgate.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.fuzz.FuzzReport;
import io.sealgate.fuzz.Inputs;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recognized by its layout must be what the reader reads. */
@ExtendWith(FuzzReport.class)
class JsonLayoutsFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                Inputs.of("", "{\"iss\":\"https://issuer.example\",\"aud\":[\"a\",\"b\"],\"exp\":1700000000}"),
                Inputs.of("\tx", "{\"iss\":\"https://issuer.example\",\"aud\":[\"a\",\"b\"],\"exp\":1700000000}"),
                Inputs.of("\b\"", "{\"sub\":\"alice\",\"n\":-10,\"m\":{\"k\":\"v\"},\"a\\u0062\":1.5e3}"),
                Inputs.of("\n:\u000b,", "{\"sub\":\"alice\",\"iat\":1700000000, \"x\":\"\u00e9\",\"\":true}"));
    }

    /** Two parts: pairs of a place and the byte to put there, then a text. */
    @MethodSource("seeds")
    @FuzzTest
    void find(byte[] input) {
        FuzzReport.input();
        byte[][] parts = Inputs.split(input, 2);
        byte[] text = parts[1];
        JsonReader learned = new JsonReader(text, JsonLimits.CLAIMS);
        if (learned.read() != null) {
            return;
        }
        JsonLayouts layouts = new JsonLayouts();
        layouts.learn(learned.object());

        byte[] changed = text.clone();
        for (int i = 0; i + 1 < parts[0].length; i += 2) {
            changed[(parts[0][i] & 0xff) % changed.length] = parts[0][i + 1];
        }
        JsonObject found = layouts.find(changed);

        if (found != null) {
            JsonReader reader = new JsonReader(changed, JsonLimits.CLAIMS);
            assertThat(reader.read()).isNull();
            assertThat(found.asMap()).isEqualTo(reader.object().asMap());
            assertThat(found.names()).containsExactlyElementsOf(reader.object().names());
        }
    }
}
