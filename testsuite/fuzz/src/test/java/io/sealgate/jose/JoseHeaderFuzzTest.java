package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.fuzz.Cost;
import io.sealgate.fuzz.FuzzReport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FuzzReport.class)
class JoseHeaderFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{}",
                        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}",
                        "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"iss\":\"https://issuer.example\"}",
                        "{\"alg\":\"ECDH-ES\",\"enc\":\"A128GCM\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},\"apu\":\"\"}",
                        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                        "{\"alg\":\"HS256\",\"zip\":\"DEF\"}",
                        "{\"alg\":7}",
                        "{\"alg\":\"none\",\"\\u0061lg\":\"HS256\"}")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] header) {
        FuzzReport.input();
        JoseHeader.Reading reading = Cost.linear(header.length, 32 * 1024).of(() -> JoseHeader.read(header));
        JoseHeader read = reading.header();
        assertThat(read == null).isEqualTo(reading.rejected() != null);
        if (read != null) {
            assertThat(read.json().names()).contains("alg").doesNotContain("crit", "b64", "zip");
            assertThat(read.json().get("alg")).isEqualTo(read.parameters().algorithm());
            assertThat(read.json().get("kid")).isEqualTo(read.parameters().keyId());
            assertThat(read.toString() + read.parameters()).matches("[\\x20-\\x7e]*");
            assertThat(TokenDecrypter.isNested(read.parameters().contentType())).isIn(true, false);
        }
    }
}
