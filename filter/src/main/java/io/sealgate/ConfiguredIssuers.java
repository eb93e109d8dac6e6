package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.jose.DecryptionKey;
import io.sealgate.jose.DecryptionKeys;
import io.sealgate.jose.UnverifiedOrigin;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among several issuers: for a signed token the one that it names, exactly; for an encrypted one the one whose key it is encrypted to. What a token says before it is verified leads to a
 * policy and no further: the policy verifies by its own keys, and asks for its own {@code iss}. Thread-safe.
 */
final class ConfiguredIssuers implements IssuerChoice {
    private final Map<String, IssuerPolicy> byName;
    private final Map<IssuerPolicy, LocalKeys> decrypting;
    private final int maxLength;
    private volatile Recipients recipients;
    private final @Nullable IssuerDirectory others;

    /**
     * @param byName the policies, by {@code iss}
     * @param decrypting the keys of those that can decrypt
     * @param maxLength the longest token accepted, in characters
     * @param others has the policies of issuers that are not among these; null if nobody has
     * @throws IllegalArgumentException if two decryption keys have one {@code kid}
     */
    ConfiguredIssuers(
            Map<String, IssuerPolicy> byName,
            Map<IssuerPolicy, LocalKeys> decrypting,
            int maxLength,
            @Nullable IssuerDirectory others) {
        this.byName = new HashMap<>(byName);
        this.decrypting = new HashMap<>(decrypting);
        this.maxLength = maxLength;
        this.others = others;
        this.recipients = Recipients.of(this.decrypting);
    }

    /** To be called after decryption keys were replaced. */
    void keysChanged() {
        recipients = Recipients.of(decrypting);
    }

    @Override
    public Choice choose(String token) {
        UnverifiedOrigin origin = UnverifiedOrigin.read(token, maxLength);
        Rejected refusal = origin.refusal();
        if (refusal != null) {
            return new Refusal(refusal);
        }
        ProtectedHeader encryption = origin.encryption();
        if (encryption != null) {
            return byEncryption(encryption);
        }
        String issuer = origin.issuer();
        IssuerPolicy policy = issuer == null ? null : byName.get(issuer);
        if (policy != null) {
            return policy;
        }
        return issuer != null && others != null
                ? others.find(issuer)
                : refused(
                        RejectionReason.ISSUER_NOT_ACCEPTED,
                        issuer == null
                                ? "expected an iss, by which to choose among the issuers"
                                : "no issuer of the configuration has this iss (which nothing proves so far)",
                        new TokenDescription(null, null, issuer, null));
    }

    private Choice byEncryption(ProtectedHeader header) {
        Recipients current = recipients;
        if (current.byKey().isEmpty()) {
            return refused(
                    RejectionReason.ENCRYPTION_NOT_EXPECTED,
                    "no issuer has a decryption key (mp.jwt.decrypt.key.location)",
                    header.describe());
        }
        KeyManagementAlgorithm algorithm =
                KeyManagementAlgorithm.of(header.algorithm()).orElse(null);
        if (algorithm == null || !current.keys().accepts(algorithm)) {
            return refused(
                    RejectionReason.ALGORITHM_NOT_ALLOWED,
                    "alg is not among those of any issuer's decryption keys",
                    header.describe());
        }
        DecryptionKey key = current.keys().find(header.keyId(), algorithm);
        return key == null
                ? refused(
                        RejectionReason.UNKNOWN_KEY,
                        "no issuer's decryption key, or no single one, fits kid and alg",
                        header.describe())
                : requireNonNull(current.byKey().get(key));
    }

    private static Refusal refused(RejectionReason reason, String detail, TokenDescription token) {
        return new Refusal(new Rejected(Rejection.of(reason, detail, token)));
    }

    /** The decryption keys of all issuers, and whose each is. */
    private record Recipients(DecryptionKeys keys, Map<DecryptionKey, IssuerPolicy> byKey) {
        static Recipients of(Map<IssuerPolicy, LocalKeys> decrypting) {
            Map<DecryptionKey, IssuerPolicy> byKey = new HashMap<>();
            decrypting.forEach((policy, keys) -> keys.decryptionKeys().keys().forEach(key -> byKey.put(key, policy)));
            return new Recipients(DecryptionKeys.of(byKey.keySet()), byKey);
        }
    }
}
