package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Verification;
import java.util.Optional;

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
}
