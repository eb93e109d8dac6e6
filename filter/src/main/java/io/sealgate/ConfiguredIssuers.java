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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses among several issuers: for a signed token the one that it names, exactly; for an encrypted one the one whose key it is encrypted to. What a token says before it is verified leads to a
 * policy and no further: the policy verifies by its own keys, and asks for its own {@code iss}. Immutable and thread-safe.
 */
final class ConfiguredIssuers implements IssuerChoice {
    private final Map<String, IssuerPolicy> byName;
    private final Map<DecryptionKey, IssuerPolicy> byKey = new HashMap<>();
    private final DecryptionKeys decryptionKeys;
    private final int maxLength;

    /**
     * @param byName the policies, by {@code iss}
     * @param decryptionKeys the keys of those that can decrypt
     * @param maxLength the longest token accepted, in characters
     * @throws IllegalArgumentException if two decryption keys have one {@code kid}
     */
    ConfiguredIssuers(
            Map<String, IssuerPolicy> byName, Map<IssuerPolicy, DecryptionKeys> decryptionKeys, int maxLength) {
        this.byName = new HashMap<>(byName);
        List<DecryptionKey> all = new ArrayList<>();
        decryptionKeys.forEach((policy, keys) -> {
            all.addAll(keys.keys());
            keys.keys().forEach(key -> byKey.put(key, policy));
        });
        this.decryptionKeys = DecryptionKeys.of(all);
        this.maxLength = maxLength;
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
        return policy != null
                ? policy
                : refused(
                        RejectionReason.ISSUER_NOT_ACCEPTED,
                        issuer == null
                                ? "expected an iss, by which to choose among the issuers"
                                : "no issuer of the configuration has this iss (which nothing proves so far)",
                        new TokenDescription(null, null, issuer, null));
    }

    private Choice byEncryption(ProtectedHeader header) {
        if (byKey.isEmpty()) {
            return refused(
                    RejectionReason.ENCRYPTION_NOT_EXPECTED,
                    "no issuer has a decryption key (mp.jwt.decrypt.key.location)",
                    header.describe());
        }
        KeyManagementAlgorithm algorithm =
                KeyManagementAlgorithm.of(header.algorithm()).orElse(null);
        if (algorithm == null || !decryptionKeys.accepts(algorithm)) {
            return refused(
                    RejectionReason.ALGORITHM_NOT_ALLOWED,
                    "alg is not among those of any issuer's decryption keys",
                    header.describe());
        }
        DecryptionKey key = decryptionKeys.find(header.keyId(), algorithm);
        return key == null
                ? refused(
                        RejectionReason.UNKNOWN_KEY,
                        "no issuer's decryption key, or no single one, fits kid and alg",
                        header.describe())
                : requireNonNull(byKey.get(key));
    }

    private static Refusal refused(RejectionReason reason, String detail, TokenDescription token) {
        return new Refusal(new Rejected(new Rejection(reason, detail, token)));
    }
}
