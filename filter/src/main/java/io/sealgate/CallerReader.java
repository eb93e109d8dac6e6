package io.sealgate;

import static java.util.Objects.requireNonNull;

import io.sealgate.config.SealgateConfig.RoleNames;
import io.sealgate.json.JsonPointer;
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
import org.jspecify.annotations.Nullable;

/** Reads from a validated token who calls: the name and the roles. */
final class CallerReader {
    private final List<RoleSource> rolesFrom;
    private final RoleNames roleNames;
    private final List<String> principalFrom;

    /**
     * A claim with roles.
     *
     * @param isScope whether a string in it is a list of words (RFC 8693 section 4.2); in any other claim a string is one role
     */
    private record RoleSource(JsonPointer claim, boolean isScope) {
        static RoleSource of(String written) {
            return new RoleSource(JsonPointer.toClaim(written), written.equals(ClaimNames.SCOPE));
        }
    }

    /**
     * @param rolesFrom claims, by name or JSON Pointer
     * @param roleNames what the roles in them are called
     * @param principalFrom claims, by name
     */
    CallerReader(List<String> rolesFrom, RoleNames roleNames, List<String> principalFrom) {
        this.rolesFrom = rolesFrom.stream().map(RoleSource::of).toList();
        this.roleNames = requireNonNull(roleNames, "roleNames");
        this.principalFrom = List.copyOf(principalFrom);
    }

    TokenPrincipal read(VerifiedToken token) {
        ClaimsSet claims = token.claims();
        return new Caller(
                name(claims),
                claims.string(ClaimNames.ISSUER),
                claims.string(ClaimNames.SUBJECT),
                roles(claims),
                token);
    }

    private String name(ClaimsSet claims) {
        for (String claim : principalFrom) {
            String name = claims.string(claim).orElse("");
            if (!name.isEmpty()) {
                return name;
            }
        }
        throw new IllegalStateException("The claim rules let a token without a caller pass");
    }

    private Set<String> roles(ClaimsSet claims) {
        Set<String> roles = new LinkedHashSet<>();
        for (RoleSource source : rolesFrom) {
            Object value = claims.find(source.claim).get();
            if (value instanceof String string) {
                for (String role : source.isScope ? string.split(" ", -1) : new String[] {string}) {
                    add(roles, role);
                }
            } else if (value instanceof List<?> list) {
                list.stream().filter(String.class::isInstance).forEach(role -> add(roles, (String) role));
            }
        }
        return Collections.unmodifiableSet(roles);
    }

    private void add(Set<String> roles, String role) {
        if (!role.isEmpty()) {
            roles.add(roleNames.of(role));
        }
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
