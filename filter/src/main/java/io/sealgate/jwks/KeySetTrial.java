package io.sealgate.jwks;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.PropertyNames;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.VerificationKey;
import io.sealgate.token.SignatureAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What came of fetching the keys of an issuer once, as it is done while an application runs. Everything may be shown on one line.
 *
 * @param location where they are; empty if they could not be fetched
 * @param keys what they are called and for which algorithms they are
 * @param leftOut a sentence for each key that cannot serve
 * @param failure why they could not be fetched, or not be trusted; empty if they could
 */
public record KeySetTrial(Optional<URI> location, List<String> keys, List<String> leftOut, Optional<String> failure) {
    public KeySetTrial {
        requireNonNull(location, "location");
        keys = List.copyOf(keys);
        leftOut = List.copyOf(leftOut);
        requireNonNull(failure, "failure");
    }

    /**
     * Fetches them, which takes as long as the policy's timeout allows, with discovery two or three times that.
     *
     * @param issuer the {@code iss} whose keys they are
     * @param properties what the properties are called that speak of this issuer
     * @param algorithms the algorithms that the configuration allows; empty: each key's own, RS256 for RSA
     * @param decryptsHere whether a key is the public half of one that the application decrypts with
     */
    public static KeySetTrial run(
            String issuer,
            PropertyNames properties,
            RemoteKeys policy,
            Set<SignatureAlgorithm> algorithms,
            Predicate<VerificationKey> decryptsHere) {
        try {
            KeySetFetcher.Fetched fetched = new KeySetFetcher(
                            issuer, policy, algorithms, CryptoProvider.DEFAULT, decryptsHere, System::nanoTime)
                    .fetch();
            return new KeySetTrial(
                    Optional.of(fetched.location()),
                    fetched.keys().keys().stream()
                            .map(key -> FetchFailedException.printable(key.toString()))
                            .toList(),
                    fetched.leftOut(),
                    Optional.empty());
        } catch (FetchFailedException e) {
            return failed(properties.in(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("Fetching them was interrupted.");
        }
    }

    private static KeySetTrial failed(String cause) {
        return new KeySetTrial(Optional.empty(), List.of(), List.of(), Optional.of(cause));
    }
}
