package io.sealgate.config;

import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads lists of algorithms, and tells those who meant another algorithm or another property what to write. */
final class AlgorithmParser {
    private final Settings settings;
    private final Findings findings;

    AlgorithmParser(Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /** Those of {@link SealgateProperty#ALGORITHMS}. */
    Set<SignatureAlgorithm> signature() {
        return parse(
                SealgateProperty.ALGORITHMS,
                Arrays.asList(SignatureAlgorithm.values()),
                SignatureAlgorithm::identifier);
    }

    /** Those of {@link SealgateProperty#PUBLIC_KEY_ALGORITHM}. A public key that were taken for an HMAC secret would let anyone sign. */
    Set<SignatureAlgorithm> publicKeySignature() {
        return parse(
                SealgateProperty.PUBLIC_KEY_ALGORITHM,
                Arrays.stream(SignatureAlgorithm.values())
                        .filter(algorithm -> algorithm.family() != SignatureAlgorithm.Family.HMAC)
                        .toList(),
                SignatureAlgorithm::identifier);
    }

    Set<KeyManagementAlgorithm> keyManagement() {
        return parse(
                SealgateProperty.DECRYPT_KEY_ALGORITHM,
                Arrays.asList(KeyManagementAlgorithm.values()),
                KeyManagementAlgorithm::identifier);
    }

    Set<ContentEncryptionAlgorithm> contentEncryption() {
        return parse(
                SealgateProperty.CONTENT_ENCRYPTION,
                Arrays.asList(ContentEncryptionAlgorithm.values()),
                ContentEncryptionAlgorithm::identifier);
    }

    private <A> Set<A> parse(SealgateProperty property, List<A> accepted, Function<A, String> identifier) {
        List<String> identifiers = accepted.stream().map(identifier).toList();
        List<String> written = settings.list(property);
        for (String name : written) {
            if (!identifiers.contains(name)) {
                report(property, name, identifiers);
            }
        }
        return accepted.stream()
                .filter(algorithm -> written.contains(identifier.apply(algorithm)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void report(SealgateProperty property, String name, List<String> identifiers) {
        String upper = name.toUpperCase(Locale.ROOT);
        Optional<SealgateProperty> home = home(name);
        String instead = "Write " + String.join(", ", identifiers) + " or several of these.";
        if (upper.equals("NONE") && identifiers.contains("RS256")) {
            findings.add(
                    ProblemCode.WEAK_ALGORITHM,
                    property,
                    "\"none\" stands for tokens without a signature, which anyone can make.",
                    "Write the algorithm that your authorization server signs with, such as RS256 or ES256.");
        } else if (upper.equals("RSA1_5")) {
            findings.add(
                    ProblemCode.WEAK_ALGORITHM,
                    property,
                    "RSA1_5 lets attackers decrypt by asking often (RFC 8725 section 3.2), so Sealgate never accepts it.",
                    "Let your authorization server encrypt with RSA-OAEP-256, and write that.");
        } else if (upper.startsWith("PBES2")) {
            findings.add(
                    ProblemCode.WEAK_ALGORITHM,
                    property,
                    "PBES2 lets a token demand any amount of work, and passwords can be guessed, so Sealgate never accepts it.",
                    "Let your authorization server encrypt with RSA-OAEP-256 or ECDH-ES+A256KW, and write that.");
        } else if (property == SealgateProperty.PUBLIC_KEY_ALGORITHM && isHmac(name)) {
            findings.add(
                    ProblemCode.SECRET_ALGORITHM_FOR_PUBLIC_KEY,
                    property,
                    name + " takes a shared secret; with a public key as its secret, anyone could sign tokens.",
                    "Write the algorithm of your public key, such as RS256 or ES256; for shared secrets set "
                            + SealgateProperty.SECRET_LOCATION + " and " + SealgateProperty.ALGORITHMS + ".");
        } else if (home.isPresent()) {
            findings.add(
                    ProblemCode.MISPLACED_ALGORITHM,
                    property,
                    name + " is not an algorithm for this purpose.",
                    "Move it to " + home.get() + ".");
        } else {
            findings.add(
                    ProblemCode.UNKNOWN_ALGORITHM,
                    property,
                    "There is no algorithm " + Findings.quote(name) + " here.",
                    NearestName.among(identifiers, name)
                            .map(nearest -> "Did you mean " + nearest + "? " + instead)
                            .orElse(instead));
        }
    }

    private static boolean isHmac(String name) {
        return SignatureAlgorithm.of(name)
                .filter(algorithm -> algorithm.family() == SignatureAlgorithm.Family.HMAC)
                .isPresent();
    }

    private static Optional<SealgateProperty> home(String name) {
        if (SignatureAlgorithm.of(name).isPresent()) {
            return Optional.of(SealgateProperty.ALGORITHMS);
        }
        if (KeyManagementAlgorithm.of(name).isPresent()) {
            return Optional.of(SealgateProperty.DECRYPT_KEY_ALGORITHM);
        }
        return ContentEncryptionAlgorithm.of(name).map(algorithm -> SealgateProperty.CONTENT_ENCRYPTION);
    }
}
