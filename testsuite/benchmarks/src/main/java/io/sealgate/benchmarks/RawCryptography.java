package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jspecify.annotations.Nullable;

/** The limit: what the JCA takes for bytes that are decoded already, with instances that are kept and, where the JCA lets them be, initialized once. */
final class RawCryptography {
    private RawCryptography() {}

    /** Verifies the signatures or MACs of tokens in turn. */
    static Contender.Operation verify(JsonWebKey key, List<String> tokens) throws Exception {
        return verify(key, tokens, Settings.read().jcaProvider());
    }

    /**
     * As {@link #verify(JsonWebKey, List)}.
     *
     * @param tokens one, or so many that they are a power of two
     * @param provider the JCA provider; null: what the JDK chooses
     */
    static Contender.Operation verify(JsonWebKey key, List<String> tokens, @Nullable Provider provider)
            throws Exception {
        byte[][] inputs = new byte[tokens.size()][];
        byte[][] signatures = new byte[tokens.size()][];
        for (int i = 0; i < inputs.length; i++) {
            String jws = tokens.get(i);
            int dot = jws.lastIndexOf('.');
            inputs[i] = jws.substring(0, dot).getBytes(US_ASCII);
            signatures[i] = Base64.getUrlDecoder().decode(jws.substring(dot + 1));
        }
        Turns turns = new Turns(inputs.length);
        String algorithm = key.getAlgorithm();
        if (algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.getKey());
            return () -> {
                int turn = turns.next();
                byte[] expected = mac.doFinal(inputs[turn]);
                require(MessageDigest.isEqual(expected, signatures[turn]));
                return expected;
            };
        }
        String name = switch (algorithm) {
            case "RS256" -> "SHA256withRSA";
            case "PS256" -> "RSASSA-PSS";
            case "ES256" -> "SHA256withECDSAinP1363Format";
            case "EdDSA" -> "Ed25519";
            default -> throw new IllegalArgumentException(algorithm);
        };
        Signature verifier = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        if (algorithm.equals("PS256")) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify((PublicKey) key.getKey());
        return () -> {
            int turn = turns.next();
            verifier.update(inputs[turn]);
            require(verifier.verify(signatures[turn]));
            return verifier;
        };
    }

    /** Recovers the content encryption key of a JWE, decrypts its A256GCM content, and verifies the JWS that is known to come out. */
    static Contender.Operation decryptAndVerify(JsonWebKey encryption, String jwe, JsonWebKey signing, String jws)
            throws Exception {
        String[] parts = jwe.split("\\.", -1);
        Base64.Decoder decoder = Base64.getUrlDecoder();
        byte[] additionalData = parts[0].getBytes(US_ASCII);
        byte[] encryptedKey = decoder.decode(parts[1]);
        byte[] iv = decoder.decode(parts[2]);
        byte[] ciphertext = decoder.decode(parts[3]);
        byte[] tag = decoder.decode(parts[4]);
        byte[] sealed = Arrays.copyOf(ciphertext, ciphertext.length + tag.length);
        System.arraycopy(tag, 0, sealed, ciphertext.length, tag.length);
        KeyRecovery recovery = switch (encryption.getAlgorithm()) {
            case "dir" -> direct(encryption.getKey());
            case "RSA-OAEP-256" -> rsaOaep256(((PublicJsonWebKey) encryption).getPrivateKey(), encryptedKey);
            case "ECDH-ES+A256KW" ->
                ecdhEsA256Kw(
                        ((PublicJsonWebKey) encryption).getPrivateKey(),
                        ephemeralKey(new String(decoder.decode(parts[0]), US_ASCII)),
                        encryptedKey);
            default -> throw new IllegalArgumentException(encryption.getAlgorithm());
        };
        Contender.Operation verification = verify(signing, List.of(jws));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        return () -> {
            cipher.init(Cipher.DECRYPT_MODE, recovery.key(), new GCMParameterSpec(128, iv));
            cipher.updateAAD(additionalData);
            require(cipher.doFinal(sealed).length == jws.length());
            return verification.run();
        };
    }

    /** From an encrypted key to the content encryption key. */
    @FunctionalInterface
    private interface KeyRecovery {
        Key key() throws Exception;
    }

    private static KeyRecovery direct(Key key) {
        SecretKeySpec contentKey = new SecretKeySpec(key.getEncoded(), "AES");
        return () -> contentKey;
    }

    private static KeyRecovery rsaOaep256(PrivateKey key, byte[] encryptedKey) throws Exception {
        Provider provider = Settings.read().jcaProvider();
        Cipher cipher = provider == null
                ? Cipher.getInstance("RSA/ECB/OAEPPadding")
                : Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
        cipher.init(
                Cipher.DECRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return () -> new SecretKeySpec(cipher.doFinal(encryptedKey), "AES");
    }

    private static KeyRecovery ecdhEsA256Kw(PrivateKey key, PublicKey ephemeral, byte[] encryptedKey) throws Exception {
        Provider provider = Settings.read().jcaProvider();
        KeyAgreement agreement =
                provider == null ? KeyAgreement.getInstance("ECDH") : KeyAgreement.getInstance("ECDH", provider);
        agreement.init(key);
        PublicKey known = provider == null
                ? ephemeral
                : KeyFactory.getInstance("EC", provider)
                        .generatePublic(new ECPublicKeySpec(
                                ((ECPublicKey) ephemeral).getW(), ((ECPublicKey) ephemeral).getParams()));
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Cipher unwrapping = Cipher.getInstance("AESWrap");
        byte[] algorithm = "ECDH-ES+A256KW".getBytes(US_ASCII);
        // RFC 7518 section 4.6.2: AlgorithmID, no PartyUInfo, no PartyVInfo, the length of the key in bits.
        byte[] otherInfo = ByteBuffer.allocate(4 + algorithm.length + 12)
                .putInt(algorithm.length)
                .put(algorithm)
                .putInt(0)
                .putInt(0)
                .putInt(256)
                .array();
        byte[] firstRound = {0, 0, 0, 1};
        return () -> {
            agreement.doPhase(known, true);
            sha256.update(firstRound);
            sha256.update(agreement.generateSecret());
            unwrapping.init(Cipher.UNWRAP_MODE, new SecretKeySpec(sha256.digest(otherInfo), "AES"));
            return unwrapping.unwrap(encryptedKey, "AES", Cipher.SECRET_KEY);
        };
    }

    @SuppressWarnings("unchecked") // epk is a JSON object
    private static PublicKey ephemeralKey(String header) throws Exception {
        Object epk = JsonUtil.parseJson(header).get("epk");
        return PublicJsonWebKey.Factory.newPublicJwk((java.util.Map<String, Object>) epk)
                .getPublicKey();
    }

    private static void require(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("not verified");
        }
    }
}
