package io.sealgate;

import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import io.sealgate.token.TokenPrincipal;
import io.sealgate.token.VerifiedToken;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a validated token who calls: the name and the roles. */
final class CallerReader {
    private final List<String> rolesFrom;

    /**
     * @param rolesFrom claims, by name or JSON Pointer
     */
    CallerReader(List<String> rolesFrom) {
        this.rolesFrom = List.copyOf(rolesFrom);
    }

    TokenPrincipal read(VerifiedToken token) {
        ClaimsSet claims = token.claims();
        String name = Stream.of(ClaimNames.USER_PRINCIPAL_NAME, ClaimNames.PREFERRED_USERNAME, ClaimNames.SUBJECT)
                .flatMap(claim -> claims.string(claim).stream())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The claim rules let a token without a caller pass"));
        return new Caller(
                name, claims.string(ClaimNames.ISSUER), claims.string(ClaimNames.SUBJECT), roles(claims), token);
    }

    private Set<String> roles(ClaimsSet claims) {
        Set<String> roles = new LinkedHashSet<>();
        for (String source : rolesFrom) {
            Object value = source.startsWith("/") ? claims.at(source) : claims.get(source);
            if (value instanceof String string) {
                // A scope is a list in one string (RFC 8693 section 4.2); any other string is one role.
                Collections.addAll(
                        roles, source.equals(ClaimNames.SCOPE) ? string.split(" ", -1) : new String[] {string});
            } else if (value instanceof List<?> list) {
                list.stream().filter(String.class::isInstance).forEach(role -> roles.add((String) role));
            }
        }
        roles.remove("");
        return Collections.unmodifiableSet(roles);
    }

    /** The one implementation of {@link TokenPrincipal}. */
    private record Caller(
            String name, Optional<String> issuer, Optional<String> subject, Set<String> roles, VerifiedToken token)
            implements TokenPrincipal {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            // Without a subject the name is all there is to tell callers of one issuer apart.
            return other instanceof Caller caller
                    && issuer.equals(caller.issuer)
                    && subject.equals(caller.subject)
                    && (subject.isPresent() || name.equals(caller.name));
        }

        @Override
        public int hashCode() {
            return Objects.hash(issuer, subject);
        }

        /** What may be logged; the name is a claim and is left out. */
        @Override
        public String toString() {
            return "TokenPrincipal[" + token.description() + "]";
        }
    }
}
