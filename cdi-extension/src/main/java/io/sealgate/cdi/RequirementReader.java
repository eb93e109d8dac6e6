package io.sealgate.cdi;

import io.sealgate.claims.ClaimRequirement;
import io.sealgate.claims.ClaimRequirement.Match;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what {@link RequiresClaim} asks of a call. The rule is the union that {@link RequiresClaim} documents: whatever is found on the method, on the methods that it
 * overrides or implements, on the class, its superclasses and interfaces must hold.
 *
 * <p>Thread-safe. Keeps what it found as long as the class lives.
 */
public final class RequirementReader {
    private final ClassValue<Map<Method, List<ClaimRequirement>>> found = new ClassValue<>() {
        @Override
        protected Map<Method, List<ClaimRequirement>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * The requirements for a call of a method on an instance of a class.
     *
     * @param method as declared in the class or above it
     * @param type the class of the object that is called; a subclass that a container generated does as well
     * @return all of which must hold, each once; unmodifiable; empty where nothing is asked, not even a token
     * @throws IllegalArgumentException if one of the annotations is not valid, with a sentence that says where, why and what to do
     */
    public List<ClaimRequirement> read(Method method, Class<?> type) {
        Map<Method, List<ClaimRequirement>> ofType = found.get(type);
        List<ClaimRequirement> known = ofType.get(method);
        if (known != null) {
            return known;
        }
        List<ClaimRequirement> read = compute(method, type);
        ofType.put(method, read);
        return read;
    }

    private static List<ClaimRequirement> compute(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        Set<ClaimRequirement> requirements = new LinkedHashSet<>();
        for (Class<?> each : lineage.types()) {
            requirements.addAll(declaredOn(each));
        }
        for (Method each : lineage.declarationsOf(method)) {
            requirements.addAll(declaredOn(each));
        }
        return List.copyOf(requirements);
    }

    /**
     * The requirements for every call on an instance of a class, whatever the method.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public List<ClaimRequirement> readClass(Class<?> type) {
        Set<ClaimRequirement> requirements = new LinkedHashSet<>();
        for (Class<?> each : Lineage.of(type).types()) {
            requirements.addAll(declaredOn(each));
        }
        return List.copyOf(requirements);
    }

    /** Whether a class or method itself carries an annotation, valid or not, be it through an annotation of the application's own. */
    static boolean isAnnotated(AnnotatedElement element) {
        return !annotationsOn(element).isEmpty();
    }

    /** The requirements that a class or method itself carries. */
    static List<ClaimRequirement> declaredOn(AnnotatedElement element) {
        return annotationsOn(element).stream()
                .map(annotation -> toRequirement(annotation, element))
                .toList();
    }

    static List<RequiresClaim> annotationsOn(AnnotatedElement element) {
        Annotation[] annotations = element.getDeclaredAnnotations();
        if (annotations.length == 0) {
            return List.of();
        }
        List<RequiresClaim> result = new ArrayList<>();
        collect(annotations, result, new HashSet<>());
        return result;
    }

    private static void collect(Annotation[] annotations, List<RequiresClaim> result, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof RequiresClaim requiresClaim) {
                result.add(requiresClaim);
            } else if (annotation instanceof RequiresClaim.List list) {
                result.addAll(Arrays.asList(list.value()));
            } else if (seen.add(annotation.annotationType())) {
                collect(annotation.annotationType().getDeclaredAnnotations(), result, seen);
            }
        }
    }

    static ClaimRequirement toRequirement(RequiresClaim annotation, AnnotatedElement element) {
        String name = annotation.name();
        if (name.isBlank()) {
            throw invalid(element, "names no claim", "Write the claim's name, such as name = \"scope\".");
        }
        if (name.startsWith("/") && name.matches(".*~(?![01]).*")) {
            throw invalid(
                    element,
                    "has the name " + name + ", which starts with a slash but is no JSON Pointer",
                    "Write ~0 for each ~ and ~1 for each / inside a member's name.");
        }
        List<ClaimRequirement> matchers = new ArrayList<>();
        add(matchers, annotation, Match.EQUALS, element, annotation.equals());
        add(matchers, annotation, Match.ANY_OF, element, annotation.anyOf());
        add(matchers, annotation, Match.ALL_OF, element, annotation.allOf());
        if (matchers.size() > 1) {
            throw invalid(
                    element,
                    "asks for claim " + name + " with more than one of equals, anyOf and allOf",
                    "Keep one of them, and repeat @RequiresClaim for the others if all must hold.");
        }
        return matchers.isEmpty() ? new ClaimRequirement(name, Match.PRESENT, List.of()) : matchers.get(0);
    }

    private static void add(
            List<ClaimRequirement> matchers,
            RequiresClaim annotation,
            Match match,
            AnnotatedElement element,
            String... values) {
        if (values.length == 1 && values[0].equals(RequiresClaim.UNSET)) {
            return;
        }
        if (values.length == 0 || Arrays.asList(values).contains("")) {
            throw invalid(
                    element,
                    "compares claim " + annotation.name() + " with "
                            + (values.length == 0 ? "no value" : "an empty value"),
                    "Write the values that are accepted, or no matcher at all if any value will do.");
        }
        matchers.add(new ClaimRequirement(annotation.name(), match, List.of(values)));
    }

    private static IllegalArgumentException invalid(AnnotatedElement element, String what, String mend) {
        return new IllegalArgumentException("@RequiresClaim on " + describe(element) + " " + what + ". " + mend);
    }

    /** {@code OrderResource#cancel}, as messages name a class or method. */
    static String describe(AnnotatedElement element) {
        if (element instanceof Method method) {
            return method.getDeclaringClass().getName() + "#" + method.getName();
        }
        return element instanceof Class<?> type ? type.getName() : element.toString();
    }
}
