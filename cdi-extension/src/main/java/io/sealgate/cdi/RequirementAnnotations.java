package io.sealgate.cdi;

import io.sealgate.claims.AnyOfRequirement;
import io.sealgate.claims.AuthenticationRequirement;
import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.claims.ReportOnlyRequirement;
import io.sealgate.claims.Requirement;
import io.sealgate.claims.RoleRequirement;
import io.sealgate.token.ClaimNames;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sealgate's annotations on one class or method, and what each asks for. What makes no sense throws with a sentence that says where, why and what to do. */
final class RequirementAnnotations {
    private static final Set<Class<?>> KINDS = Set.of(
            RequiresClaim.class,
            RequiresAnyOf.class,
            RequiresScope.class,
            RequiresRole.class,
            RequiresAuthentication.class,
            RequiresRule.class);

    private static final Set<Class<?>> LISTS = Set.of(RequiresClaim.List.class, RequiresAnyOf.List.class);

    /** What an annotation's type is to us: most are nothing, and stand on many methods. */
    private enum Kind {
        OURS,
        LIST,
        CARRIES_OURS,
        OTHER
    }

    private static final ClassValue<Kind> OF_TYPE = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> annotation) {
            if (KINDS.contains(annotation)) {
                return Kind.OURS;
            } else if (LISTS.contains(annotation)) {
                return Kind.LIST;
            }
            return carries(annotation, new HashSet<>()) ? Kind.CARRIES_OURS : Kind.OTHER;
        }
    };

    private RequirementAnnotations() {}

    /** Whether a class or method itself carries an annotation, valid or not, be it through an annotation of the application's own. */
    static boolean areOn(AnnotatedElement element) {
        return !on(element).isEmpty();
    }

    /** The annotations that a class or method itself carries, those of repetitions one by one. */
    static List<Annotation> on(AnnotatedElement element) {
        Annotation[] annotations = element.getDeclaredAnnotations();
        if (annotations.length == 0) {
            return List.of();
        }
        List<Annotation> result = new ArrayList<>(annotations.length);
        collect(annotations, result, null);
        return result;
    }

    /**
     * @param way the annotations of the application's own on the way to these; null for none
     */
    private static void collect(Annotation[] annotations, List<Annotation> result, @Nullable Set<Class<?>> way) {
        Set<Class<?>> seen = way;
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            Kind kind = OF_TYPE.get(type);
            if (kind == Kind.OURS) {
                result.add(annotation);
            } else if (annotation instanceof RequiresClaim.List list) {
                result.addAll(Arrays.asList(list.value()));
            } else if (annotation instanceof RequiresAnyOf.List list) {
                result.addAll(Arrays.asList(list.value()));
            } else if (kind == Kind.CARRIES_OURS) {
                seen = seen == null ? new HashSet<>() : seen;
                if (seen.add(type)) {
                    collect(type.getDeclaredAnnotations(), result, seen);
                }
            }
        }
    }

    private static boolean carries(Class<?> annotation, Set<Class<?>> seen) {
        for (Annotation each : annotation.getDeclaredAnnotations()) {
            Class<?> type = each.annotationType();
            if (KINDS.contains(type) || LISTS.contains(type) || (seen.add(type) && carries(type, seen))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What an annotation of {@link #on} asks for.
     *
     * @param shape the calls for which it is read
     * @throws IllegalArgumentException if it is not valid
     */
    static List<Requirement> toRequirements(Annotation annotation, AnnotatedElement element, CallShape shape) {
        Place place = new Place(annotation, element, shape);
        if (annotation instanceof RequiresClaim claim) {
            return reported(List.of(ofClaim(claim, place)), claim.reportOnly());
        } else if (annotation instanceof RequiresAnyOf group) {
            return reported(List.of(ofGroup(group, place)), group.reportOnly());
        } else if (annotation instanceof RequiresScope scope) {
            return reported(List.of(ofScopes(place, scope.value())), scope.reportOnly());
        } else if (annotation instanceof RequiresRole role) {
            return reported(ofRoles(place, role.value()), role.reportOnly());
        } else if (annotation instanceof RequiresAuthentication authentication) {
            return reported(List.of(ofAuthentication(authentication, place)), authentication.reportOnly());
        }
        if (annotation instanceof RequiresRule rule) {
            return reported(ofRules(rule, place), rule.reportOnly());
        }
        throw new AssertionError("Not an annotation of Sealgate's");
    }

    private static List<Requirement> reported(List<Requirement> requirements, boolean reportOnly) {
        return reportOnly
                ? requirements.stream()
                        .<Requirement>map(ReportOnlyRequirement::new)
                        .toList()
                : requirements;
    }

    private static Requirement ofGroup(RequiresAnyOf group, Place place) {
        List<Requirement> alternatives = new ArrayList<>();
        for (RequiresClaim claim : group.value()) {
            if (claim.reportOnly()) {
                throw place.invalid(
                        "holds an alternative that is only reported",
                        "Write reportOnly = true beside the alternatives.");
            }
            alternatives.add(ofClaim(claim, place));
        }
        for (String scope : group.scopes()) {
            alternatives.add(ofScopes(place, scope));
        }
        for (String role : group.roles()) {
            alternatives.addAll(ofRoles(place, role));
        }
        if (alternatives.size() < 2) {
            throw place.invalid(
                    "has " + (alternatives.isEmpty() ? "no alternative" : "one alternative"),
                    "List those of which one suffices" + (alternatives.isEmpty() ? "." : ", or require it alone."));
        }
        return new AnyOfRequirement(alternatives);
    }

    private static Requirement ofScopes(Place place, String... scopes) {
        checkScopes(place, scopes);
        return ClaimRequirement.of(ClaimNames.SCOPE, Match.ALL_OF, scopes);
    }

    private static void checkScopes(Place place, String... scopes) {
        if (scopes.length == 0) {
            throw place.invalid("names no scope", "Write the scopes that are required.");
        }
        for (String scope : scopes) {
            if (!isScope(scope)) {
                throw place.invalid(
                        "names \"" + scope + "\", which no scope can be",
                        "Write one value for each scope: printable ASCII without space, quote and backslash.");
            }
        }
    }

    /** RFC 6749 section 3.3. */
    private static boolean isScope(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static List<Requirement> ofRoles(Place place, String... roles) {
        if (roles.length == 0 || Stream.of(roles).anyMatch(String::isBlank)) {
            throw place.invalid("names no role", "Write the role's name.");
        }
        return Stream.of(roles).<Requirement>map(RoleRequirement::new).toList();
    }

    private static List<Requirement> ofRules(RequiresRule annotation, Place place) {
        if (annotation.value().length == 0) {
            throw place.invalid("names no rule", "Write the classes of the rules.");
        }
        return Stream.of(annotation.value())
                .<Requirement>map(RuleRequirement::new)
                .toList();
    }

    private static Requirement ofAuthentication(RequiresAuthentication annotation, Place place) {
        String[] acr = annotation.acr();
        String maxAge = annotation.maxAge();
        boolean anyAcr = acr.length == 1 && acr[0].equals(RequiresClaim.UNSET);
        if (acr.length == 0) {
            throw place.invalid("lists no acr", "Write those that are accepted, or no acr at all if any will do.");
        }
        try {
            return new AuthenticationRequirement(
                    anyAcr ? List.of() : List.of(acr),
                    maxAge.equals(RequiresClaim.UNSET) ? null : Duration.parse(maxAge));
        } catch (DateTimeParseException e) {
            throw place.invalid("has the maxAge " + maxAge, "Write an ISO-8601 duration, such as PT15M.");
        } catch (IllegalArgumentException e) {
            throw place.invalid("makes no sense: " + e.getMessage(), "Correct it.");
        }
    }

    private static ClaimRequirement ofClaim(RequiresClaim annotation, Place place) {
        String name = annotation.name();
        if (name.isBlank()) {
            throw place.invalid("names no claim", "Write the claim's name, such as name = \"scope\".");
        }
        if (name.startsWith("/") && !isPointer(name)) {
            throw place.invalid(
                    "has the name " + name + ", which starts with a slash but is no JSON Pointer",
                    "Write ~0 for each ~ and ~1 for each / inside a member's name.");
        }
        Matchers matchers = new Matchers(name, place);
        if (annotation.absent()) {
            matchers.add(Match.ABSENT);
        }
        matchers.addText(Match.EQUALS, annotation.equals());
        matchers.addText(Match.ANY_OF, annotation.anyOf());
        matchers.addText(Match.ALL_OF, annotation.allOf());
        matchers.addText(Match.NONE_OF, annotation.noneOf());
        for (boolean literal : annotation.is()) {
            matchers.add(Match.IS, Boolean.toString(literal));
        }
        matchers.addNumber(Match.EQUALS_NUMBER, annotation.equalsNumber());
        matchers.addNumber(Match.AT_LEAST, annotation.atLeast());
        matchers.addText(Match.WITHIN, annotation.within());
        matchers.addBound(Match.EQUALS_PATH, annotation.equalsPath());
        matchers.addBound(Match.EQUALS_QUERY, annotation.equalsQuery());
        matchers.addBound(Match.EQUALS_HEADER, annotation.equalsHeader());
        matchers.addBound(Match.EQUALS_ARGUMENT, annotation.equalsArgument());
        return matchers.only();
    }

    /** RFC 6901 section 3, as far as what comes behind the first slash. */
    private static boolean isPointer(String text) {
        for (int tilde = text.indexOf('~'); tilde >= 0; tilde = text.indexOf('~', tilde + 1)) {
            if (!text.startsWith("0", tilde + 1) && !text.startsWith("1", tilde + 1)) {
                return false;
            }
        }
        return true;
    }

    /** {@code @RequiresClaim}, as messages name what a class or method carries; the first of several. */
    static String nameOn(AnnotatedElement element) {
        return on(element).stream()
                .map(annotation -> "@" + annotation.annotationType().getSimpleName())
                .findFirst()
                .orElse("@RequiresClaim");
    }

    /** As {@link #nameOn}, of a class or one of its methods. */
    static String nameIn(Class<?> type) {
        return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()))
                .filter(RequirementAnnotations::areOn)
                .findFirst()
                .map(RequirementAnnotations::nameOn)
                .orElse("@RequiresClaim");
    }

    /** {@code OrderResource#cancel}, as messages name a class or method. */
    static String describe(AnnotatedElement element) {
        if (element instanceof Method method) {
            return method.getDeclaringClass().getName() + "#" + method.getName();
        }
        return element instanceof Class<?> type ? type.getName() : element.toString();
    }

    /** Where an annotation is, for messages. */
    private record Place(Annotation annotation, AnnotatedElement element, CallShape shape) {
        IllegalArgumentException invalid(String what, String mend) {
            return invalid(what + ". " + mend);
        }

        IllegalArgumentException invalid(String whatAndMend) {
            return new IllegalArgumentException(
                    "@" + annotation.annotationType().getSimpleName() + " on " + describe(element) + " " + whatAndMend);
        }
    }

    /** What one {@code @RequiresClaim} compares the claim with: one thing, or it is not valid. */
    private static final class Matchers {
        private final String claim;
        private final Place place;
        private final List<ClaimRequirement> found = new ArrayList<>();

        Matchers(String claim, Place place) {
            this.claim = claim;
            this.place = place;
        }

        void addText(Match match, String... values) {
            if (values.length == 1 && values[0].equals(RequiresClaim.UNSET)) {
                return;
            }
            if (values.length == 0 || Arrays.asList(values).contains("")) {
                throw place.invalid(
                        "compares claim " + claim + " with " + (values.length == 0 ? "no value" : "an empty value"),
                        "Write the values that are accepted, or no matcher at all if any value will do.");
            }
            if (claim.equals(ClaimNames.SCOPE) && match != Match.EQUALS) {
                checkScopes(place, values);
            }
            add(match, values);
        }

        void addBound(Match match, String parameter) {
            if (parameter.equals(RequiresClaim.UNSET)) {
                return;
            }
            String bound;
            try {
                bound = place.shape().bind(match, parameter);
            } catch (IllegalArgumentException e) {
                throw place.invalid("binds claim " + claim + " to " + e.getMessage());
            }
            add(match, bound);
        }

        void addNumber(Match match, long number) {
            if (number != RequiresClaim.UNSET_NUMBER) {
                add(match, Long.toString(number));
            }
        }

        void add(Match match, String... values) {
            try {
                found.add(ClaimRequirement.of(claim, match, values));
            } catch (IllegalArgumentException e) {
                throw place.invalid(
                        "compares claim " + claim + " with what makes no sense: " + e.getMessage(), "Correct it.");
            }
        }

        ClaimRequirement only() {
            if (found.size() > 1) {
                throw place.invalid(
                        "asks for claim " + claim + " in more than one way",
                        "Keep one of them, and repeat @RequiresClaim for the others if all must hold.");
            }
            return found.isEmpty() ? ClaimRequirement.of(claim, Match.PRESENT) : found.get(0);
        }
    }
}
