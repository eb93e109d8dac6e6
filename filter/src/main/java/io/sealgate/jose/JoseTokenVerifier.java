package io.sealgate.jose;

import static java.util.Objects.requireNonNull;

import io.sealgate.json.JsonLayouts;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenVerifier;
import io.sealgate.token.Unavailable;
import io.sealgate.token.VerificationResult;
import io.sealgate.token.Verified;
import io.sealgate.token.VerifiedJws;
import io.sealgate.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From a token's characters to a verified token: length, structure, decryption where configured, signature, and only then the claims. Nothing in a payload is
 * parsed before its signature holds. Thread-safe.
 */
public final class JoseTokenVerifier implements TokenVerifier {
    static final Rejected NOT_BASE64URL = rejected(
            RejectionReason.MALFORMED_TOKEN, "a part of the token is not canonical base64url (RFC 7515 section 2)");
    static final Rejected HEADER_TOO_LONG = rejected(
            RejectionReason.TOKEN_TOO_LONG,
            "the header has more than " + JoseHeader.MAX_ENCODED_LENGTH + " characters");
    static final Rejected NOT_COMPACT = rejected(
            RejectionReason.MALFORMED_TOKEN, "expected 3 parts (JWS) or 5 parts (JWE) in compact serialization");
    private static final Rejected ENCRYPTION_REQUIRED = rejected(
            RejectionReason.ENCRYPTION_REQUIRED,
            "a decryption key is configured, so tokens must be encrypted (sealgate.decrypt.required)");
    private static final Rejected ENCRYPTION_NOT_EXPECTED = rejected(
            RejectionReason.ENCRYPTION_NOT_EXPECTED, "no decryption key is configured (mp.jwt.decrypt.key.location)");

    private static final String NO_KEY_FITS =
            "no configured key, or no single one, fits kid, alg and certificate thumbprint";

    /** What RFC 7519 section 5.3 registers as header parameters. */
    private static final Set<String> REPLICATED_CLAIMS = Set.of("iss", "sub", "aud");

    /** Header parameters that mean something else than claims of the same name do. Any other that the claims have too counts as replicated. */
    private static final Set<String> HEADER_PARAMETERS = Set.of(
            "alg",
            "enc",
            "zip",
            "jku",
            "jwk",
            "kid",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "typ",
            "cty",
            "crit",
            "epk",
            "apu",
            "apv",
            "iv",
            "tag",
            "url",
            "nonce");

    private static final Set<RejectionReason> TOLD_ONCE_VERIFIED =
            EnumSet.of(RejectionReason.MALFORMED_CLAIMS, RejectionReason.HEADER_CLAIM_MISMATCH);

    private final KeySource keys;
    private final @Nullable TokenDecrypter decrypter;
    private final int maxLength;
    private final Rejected tooLong;
    private final KnownHeaders knownHeaders = new KnownHeaders();
    private final JsonLayouts knownLayouts = new JsonLayouts();

    private JoseTokenVerifier(KeySource keys, @Nullable TokenDecrypter decrypter, int maxLength) {
        this.keys = requireNonNull(keys, "keys");
        this.decrypter = decrypter;
        this.maxLength = maxLength;
        this.tooLong = tooLong(maxLength);
    }

    static Rejected tooLong(int maxLength) {
        return rejected(
                RejectionReason.TOKEN_TOO_LONG,
                "the token has more than " + maxLength + " characters (sealgate.token.max-length)");
    }

    /** Accepts signed tokens alone; encrypted ones are refused without being decrypted. */
    public static JoseTokenVerifier forSigned(KeySource keys, int maxLength) {
        return new JoseTokenVerifier(keys, null, maxLength);
    }

    /**
     * Accepts tokens that are signed and then encrypted.
     *
     * @param decryptionKeys asked at each token; never waits
     * @param required whether tokens that are merely signed are refused
     * @param bound on operations with an asymmetric key; beyond, tokens are refused as {@link io.sealgate.token.RejectionReason#OVERLOADED}
     */
    public static JoseTokenVerifier forNested(
            KeySource keys,
            Supplier<DecryptionKeys> decryptionKeys,
            Set<ContentEncryptionAlgorithm> contentEncryption,
            boolean required,
            DecryptionBound bound,
            int maxLength) {
        return forNested(keys, new TokenDecrypter(decryptionKeys, contentEncryption, required, bound), maxLength);
    }

