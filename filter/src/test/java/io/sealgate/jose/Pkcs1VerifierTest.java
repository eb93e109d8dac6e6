package io.sealgate.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signatures that only who has the private key can make, and which are none all the same. */
class Pkcs1VerifierTest {
    private static final byte[] INPUT = "what was signed".getBytes(US_ASCII);
    private static final int LENGTH = 256;

    private static KeyPair key;

    @BeforeAll
    static void makeKey() throws GeneralSecurityException {
        key = RsaFixtures.pair(2048);
    }

    private static boolean verifies(RsaVerifier.Hash hash, byte[] signature) throws GeneralSecurityException {
        return new Pkcs1Verifier(hash, key.getPublic(), LENGTH).verify(INPUT, INPUT.length, signature);
    }

    private static byte[] applyKey(byte[] encoded) throws GeneralSecurityException {
        return RsaFixtures.applyKey(key, encoded);
    }

    /** EM of RFC 8017 section 9.2 with a DigestInfo in hexadecimal, the hash of the input behind it, and then perhaps more. */
    private static byte[] encoded(String digestInfo, String digest, int behind) throws GeneralSecurityException {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.write(0);
        end.writeBytes(HexFormat.of().parseHex(digestInfo));
        end.writeBytes(MessageDigest.getInstance(digest).digest(INPUT));
        end.writeBytes(new byte[behind]);
        byte[] encoded = new byte[LENGTH];
        Arrays.fill(encoded, 1, LENGTH - end.size(), (byte) 0xff);
        encoded[1] = 1;
        System.arraycopy(end.toByteArray(), 0, encoded, LENGTH - end.size(), end.size());
        return encoded;
    }

    /** RFC 8017 section 9.2, note 1. */
    @ParameterizedTest
    @CsvSource({
        "SHA256, SHA-256, 3031300d060960864801650304020105000420",
        "SHA384, SHA-384, 3041300d060960864801650304020205000430",
        "SHA512, SHA-512, 3051300d060960864801650304020305000440"
    })
    void verify_encodingOfTheRfc_isAccepted(RsaVerifier.Hash hash, String digest, String digestInfo)
            throws GeneralSecurityException {
        byte[] signature = applyKey(encoded(digestInfo, digest, 0));

        assertThat(verifies(hash, signature)).isTrue();
        for (RsaVerifier.Hash other : RsaVerifier.Hash.values()) {
            assertThat(verifies(other, signature)).isEqualTo(other == hash);
        }
    }

    @ParameterizedTest
    @EnumSource
    void verify_signatureOfTheJdk_isAcceptedForItsInputAlone(RsaVerifier.Hash hash) throws GeneralSecurityException {
        // Of a modulus of 2049 bits the first byte has one.
        for (int bits : new int[] {1016, 2047, 2048, 2049, 3072}) {
            KeyPair pair = RsaFixtures.pair(bits);
            Pkcs1Verifier verifier = new Pkcs1Verifier(hash, pair.getPublic(), RsaFixtures.length(pair));
            Signature signer = Signature.getInstance(hash.pkcs1);
            signer.initSign(pair.getPrivate());
            RsaFixtures.assertVerifiesItsInputAlone(verifier, signer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no parameters, which the JDK's own Signature accepts    | 302f300b0609608648016503040201  0420 | 0",
                "parameters of another type                              | 3031300d0609608648016503040201040004 20 | 0",
                "a sequence inside, filled with what nobody looks at     | 3035301106096086480165030402010504000000000420 | 0",
                "a length in two bytes                                   | 308131300d060960864801650304020105000420 | 0",
                "the identifier of SHA-384                               | 3031300d060960864801650304020205000420 | 0",
                "nothing about the hash                                  | '' | 0",
                "bytes behind the hash, and as much less padding         | 3031300d060960864801650304020105000420 | 1",
                "hardly any padding (Bleichenbacher 2006)                | 3031300d060960864801650304020105000420 | 194"
            })
    void verify_anyOtherEncoding_isRefused(String what, String digestInfo, int behind) throws GeneralSecurityException {
        byte[] encoded = encoded(digestInfo.replace(" ", ""), "SHA-256", behind);

        assertThat(verifies(RsaVerifier.Hash.SHA256, applyKey(encoded)))
                .as(what)
                .isFalse();
    }

    /** Each byte of a good encoding matters. */
    @Test
    void verify_anotherByteAnywhere_isRefused() throws GeneralSecurityException {
        byte[] good = encoded("3031300d060960864801650304020105000420", "SHA-256", 0);
        Pkcs1Verifier verifier = new Pkcs1Verifier(RsaVerifier.Hash.SHA256, key.getPublic(), LENGTH);
        for (int at = 0; at < LENGTH; at++) {
            byte[] other = good.clone();
            other[at] ^= 1;
            // With a first byte that is not zero the number may not be below the modulus; then nobody can sign it.
            if (RsaFixtures.isInRange(key, other)) {
                assertThat(verifier.verify(INPUT, INPUT.length, applyKey(other)))
                        .as("byte " + at)
                        .isFalse();
            }
        }
        assertThat(verifier.verify(INPUT, INPUT.length, applyKey(good))).isTrue();
    }

    /** RFC 8017 section 5.2.2: the modulus and what is above it would be further spellings of a signature. What refused them goes on. */
    @Test
    void verify_numberNotBelowTheModulus_isRefusedAtNoCost() throws GeneralSecurityException {
        byte[] good = applyKey(encoded("3031300d060960864801650304020105000420", "SHA-256", 0));
        Pkcs1Verifier verifier = new Pkcs1Verifier(RsaVerifier.Hash.SHA256, key.getPublic(), LENGTH);

        for (byte[] bad : RsaFixtures.outOfRange(key)) {
            assertThat(verifier.verify(INPUT, INPUT.length, bad)).isFalse();
            assertThat(verifier.verify(INPUT, INPUT.length, good)).isTrue();
        }
    }

    @Test
    void suits_plainJdk_isSo() {
        for (RsaVerifier.Hash hash : RsaVerifier.Hash.values()) {
            assertThat(RsaVerifier.suits(hash.pkcs1)).isTrue();
        }
    }
}
