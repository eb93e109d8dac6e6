package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the strict reader accepts, both find the same issuer in; and nothing makes the quick look throw. */
class UnverifiedOriginPropertiesTest {
    private static final int MAX_LENGTH = 65_536;

    private static UnverifiedOrigin read(byte[] payload) {
        return UnverifiedOrigin.read(
                "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".AA", MAX_LENGTH);
    }

    @Property(tries = 5000)
    void issuer_anyPieces_isThatOfTheStrictReader(@ForAll("pieces") String json) {
        byte[] payload = json.getBytes(UTF_8);
        String found = read(payload).issuer();
        JsonReader strict = new JsonReader(payload, JsonLimits.CLAIMS);
        if (strict.read() == null && !json.contains("\\u0069")) {
            assertThat(found).as(json).isEqualTo(strict.object().string("iss"));
        }
    }

    @Property(tries = 1000)
    void read_anyBytesOrText_doesNotThrow(@ForAll byte[] payload, @ForAll String text) {
        assertThat(read(payload)).isNotNull();
        assertThat(UnverifiedOrigin.read(text, MAX_LENGTH)).isNotNull();
        assertThat(UnverifiedOrigin.read("." + text + ".", MAX_LENGTH)).isNotNull();
        assertThat(UnverifiedOrigin.read(text + "....", MAX_LENGTH)).isNotNull();
    }

    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> value = Arbitraries.of(
                "1",
                "-1.5e3",
                "true",
                "null",
                "\"\"",
                "\"a\"",
                "\"\\\"iss\\\":\\\"x\\\"\"",
                "\"}\"",
                "\"\\\\\"",
                "[]",
                "[1,\"]\",{\"iss\":\"x\"}]",
                "{\"iss\":\"x\"}",
                "{\"a\":{\"iss\":[\"}\"]}}",
                " 1 ",
                "\"https:\\/\\/a\"",
                "\"\u20ac\"",
                "\"\\u20ac\"",
                "{",
                "\"",
                "]",
                "\\");
        Arbitrary<String> name = Arbitraries.of(
                "\"iss\"",
                "\"iss\"",
                "\"is\"",
                "\"isss\"",
                "\"\"",
                "\"a\"",
                "\"b\\\"\"",
                "\"\\u0069ss\"",
                " \"iss\" ",
                "iss");
        Arbitrary<String> member = name.flatMap(n -> value.map(v -> n + ":" + v));
        return member.list().ofMaxSize(6).map(members -> "{" + String.join(",", members) + "}");
    }
}