    static JoseTokenVerifier forNested(KeySource keys, TokenDecrypter decrypter, int maxLength) {
        return new JoseTokenVerifier(keys, decrypter, maxLength);
    }

    @Override
    public VerificationResult verify(String token) {
        return verify(token, keys.verificationKeys());
    }

    /**
     * Verifies a token with these keys instead of those that the source gives at the moment, so that the caller knows by which keys it was judged.
     */
    public VerificationResult verify(String token, VerificationKeys trusted) {
        if (token.length() > maxLength) {
            return tooLong;
        }
        int first = token.indexOf('.');
        int second = first < 0 ? -1 : token.indexOf('.', first + 1);
        if (second < 0) {
            return NOT_COMPACT;
        }
        int third = token.indexOf('.', second + 1);
        if (third < 0 && decrypter != null && decrypter.required()) {
            return ENCRYPTION_REQUIRED;
        }
        // Latin-1, whatever is beyond it becoming "?", which base64url does not have: decoding refuses every foreign
        // character. Two of them may become one, so that positions no longer agree.
        byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length != token.length()) {
            return NOT_BASE64URL;
        }
        if (third < 0) {
            return verifySigned(bytes, first, second, bytes.length, trusted, null);
        }
        int fourth = token.indexOf('.', third + 1);
        if (fourth < 0 || token.indexOf('.', fourth + 1) >= 0) {
            return NOT_COMPACT;
        }
        return decrypter == null
                ? ENCRYPTION_NOT_EXPECTED
                : decryptAndVerify(decrypter, bytes, new int[] {first, second, third, fourth}, trusted);
    }

    private VerificationResult decryptAndVerify(
            TokenDecrypter decrypter, byte[] token, int[] dots, VerificationKeys trusted) {
        TokenDecrypter.Decryption decryption = decrypter.decrypt(token, dots);
        byte[] jws = decryption.jws();
        JoseHeader outer = decryption.header();
        if (jws == null || outer == null) {
            return requireNonNull(decryption.refusal());
        }
        VerificationResult result = verifyInside(jws, decryption.length(), trusted, outer);
        if (result instanceof Verified) {
            decrypter.remember(token, dots[0], outer);
        }
        // Whoever sent this must not learn how far it got (RFC 7516 section 11.5). Once the signature holds, an issuer
        // sent it.
        return result instanceof Rejected rejected
                        && !TOLD_ONCE_VERIFIED.contains(rejected.rejection().reason())
                ? new Rejected(rejected.rejection().toldAs(RejectionReason.DECRYPTION_FAILED))
                : result;
    }

    private VerificationResult verifyInside(byte[] jws, int length, VerificationKeys trusted, JoseHeader outer) {
        int first = Dots.find(jws, 0, length);
        int second = first < 0 ? -1 : Dots.find(jws, first + 1, length);
        int third = second < 0 ? -1 : Dots.find(jws, second + 1, length);
        if (second >= 0 && third < 0) {
            return verifySigned(jws, first, second, length, trusted, outer);
        }
        int fourth = third < 0 ? -1 : Dots.find(jws, third + 1, length);
        return fourth >= 0 && Dots.find(jws, fourth + 1, length) < 0
                ? outer.reject(RejectionReason.NESTING_NOT_ALLOWED, "a JWE is inside the JWE; expected a JWS")
                : outer.reject(RejectionReason.NOT_SIGNED, "expected a JWS inside the JWE; anybody can encrypt");
    }

    /** Verifies the three parts between two dots and an end. What costs least comes first, so that refusing costs little. */
    private VerificationResult verifySigned(
            byte[] token, int first, int second, int end, VerificationKeys trusted, @Nullable JoseHeader outer) {
        if (first > JoseHeader.MAX_ENCODED_LENGTH) {
            return HEADER_TOO_LONG;
        }
        JoseHeader header = knownHeaders.find(token, first);
        boolean known = header != null;
        if (header == null) {
            byte[] headerBytes = Base64Url.decode(token, 0, first);
            if (headerBytes == null) {
                return NOT_BASE64URL;
            }
            JoseHeader.Reading reading = JoseHeader.read(headerBytes);
            header = reading.header();
            if (header == null) {
                return requireNonNull(reading.rejected());
            }
            Rejected refused = checkHeader(header);
            if (refused != null) {
                return refused;
            }
        }
        String algorithm = header.parameters().algorithm();
        String keyId = header.parameters().keyId();
        VerificationKey key = trusted.find(keyId, algorithm);
        if (key == null) {
            if (keyId != null || trusted.retryAfter() != null) {
                trusted = keys.newerThan(trusted);
                key = trusted.find(keyId, algorithm);
            }
            if (key == null) {
                return withoutKey(header, trusted);
            }
        }
        if (!key.hasThumbprintsOf(header.json())) {
            return header.reject(RejectionReason.UNKNOWN_KEY, NO_KEY_FITS);
        }
        if (!key.accepts(algorithm)) {
            return header.reject(RejectionReason.ALGORITHM_NOT_ALLOWED, "the key of this kid is for another algorithm");
        }
        byte[] payload = key.decode(token, first + 1, second);
        if (payload == null) {
            return NOT_BASE64URL;
        }
        SignatureCheck.Verdict verdict = key.verify(token, second, second + 1, end);
        if (verdict == SignatureCheck.Verdict.NOT_BASE64URL) {
            return NOT_BASE64URL;
        } else if (verdict == SignatureCheck.Verdict.DOES_NOT_HOLD) {
            return header.reject(RejectionReason.SIGNATURE_INVALID, "the key of this kid did not make the signature");
        }
        if (!known) {
            knownHeaders.add(token, first, header);
        }
        return readClaims(header, payload, outer);
    }

    private static VerificationResult withoutKey(JoseHeader header, VerificationKeys trusted) {
        Duration retryAfter = trusted.retryAfter();
        if (retryAfter != null) {
            Rejected rejected = header.reject(
                    RejectionReason.KEYS_UNAVAILABLE,
                    "no keys could be fetched, or none recently enough (sealgate.keys.max-stale); earlier lines say why");
            return new Unavailable(rejected.rejection(), retryAfter);
        }
        return trusted.accepts(header.parameters().algorithm())
                ? header.reject(RejectionReason.UNKNOWN_KEY, NO_KEY_FITS)
                : header.reject(RejectionReason.ALGORITHM_NOT_ALLOWED, "alg is not among those of the configured keys");
    }

    /** What a JWS header must not say. */
    private static @Nullable Rejected checkHeader(JoseHeader header) {
        if (header.parameters().encryption() != null) {
            return header.reject(RejectionReason.MALFORMED_HEADER, "a JWS has no enc");
        }
        String contentType = header.parameters().contentType();
        if (contentType != null && TokenDecrypter.isNested(contentType)) {
            // RFC 7519 section 5.2: cty JWT stands for another token inside, and nothing may be nested in a signed one.
            return header.reject(RejectionReason.NESTING_NOT_ALLOWED, "cty says that the JWS holds another token");
        }
        return null;
    }

    private VerificationResult readClaims(JoseHeader header, byte[] payload, @Nullable JoseHeader outer) {
        JsonObject claims = knownLayouts.find(payload);
        if (claims == null) {
            JsonReader reader = new JsonReader(payload, JsonLimits.CLAIMS);
            JsonProblem problem = reader.read();
            if (problem != null) {
                return header.reject(
                        RejectionReason.MALFORMED_CLAIMS, "the claims set is refused: " + problem.description());
            }
            claims = reader.object();
            knownLayouts.learn(claims);
        }
        VerifiedToken token = VerifiedJws.of(header.parameters(), claims, outer != null);
        // RFC 7519 section 5.3: claims replicated in the header of a JWE must be those inside.
        if (outer != null && !agrees(outer.json(), claims)) {
            return new Verified(token)
                    .reject(
                            RejectionReason.HEADER_CLAIM_MISMATCH,
                            "a claim in the JWE header differs from the one inside");
        }
        return new Verified(token);
    }

    private static boolean agrees(JsonObject outer, JsonObject claims) {
        for (String name : outer.names()) {
            boolean replicated =
                    REPLICATED_CLAIMS.contains(name) || (!HEADER_PARAMETERS.contains(name) && claims.contains(name));
            if (replicated && !Objects.equals(outer.get(name), claims.get(name))) {
                return false;
            }
        }
        return true;
    }

    private static Rejected rejected(RejectionReason reason, String detail) {
        return new Rejected(Rejection.of(reason, detail));
    }
}
