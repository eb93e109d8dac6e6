package io.sealgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.fuzz.Cost;
import io.sealgate.fuzz.FuzzReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FuzzReport.class)
class JsonReaderFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "",
                        "{}",
                        "[]",
                        "{\"iss\":\"https://issuer.example\",\"aud\":[\"a\",\"b\"],\"exp\":1700000000,\"n\":{\"m\":[{},[]]}}",
                        "{\"a\":-0.1e+10,\"b\":true,\"c\":false,\"d\":null,\"e\":9223372036854775808}",
                        "{\"\\u0061\\ud83d\\ude00\\n\\\\\":\"\u00e9\u20ac\ud83d\ude00\"}",
                        "{\"a\":1,\"\\u0061\":2}",
                        "{\"a\":1e999999999}",
                        "{\"a\":\"\\ud800\"}",
                        "{" + members(20) + "}",
                        "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}",
                        "{\"a\":" + "[".repeat(5000),
                        "{\"a\":[" + "0,".repeat(9000) + "0]}")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] text) {
        FuzzReport.input();
        // A tape grows by doubling to one word for each value: at most two times 8,192 values of 8 bytes, and as much
        // to find duplicates in.
        Cost.linear(text.length, 512 * 1024).of(() -> new JsonReader(text, JsonLimits.CLAIMS).read());
        Cost.linear(text.length, 16 * 1024).of(() -> new JsonReader(text, JsonLimits.HEADER).read());
        JudgedText.assertAgrees(text, JsonLimits.CLAIMS);
        JudgedText.assertAgrees(text, JsonLimits.HEADER);
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder("\"m\":0");
        for (int i = 0; i < count; i++) {
            members.append(",\"m").append(i).append("\":").append(i);
        }
        return members.toString();
    }
}
