package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.testing.TestTokens;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens as they come, character by character. */
@ExtendWith(FuzzReport.class)
class CompactTokenFuzzTest {

    static Stream<byte[]> seeds() {
        String signed = TestTokens.validAt(Validators.NOW).claim("jti", "1").signedWith(Validators.SECRET, "HS256");
        String nested = TestTokens.encrypt(signed, Validators.RECIPIENT, "dir", "A256GCM", Map.of("cty", "JWT"));
        return Stream.of(
                        "",
                        ".",
                        "..",
                        "....",
                        ".....",
                        signed,
                        nested,
                        signed + "=",
                        signed + ".",
                        "e30." + signed,
                        TestTokens.encrypt(nested, Validators.RECIPIENT, "dir", "A128CBC-HS256", Map.of("cty", "JWT")),
                        "A".repeat(17_000))
                .map(token -> token.getBytes(ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest
    void validate(byte[] input) {
        FuzzReport.input();
        String token = new String(input, ISO_8859_1);
        Validators.validate(Validators.MACS, token);
        Validators.validate(Validators.NESTED_MACS, token);
        Validators.validate(Validators.SIGNATURES, token);
    }
}
