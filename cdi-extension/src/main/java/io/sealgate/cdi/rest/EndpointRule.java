package io.sealgate.cdi.rest;

import io.sealgate.cdi.RequirementReader;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.Call;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.claims.Requirement;
import io.sealgate.token.AuthenticationResult;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a resource method asks of its callers. Immutable.
 *
 * @param roles all of which must hold
 * @param claims all of which must hold
 */
record EndpointRule(List<RoleRule> roles, List<Requirement> claims) {
    private static final RequirementReader REQUIREMENTS = new RequirementReader();

    EndpointRule {
        roles = List.copyOf(roles);
        claims = List.copyOf(claims);
    }

    /**
     * @throws IllegalArgumentException if an annotation is not valid
     */
    static EndpointRule of(Method method, Class<?> resourceClass) {
        return new EndpointRule(RoleRule.of(method, resourceClass), REQUIREMENTS.read(method, resourceClass));
    }

    /** What every call of a class asks, whatever the method. */
    static EndpointRule ofClass(Class<?> type) {
        return new EndpointRule(List.of(), REQUIREMENTS.readClass(type));
    }

    EndpointRule and(EndpointRule other) {
        Set<Requirement> union = new LinkedHashSet<>(claims);
        union.addAll(other.claims);
        Set<RoleRule> rules = new LinkedHashSet<>(roles);
        rules.addAll(other.roles);
        return new EndpointRule(List.copyOf(rules), List.copyOf(union));
    }

    /** Whether anybody may call, with or without a token. */
    boolean isOpen() {
        return claims.isEmpty() && roles.stream().allMatch(RoleRule.Everybody.INSTANCE::equals);
    }

    /** Whether it says so in as many words: {@code @PermitAll}. */
    boolean isDeclaredOpen() {
        return isOpen() && !roles.isEmpty();
    }

    /**
     * @param authentication null where no filter has seen the request, which denies unless the rule is open
     */
    AuthorizationDecision decide(@Nullable AuthenticationResult authentication, Call call) {
        for (RoleRule rule : roles) {
            if (rule.decide(authentication) instanceof Denied denied) {
                return denied;
            }
        }
        return claims.isEmpty() ? Granted.INSTANCE : ClaimAuthorizer.requireAll(authentication, claims, call);
    }
}
