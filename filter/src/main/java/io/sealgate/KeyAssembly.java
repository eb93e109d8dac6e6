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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Parses the keys of one issuer and judges them together; collects every problem. */
final class KeyAssembly {
    private final PropertyNames properties;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<VerificationKey> verificationKeys = new ArrayList<>();
    private final List<DecryptionKey> decryptionKeys = new ArrayList<>();

    KeyAssembly(IssuerKeys keys) {
        this.properties = keys.properties();
        SealgateConfig.Verification verification = keys.verification();
        Optional<SealgateConfig.Decryption> decryptions = keys.decryption();
        Set<SignatureAlgorithm> allowed = verification.algorithms();
        readAll(verification.publicKeys(), text -> KeyReader.readPublicKeys(text, allowed), verificationKeys);
        readAll(verification.secrets(), text -> KeyReader.readSecrets(text, allowed), verificationKeys);
        decryptions.ifPresent(decryption -> readAll(
                decryption.keys(),
                text -> KeyReader.readDecryptionKeys(text, decryption.algorithms()),
                decryptionKeys));
        checkTogether(
                verification, decryptions.map(SealgateConfig.Decryption::keys).orElse(List.of()));
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    /** To be called if there are no problems. */
    VerificationKeys verificationKeys(CryptoProvider provider) {
        return VerificationKeys.of(verificationKeys.stream()
                .map(key -> provider == CryptoProvider.DEFAULT ? key : key.verifiedBy(provider))
                .toList());
    }

    /** To be called if there are no problems. */
    DecryptionKeys decryptionKeys() {
        return DecryptionKeys.of(decryptionKeys);
    }

    private <K> void readAll(List<KeyText> texts, Function<String, KeyReading<K>> reader, List<K> keys) {
        for (KeyText text : texts) {
            KeyReading<K> reading = reader.apply(text.text());
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
        Predicate<DecryptionKey> alsoVerifies =
                key -> verificationKeys.stream().anyMatch(other -> other.isSameKeyAs(key));
        if (decryptionKeys.stream().anyMatch(alsoVerifies)) {
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
