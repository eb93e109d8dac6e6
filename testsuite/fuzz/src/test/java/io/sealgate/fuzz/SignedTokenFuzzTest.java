package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.testing.TestTokens;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any header and any payload under a good MAC, which reaches what no forger reaches; and under one that was changed. */
@ExtendWith(FuzzReport.class)
class SignedTokenFuzzTest {

    static Stream<byte[]> seeds() {
        String claims = TestTokens.validAt(Validators.NOW).claim("jti", "1").payload();
        return Stream.of(
                Inputs.of("{\"alg\":\"HS256\",\"kid\":\"h1\"}", "", claims),
                Inputs.of("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}", "", claims),
                Inputs.of("{\"alg\":\"HS256\",\"kid\":\"h1\"}", "-", claims),
                Inputs.of("{\"alg\":\"none\",\"kid\":\"h1\"}", "-", claims),
                Inputs.of("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", "", claims),
                Inputs.of(
                        "{\"alg\":\"HS256\"}",
                        "",
                        "{\"exp\":1800000001.5,\"nbf\":1e9,\"iat\":-0,\"aud\":[\"api://orders\",7]}"),
                Inputs.of("{\"alg\":\"HS256\"}", "", claims.replace("}", ",\"cnf\":{\"jkt\":\"x\"}}")),
                Inputs.of("{\"alg\":\"HS256\"}", "", "{\"a\":" + "[".repeat(5000)));
    }

    /** Three parts: header, how the MAC is changed, payload. */
    @MethodSource("seeds")
    @FuzzTest
    void validate(byte[] input) throws GeneralSecurityException {
        FuzzReport.input();
        byte[][] parts = Inputs.split(input, 3);
        String signingInput = Inputs.encode(parts[0]) + "." + Inputs.encode(parts[2]);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(Validators.SECRET.getKey());
        byte[] signature = Inputs.changed(mac.doFinal(signingInput.getBytes(ISO_8859_1)), parts[1]);
        Validators.validate(Validators.MACS, signingInput + "." + Inputs.encode(signature));
    }
}
