package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.TokenValidator;
import io.sealgate.testing.TestTokens;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any header and any payload under a good signature, which reaches what no forger reaches; and under one that was changed. */
@ExtendWith(FuzzReport.class)
class SignedTokenFuzzTest {

    static Stream<byte[]> seeds() {
        String claims = TestTokens.validAt(Validators.NOW).claim("jti", "1").payload();
        return Stream.of(
                Inputs.of("{\"alg\":\"HS256\",\"kid\":\"h1\"}", "", claims),
                Inputs.of("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}", "", claims),
                Inputs.of("{\"alg\":\"ES256\",\"kid\":\"p1\"}", "", claims),
                Inputs.of("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}", "", claims),
                Inputs.of("{\"alg\":\"Ed25519\",\"kid\":\"d1\"}", "", claims),
                Inputs.of("{\"alg\":\"ES256\",\"kid\":\"p1\"}", "x\u0001", claims),
                Inputs.of("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}", "+\u0001", claims),
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

    /** Three parts: header, how the signature is changed, payload. */
    @MethodSource("seeds")
    @FuzzTest
    void validate(byte[] input) throws GeneralSecurityException {
        byte[][] parts = Inputs.split(input, 3);
        String signingInput = encode(parts[0]) + "." + encode(parts[2]);
        String header = new String(parts[0], UTF_8);
        byte[] signature = changed(sign(header, signingInput.getBytes(ISO_8859_1)), parts[1]);
        TokenValidator validator = header.contains("HS256") ? Validators.MACS : Validators.SIGNATURES;
        Validators.validate(validator, signingInput + "." + encode(signature));
    }

    private static byte[] sign(String header, byte[] signingInput) throws GeneralSecurityException {
        if (header.contains("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(Validators.SECRET.getKey());
            return mac.doFinal(signingInput);
        } else if (header.contains("ES256")) {
            return jca("SHA256withECDSAinP1363Format", Validators.ES256.getPrivateKey(), signingInput);
        } else if (header.contains("Ed")) {
            return jca("Ed25519", Validators.EDDSA.getPrivateKey(), signingInput);
        }
        return new byte[0];
    }

    private static byte[] jca(String algorithm, PrivateKey key, byte[] signingInput) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(signingInput);
        return signature.sign();
    }

    /** "-" and "+" take bytes away and add some, anything else changes those at the start. */
    private static byte[] changed(byte[] signature, byte[] change) {
        if (change.length == 0) {
            return signature;
        }
        if (change[0] == '-') {
            return Arrays.copyOf(signature, Math.max(0, signature.length - change.length));
        }
        byte[] changed = Arrays.copyOf(signature, signature.length + (change[0] == '+' ? change.length : 0));
        for (int i = 0; i < change.length && change[0] != '+' && i < changed.length; i++) {
            changed[i] ^= change[i];
        }
        return changed;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
