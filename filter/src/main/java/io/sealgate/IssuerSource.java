package io.sealgate;

import io.sealgate.config.SealgateConfig.Issuer;
import java.util.Optional;

/**
 * Where the policies of issuers come from that no configuration names: the tenants in a database, say. Asked where {@code sealgate.issuers.source} is {@code true}, for the {@code iss} that a token names
 * and the configuration does not. A CDI bean of this type is found, and so is a service ({@link java.util.ServiceLoader}); in code it is handed to {@link Sealgate}.
 *
 * <p>Whoever answers says whom the application trusts. The {@code iss} was written by anybody: it is good for comparing, as a parameter of a query, and for nothing else; above all no URL to fetch
 * keys from may be made of it.
 *
 * <p>Answers are kept, {@code sealgate.issuers.max-age} long, also those that say that there is no such issuer, and eight calls run at once at the most, each on the thread of a request. So an
 * implementation must be thread-safe, has to bound its own time, and need not cache.
 */
@FunctionalInterface
public interface IssuerSource {
    /**
     * Finds the policy for the tokens of one issuer.
     *
     * @param issuer the {@code iss} of a token, of which nothing is verified; up to 1,024 bytes, any characters
     * @return a policy whose {@link Issuer#name()} is exactly this, and which has no decryption key, for an encrypted token does not tell whose it is; empty if no such issuer is trusted: tokens are then
     *     refused. As long as it is equal to the one before, the tokens that were verified stay so. Each policy whose keys are fetched has threads of its own, so thousands should come with their keys
     * @throws Exception if it cannot be told at the moment: a token of an issuer that is not known is then answered with 503 and {@code Retry-After}, and one that is serves on for a while
     */
    Optional<Issuer> find(String issuer) throws Exception;
}
