package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Verification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What could be read of one issuer's keys, whether or not the rest of the configuration can be used.
 *
 * @param properties what the properties of this issuer are called
 * @param verification with problems: what is missing here has been reported already, and only the texts that are here are worth checking; where the
 *     algorithms could not be made out, there are neither algorithms nor secrets (which may depend on them)
 * @param decryption as {@code verification}; with problems, empty also where the algorithms could not be made out
 */
public record IssuerKeys(PropertyNames properties, Verification verification, Optional<Decryption> decryption) {
    public IssuerKeys {
        requireNonNull(properties, "properties");
        requireNonNull(verification, "verification");
        requireNonNull(decryption, "decryption");
    }

    /** The keys of a policy. */
    public static IssuerKeys of(SealgateConfig.Issuer issuer) {
        return new IssuerKeys(issuer.properties(), issuer.verification(), issuer.decryption());
    }

    /** Where the keys came from that may change. */
    public List<KeyOrigin> origins() {
        return Stream.of(
                        verification.publicKeys(),
                        verification.secrets(),
                        decryption.map(Decryption::keys).orElse(List.of()))
                .flatMap(List::stream)
                .flatMap(text -> text.origin().stream())
                .toList();
    }

    /**
     * The same, read again from where they came from.
     *
     * @throws InvalidConfigurationException if they cannot be read; lists every problem of one of them
     */
    public IssuerKeys readAgain() {
        return new IssuerKeys(
                properties,
                new Verification(
                        readAgain(verification.publicKeys()),
                        readAgain(verification.secrets()),
                        verification.algorithms(),
                        verification.remote()),
                decryption.map(each -> new Decryption(
                        readAgain(each.keys()), each.algorithms(), each.contentEncryption(), each.required())));
    }

    private static List<KeyText> readAgain(List<KeyText> texts) {
        return texts.stream()
                .map(text -> text.origin().map(KeyOrigin::readAgain).orElse(text))
                .toList();
    }
}
