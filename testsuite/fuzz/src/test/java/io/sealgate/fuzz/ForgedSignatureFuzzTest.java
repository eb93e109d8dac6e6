package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.testing.TestTokens;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures by elliptic curves, changed in their bytes or their length: none may pass that jose4j or the JDK would not let pass. */
@ExtendWith(FuzzReport.class)
class ForgedSignatureFuzzTest {

    static Stream<byte[]> seeds() {
        String claims = TestTokens.validAt(Validators.NOW).claim("jti", "1").payload();
        return Stream.of(
                Inputs.of("{\"alg\":\"ES256\",\"kid\":\"p1\"}", "", claims),
                Inputs.of("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}", "", claims),
                Inputs.of("{\"alg\":\"Ed25519\"}", "", claims),
                Inputs.of("{\"alg\":\"ES256\",\"kid\":\"d1\"}", "", claims),
                Inputs.of("{\"alg\":\"ES256\"}", "x\u0001", claims),
                Inputs.of("{\"alg\":\"EdDSA\"}", "+\u0001", claims),
                Inputs.of("{\"alg\":\"Ed25519\"}", "-", claims),
                Inputs.of("{\"alg\":\"none\"}", "", claims));
    }

    /** Three parts: header, how the signature is changed, payload. */
    @MethodSource("seeds")
    @FuzzTest
    void validate(byte[] input) throws GeneralSecurityException {
        FuzzReport.input();
        byte[][] parts = Inputs.split(input, 3);
        String signingInput = Inputs.encode(parts[0]) + "." + Inputs.encode(parts[2]);
        byte[] signature = sign(new String(parts[0], UTF_8), signingInput.getBytes(ISO_8859_1));
        Validators.validate(
                Validators.SIGNATURES, signingInput + "." + Inputs.encode(Inputs.changed(signature, parts[1])));
    }

    private static byte[] sign(String header, byte[] signingInput) throws GeneralSecurityException {
        if (header.contains("ES256")) {
            return sign("SHA256withECDSAinP1363Format", Validators.ES256.getPrivateKey(), signingInput);
        }
        return header.contains("Ed") ? sign("Ed25519", Validators.EDDSA.getPrivateKey(), signingInput) : new byte[0];
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] signingInput) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(signingInput);
        return signature.sign();
    }
}
