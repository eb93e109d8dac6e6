package io.sealgate.cdi;

import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.ReportOnlyRequirement;
import io.sealgate.claims.Requirement;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Rule;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the annotations on classes and methods ask for, each read once and kept as long as the class lives: an application's start asks for the rules of each method several times, and those on a class
 * count for each of its methods. What is bound to the call differs with the call, and is read each time. Thread-safe.
 */
final class ElementRequirements {
    private static final ClassValue<Map<AnnotatedElement, Declared>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<AnnotatedElement, Declared> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** What a class asks of every call, with all that it inherits from; empty where that differs with the call. */
    private static final ClassValue<Optional<Declared>> KNOWN_OF_CLASS = new ClassValue<>() {
        @Override
        protected Optional<Declared> computeValue(Class<?> type) {
            Declared declared = readClass(type, CallShape.UNKNOWN);
            return declared.isBound() ? Optional.empty() : Optional.of(declared);
        }
    };

    private static final ClassValue<Boolean> ON_METHODS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            for (Method method : type.getDeclaredMethods()) {
                if (RequirementAnnotations.areOn(method)) {
                    return true;
                }
            }
            return false;
        }
    };

    /** What depends on the call. */
    private static final Set<Match> BOUND =
            EnumSet.of(Match.EQUALS_PATH, Match.EQUALS_QUERY, Match.EQUALS_HEADER, Match.EQUALS_ARGUMENT);

    private ElementRequirements() {}

    /** Whether a class itself, or one of the methods that it declares, carries an annotation, valid or not. */
    static boolean areIn(Class<?> type) {
        return RequirementAnnotations.areOn(type) || areOnMethodsOf(type);
    }

    /** Whether one of the methods that a class declares carries an annotation, valid or not. */
    static boolean areOnMethodsOf(Class<?> type) {
        return ON_METHODS.get(type);
    }

    /** What annotations ask for, in their order, and the same for people. */
    record Declared(List<Requirement> requirements, List<Rule> rules) {
        Declared {
            requirements = List.copyOf(requirements);
            rules = List.copyOf(rules);
        }

        private boolean isBound() {
            for (Requirement requirement : requirements) {
                if (compares(requirement, BOUND)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * What the annotations that a class or method itself carries ask for.
     *
     * @param shape the calls for which they are read
     * @throws IllegalArgumentException if one of them is not valid
     */
    static Declared on(AnnotatedElement element, CallShape shape) {
        Map<AnnotatedElement, Declared> ofClass = KNOWN.get(declaring(element));
        Declared known = ofClass.get(element);
        if (known == null) {
            known = read(element, element instanceof Method method ? shape.annotatedOn(method) : shape);
            if (!known.isBound()) {
                ofClass.put(element, known);
            }
        }
        return known;
    }

    private static Declared read(AnnotatedElement element, CallShape shape) {
        List<Requirement> requirements = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (Annotation annotation : RequirementAnnotations.on(element)) {
            String from = "@" + annotation.annotationType().getSimpleName() + " on "
                    + RequirementAnnotations.describe(element);
            for (Requirement requirement : RequirementAnnotations.toRequirements(annotation, element, shape)) {
                SlashedClaims.warn(requirement, from, declaring(element));
                requirements.add(requirement);
                rules.add(new Rule(
                        Access.GUARDED,
                        requirement.toString(),
                        from,
                        DeclaredRequirements.scopes(requirement),
                        requirement.reportOnly()));
            }
        }
        return new Declared(requirements, rules);
    }

    /**
     * What a class asks of every call, with all that it inherits from.
     *
     * @param shape the calls for which it is read
     * @throws IllegalArgumentException if an annotation is not valid
     */
    static Declared onClass(Class<?> type, CallShape shape) {
        Optional<Declared> known = KNOWN_OF_CLASS.get(type);
        return known.isPresent() ? known.get() : readClass(type, shape);
    }

    private static Declared readClass(Class<?> type, CallShape shape) {
        List<Requirement> requirements = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (Class<?> each : Lineage.of(type).types()) {
            Declared declared = on(each, shape);
            requirements.addAll(declared.requirements());
            rules.addAll(declared.rules());
        }
        return new Declared(requirements, rules);
    }

    private static Class<?> declaring(AnnotatedElement element) {
        return element instanceof Method method ? method.getDeclaringClass() : (Class<?>) element;
    }

    /** Whether a requirement, or one within it, compares in one of these ways. Asked of what was made of an annotation, as each question to that is a call by reflection. */
    static boolean compares(Requirement requirement, Set<Match> ways) {
        if (requirement instanceof AnyOfRequirement group) {
            for (Requirement alternative : group.alternatives()) {
                if (compares(alternative, ways)) {
                    return true;
                }
            }
        } else if (requirement instanceof ReportOnlyRequirement reported) {
            return compares(reported.rule(), ways);
        }
        return requirement instanceof ClaimRequirement claim && ways.contains(claim.match());
    }
}
