package io.sealgate.claims;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;

/**
 * Asks that the caller has a role, found where {@code sealgate.roles.from} says.
 *
 * @param role compared exactly
 */
public record RoleRequirement(String role) implements Requirement {
    /** For the operator who sees the role in the token, in a claim that is not looked at. */
    static final String ORIGIN = " (of the claims that sealgate.roles.from names, groups by default)";

    /**
     * @throws IllegalArgumentException if the role is blank
     */
    public RoleRequirement {
        if (requireNonNull(role, "role").isBlank()) {
            throw new IllegalArgumentException("The name of the role is blank");
        }
    }

    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        return caller.roles().contains(role);
    }

    @Override
    public RejectionReason reason() {
        return RejectionReason.ROLE_REQUIRED;
    }

    @Override
    public String expectation() {
        return "expected " + this + ORIGIN;
    }

    @Override
    public String toString() {
        return "role " + role;
    }
}
