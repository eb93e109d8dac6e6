package io.sealgate.cdi.rest;

import io.sealgate.cdi.DeclaredRequirements;
import io.sealgate.cdi.Lineage;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Rule;
import io.sealgate.token.AuthenticationResult;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code @RolesAllowed}, {@code @DenyAll} or {@code @PermitAll} says of a class or method. */
sealed interface RoleRule {

    AuthorizationDecision decide(@Nullable AuthenticationResult authentication);

    /** {@code @DenyAll}. */
    enum Nobody implements RoleRule {
        INSTANCE;

        @Override
        public AuthorizationDecision decide(@Nullable AuthenticationResult authentication) {
            return ClaimAuthorizer.denyAll(authentication);
        }
    }

    /** {@code @PermitAll}. */
    enum Everybody implements RoleRule {
        INSTANCE;

        @Override
        public AuthorizationDecision decide(@Nullable AuthenticationResult authentication) {
            return AuthorizationDecision.Granted.INSTANCE;
        }
    }

    /** {@code @RolesAllowed}: one of the roles suffices. */
    record AnyOf(Set<String> roles) implements RoleRule {
        @Override
        public AuthorizationDecision decide(@Nullable AuthenticationResult authentication) {
            return ClaimAuthorizer.requireAnyRole(authentication, roles);
        }
    }

    /**
     * The rules for a resource method, all of which must hold. What a method says counts more than what a class says (Jakarta Annotations 2.1 section
     * 2.1), the nearest declaration more than what it overrides, and a class more than an interface; interfaces add up. If a class inherits the
     * method, its own annotation and that of the class which declares the method both count: implementations disagree on which
     * it is.
     */
    static List<RoleRule> of(Method method, Class<?> resourceClass) {
        return declaredFor(method, resourceClass).stream()
                .map(Declared::rule)
                .distinct()
                .toList();
    }

    /** As {@link #of}, with where each rule stands. */
    static List<Declared> declaredFor(Method method, Class<?> resourceClass) {
        List<Declared> ofMethod = nearest(Lineage.of(resourceClass).declarationsOf(method));
        if (!ofMethod.isEmpty()) {
            return ofMethod;
        }
        List<Declared> ofClass = OfClass.KNOWN.get(resourceClass);
        Class<?> declaring = method.getDeclaringClass();
        if (declaring == resourceClass || declaring.isInterface()) {
            return ofClass;
        }
        List<Declared> ofBoth = new ArrayList<>(ofClass);
        ofBoth.addAll(OfClass.KNOWN.get(declaring));
        return List.copyOf(ofBoth);
    }

    /** What a class says, for each of its methods that says nothing. */
    final class OfClass {
        private static final ClassValue<List<Declared>> KNOWN = new ClassValue<>() {
            @Override
            protected List<Declared> computeValue(Class<?> type) {
                return List.copyOf(nearest(Lineage.of(type).types()));
            }
        };

        private OfClass() {}
    }

    /**
     * @param elements classes or methods, from near to far, those of interfaces last
     */
    private static List<Declared> nearest(List<? extends AnnotatedElement> elements) {
        List<Declared> ofInterfaces = new ArrayList<>();
        for (AnnotatedElement element : elements) {
            List<Declared> rules = on(element);
            Class<?> owner = element instanceof Method method ? method.getDeclaringClass() : (Class<?>) element;
            if (owner.isInterface()) {
                ofInterfaces.addAll(rules);
            } else if (!rules.isEmpty()) {
                return rules;
            }
        }
        return ofInterfaces;
    }

    /**
     * @throws IllegalArgumentException if the element says several things, which Jakarta Annotations forbids
     */
    private static List<Declared> on(AnnotatedElement element) {
        List<Declared> rules = new ArrayList<>(1);
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (annotation instanceof DenyAll) {
                rules.add(new Declared(Nobody.INSTANCE, element));
            } else if (annotation instanceof RolesAllowed allowed) {
                rules.add(new Declared(new AnyOf(Set.copyOf(Arrays.asList(allowed.value()))), element));
            } else if (annotation instanceof PermitAll) {
                rules.add(new Declared(Everybody.INSTANCE, element));
            }
        }
        if (rules.size() > 1) {
            throw new IllegalArgumentException(DeclaredRequirements.name(element)
                    + " has more than one of @DenyAll, @RolesAllowed and @PermitAll, so it cannot be told who may call."
                    + " Keep one of them.");
        }
        return rules;
    }

    /** A rule, and the class or method that says so. */
    record Declared(RoleRule rule, AnnotatedElement element) {

        /** For the endpoint map. */
        Rule describe() {
            String on = " on " + DeclaredRequirements.name(element);
            if (rule instanceof AnyOf anyOf) {
                return new Rule(Access.GUARDED, "role any of " + new TreeSet<>(anyOf.roles()), "@RolesAllowed" + on);
            }
            return rule == Nobody.INSTANCE
                    ? new Rule(Access.DENIED, "nobody", "@DenyAll" + on)
                    : new Rule(Access.PERMITTED, "nothing", "@PermitAll" + on);
        }
    }
}
