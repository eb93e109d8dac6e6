package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sealgate.testing.TestTokens;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any header and any plaintext, properly encrypted to us, as anybody with our public key could do. */
@ExtendWith(FuzzReport.class)
class NestedTokenFuzzTest {
    private static final byte[] IV = new byte[12];

    static Stream<byte[]> seeds() {
        TestTokens claims = TestTokens.validAt(Validators.NOW).claim("jti", "1");
        String signed = claims.signedWith(Validators.SECRET, "HS256");
        String header = "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}";
        return Stream.of(
                Inputs.of(header, "", signed),
                Inputs.of(
                        header.replace("}", ",\"iss\":\"https://issuer.example\",\"aud\":\"api://orders\"}"),
                        "",
                        signed),
                Inputs.of(header.replace("}", ",\"sub\":\"mallory\"}"), "", signed),
                Inputs.of(header.replace("JWT", "application/at+jwt"), "", signed),
                Inputs.of(header.replace(",\"cty\":\"JWT\"", ""), "", signed),
                Inputs.of(header.replace("}", ",\"zip\":\"DEF\"}"), "", signed),
                Inputs.of(header, "k", signed),
                Inputs.of(header, "", claims.payload()),
                Inputs.of(header, "", "a.b.c.d.e"),
                Inputs.of(header, "", "e30.e30."),
                Inputs.of(
                        header,
                        "",
                        TestTokens.encrypt(signed, Validators.RECIPIENT, "dir", "A256GCM", Map.of("cty", "JWT"))),
                Inputs.of(
                        "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"e1\"}",
                        "kkkkkkkkkk",
                        signed),
                Inputs.of(
                        "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"epk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}",
                        "",
                        signed));
    }

    /** Three parts: header, encrypted key, plaintext. */
    @MethodSource("seeds")
    @FuzzTest
    void validate(byte[] input) throws GeneralSecurityException {
        FuzzReport.input();
        byte[][] parts = Inputs.split(input, 3);
        String header = Inputs.encode(parts[0]);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, Validators.RECIPIENT.getKey(), new GCMParameterSpec(128, IV));
        cipher.updateAAD(header.getBytes(ISO_8859_1));
        byte[] encrypted = cipher.doFinal(parts[2]);
        int tag = encrypted.length - 16;
        Validators.validate(
                Validators.NESTED_MACS,
                header + "." + Inputs.encode(parts[1]) + "." + Inputs.encode(IV) + "."
                        + Inputs.encode(Arrays.copyOf(encrypted, tag)) + "."
                        + Inputs.encode(Arrays.copyOfRange(encrypted, tag, encrypted.length)));
    }
}
