package io.sealgate.token;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * The caller that a validated token names. Two principals are equal if issuer and subject are; the name is for display and for
 * {@code isCallerInRole}-like look-ups and is unique within one issuer at best.
 *
 * <p>Immutable and thread-safe. An interface so that CDI can proxy it; Sealgate alone implements it.
 */
public interface TokenPrincipal extends Principal {

    /** The first of the claims that {@code sealgate.principal.from} lists that holds a text: by default {@code upn}, {@code preferred_username} or {@code sub} (MicroProfile JWT 2.1). */
    @Override
    String getName();

    /** The {@code iss} claim; empty where the configuration accepts tokens without one. */
    Optional<String> issuer();

    /** The {@code sub} claim; empty where the token has none. */
    Optional<String> subject();

    /** The roles that the configuration finds in the token, by the names that it gives them; unmodifiable, in the order of the token, may be empty. */
    Set<String> roles();

    VerifiedToken token();

    default ClaimsSet claims() {
        return token().claims();
    }
}
