package io.sealgate;

import io.sealgate.config.ConfigProblem;
import io.sealgate.config.IssuerKeys;
import io.sealgate.config.KeyText;
import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.DecryptionKey;
import io.sealgate.jose.DecryptionKeys;
import io.sealgate.jose.KeyProblem;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.KeyReading;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.token.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the keys of one issuer and judges them together; collects every problem. */
final class KeyAssembly {
    private final PropertyNames properties;
    private final String decryptionProperty;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<VerificationKey> verificationKeys = new ArrayList<>();
    private final List<DecryptionKey> decryptionKeys = new ArrayList<>();

    KeyAssembly(IssuerKeys keys) {
        this.properties = keys.properties();
        SealgateConfig.Verification verification = keys.verification();
        Optional<SealgateConfig.Decryption> decryptions = keys.decryption();
        this.decryptionProperty = decryptions
                .flatMap(decryption -> decryption.keys().stream().findFirst())
                .map(KeyText::property)
                .orElse("");
        Set<SignatureAlgorithm> allowed = verification.algorithms();
        readAll(
                verification.publicKeys(),
                text -> text.entries().isEmpty()
                        ? KeyReader.readPublicKeys(text.text(), allowed)
                        : KeyReader.readPublicKeys(text.entries(), allowed),
                verificationKeys);
        readAll(verification.secrets(), text -> KeyReader.readSecrets(text.text(), allowed), verificationKeys);
        decryptions.ifPresent(decryption -> readAll(
                decryption.keys(),
                text -> text.entries().isEmpty()
                        ? KeyReader.readDecryptionKeys(text.text(), decryption.algorithms())
                        : KeyReader.readDecryptionKeys(text.entries(), decryption.algorithms()),
                decryptionKeys));
        checkTogether(
                verification, decryptions.map(SealgateConfig.Decryption::keys).orElse(List.of()));
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    /** What is wrong with the keys of several issuers that are each fine by themselves. */
    static List<ConfigProblem> problemsBetween(List<KeyAssembly> issuers) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<KeyAssembly> decrypting = issuers.stream()
                .filter(issuer -> !issuer.decryptionKeys.isEmpty())
                .toList();
        for (KeyAssembly one : decrypting) {
            for (KeyAssembly other : issuers) {
                if (other == one) {
                    continue;
                }
                if (issuers.indexOf(other) < issuers.indexOf(one) && one.cannotBeToldFrom(other)) {
                    problems.add(
                            new ConfigProblem(
                                    "SG-219",
                                    one.decryptionProperty,
                                    "A token does not tell whether it is encrypted to a key of this issuer or to one of "
                                            + other.decryptionProperty + ".",
                                    "Give each decryption key a \"kid\" of its own, and each issuer a decryption key of its own."));
                }
                if (one.decryptionKeys.stream().anyMatch(other::verifiesWith)) {
                    problems.add(new ConfigProblem(
                            "SG-217",
                            one.decryptionProperty,
                            "One key pair serves to encrypt, and another issuer signs with it.",
                            "Make a key pair for encryption alone (RFC 8725 section 3.12)."));
                }
            }
        }
        return problems;
    }

    /**
     * What is wrong with these keys beside others, which are fetched.
     *
     * @param fetched those that tokens of any issuer are verified with at this moment
     */
    List<ConfigProblem> problemsBeside(List<VerificationKey> fetched) {
        return decryptionKeys.stream().anyMatch(key -> fetched.stream().anyMatch(each -> each.isSameKeyAs(key)))
                ? List.of(new ConfigProblem(
                        "SG-217",
                        decryptionProperty,
                        "One key pair serves to encrypt, and an issuer whose keys are fetched signs with it.",
                        "Make a key pair for encryption alone (RFC 8725 section 3.12)."))
                : List.of();
    }

    /** Whether two keys have one {@code kid}, or none has one and both have an algorithm in common. */
    private boolean cannotBeToldFrom(KeyAssembly other) {
        return decryptionKeys.stream()
                .anyMatch(key -> other.decryptionKeys.stream()
                        .anyMatch(otherKey -> Objects.equals(key.keyId(), otherKey.keyId())
                                && (key.keyId() != null
                                        || !Collections.disjoint(key.algorithms(), otherKey.algorithms()))));
    }

    private boolean verifiesWith(DecryptionKey key) {
        return verificationKeys.stream().anyMatch(each -> each.isSameKeyAs(key));
    }

    /** To be called if there are no problems. */
    VerificationKeys verificationKeys(CryptoProvider provider) {
        return VerificationKeys.of(verificationKeys.stream()
                .map(key -> provider == CryptoProvider.DEFAULT ? key : key.verifiedBy(provider))
                .toList());
    }

    /** To be called if there are no problems. */
    DecryptionKeys decryptionKeys(CryptoProvider provider) {
        return DecryptionKeys.of(decryptionKeys).usedBy(provider);
    }

    private <K> void readAll(List<KeyText> texts, Function<KeyText, KeyReading<K>> reader, List<K> keys) {
        for (KeyText text : texts) {
            KeyReading<K> reading = reader.apply(text);
            keys.addAll(reading.keys());
            for (KeyProblem problem : reading.problems()) {
                problems.add(new ConfigProblem(
                        problem.code(),
                        text.property(),
                        properties.in(problem.cause()),
                        properties.in(problem.mend())));
            }
        }
    }

    private void checkTogether(SealgateConfig.Verification verification, List<KeyText> decryption) {
        boolean anyPublic =
                !verification.publicKeys().isEmpty() || verification.remote().isPresent();
        if (anyPublic && !verification.secrets().isEmpty()) {
            problems.add(
                    new ConfigProblem(
                            "SG-216",
                            verification.secrets().get(0).property(),
                            "Both public keys and HMAC secrets are configured for one issuer.",
                            "Keep the kind that your authorization server signs with; mixing them invites algorithm confusion (RFC 8725 section 2.1)."));
        }
        if (hasDuplicates(verificationKeys, VerificationKey::keyId)) {
            problems.add(duplicate(
                    verification.publicKeys().isEmpty() ? verification.secrets() : verification.publicKeys()));
        }
        if (hasDuplicates(decryptionKeys, DecryptionKey::keyId)) {
            problems.add(duplicate(decryption));
        }
        if (decryptionKeys.stream().anyMatch(this::verifiesWith)) {
            problems.add(new ConfigProblem(
                    "SG-217",
                    decryption.get(0).property(),
                    "One key pair serves to sign and to encrypt.",
                    "Make a key pair for encryption alone (RFC 8725 section 3.12)."));
        }
    }

    private static ConfigProblem duplicate(List<KeyText> texts) {
        return new ConfigProblem(
                "SG-214", texts.get(0).property(), "Two keys have one \"kid\".", "Give each key a \"kid\" of its own.");
    }

    private static <K> boolean hasDuplicates(List<K> keys, Function<K, @Nullable String> keyId) {
        Set<String> seen = new HashSet<>();
        for (K key : keys) {
            String id = keyId.apply(key);
            if (id != null && !seen.add(id)) {
                return true;
            }
        }
        return false;
    }
}
