package io.sealgate.cdi;

import io.sealgate.claims.AuthenticationRequirement;
import io.sealgate.claims.Requirement;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what {@link RequiresClaim} and its kin ask of a call. The rule is the union that {@link RequiresClaim} documents: whatever is found on the method, on the methods that it
 * overrides or implements, on the class, its superclasses and interfaces must hold.
 *
 * <p>Thread-safe. Keeps what it found as long as the class lives.
 */
public final class RequirementReader {
    private final ClassValue<Map<Method, List<Requirement>>> found = new ClassValue<>() {
        @Override
        protected Map<Method, List<Requirement>> computeValue(Class<?> type) {
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
    public List<Requirement> read(Method method, Class<?> type) {
        Map<Method, List<Requirement>> ofType = found.get(type);
        List<Requirement> known = ofType.get(method);
        if (known != null) {
            return known;
        }
        List<Requirement> read = compute(method, type);
        ofType.put(method, read);
        return read;
    }

    private static List<Requirement> compute(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        Set<Requirement> requirements = new LinkedHashSet<>();
        CallShape shape = CallShape.of(method, lineage);
        for (Class<?> each : lineage.types()) {
            requirements.addAll(declaredOn(each, shape));
        }
        for (Method each : lineage.declarationsOf(method)) {
            requirements.addAll(declaredOn(each, shape.annotatedOn(each)));
        }
        return ordered(requirements);
    }

    /**
     * The requirements for every call on an instance of a class, whatever the method.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public List<Requirement> readClass(Class<?> type) {
        Set<Requirement> requirements = new LinkedHashSet<>();
        for (Class<?> each : Lineage.of(type).types()) {
            requirements.addAll(declaredOn(each, CallShape.UNKNOWN));
        }
        return ordered(requirements);
    }

    /**
     * The requirements on a method and on what it overrides or implements, without those for every call.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public List<Requirement> readMethod(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        CallShape shape = CallShape.of(method, lineage);
        Set<Requirement> requirements = new LinkedHashSet<>();
        for (Method each : lineage.declarationsOf(method)) {
            requirements.addAll(declaredOn(each, shape.annotatedOn(each)));
        }
        return ordered(requirements);
    }

    /** Whether a class, or anything that it inherits from, or one of their methods, carries an annotation, valid or not. */
    public static boolean asksAnything(Class<?> type) {
        return Lineage.of(type).types().stream().anyMatch(RequirementReader::asksItself);
    }

    /** As {@link #asksAnything}, without what the class inherits. */
    static boolean asksItself(Class<?> type) {
        if (RequirementAnnotations.areOn(type)) {
            return true;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (RequirementAnnotations.areOn(method)) {
                return true;
            }
        }
        return false;
    }

    /** Each requirement once; authentication last, as who lacks a claim would authenticate again in vain. */
    public static List<Requirement> ordered(Collection<Requirement> requirements) {
        Set<Requirement> once = new LinkedHashSet<>();
        Set<Requirement> last = new LinkedHashSet<>();
        for (Requirement requirement : requirements) {
            (requirement instanceof AuthenticationRequirement ? last : once).add(requirement);
        }
        once.addAll(last);
        return List.copyOf(once);
    }

    private static List<Requirement> declaredOn(AnnotatedElement element, CallShape shape) {
        List<Requirement> requirements = new ArrayList<>();
        for (ElementRequirements.Declared declared : ElementRequirements.on(element, shape)) {
            requirements.addAll(declared.requirements());
        }
        return requirements;
    }
}
