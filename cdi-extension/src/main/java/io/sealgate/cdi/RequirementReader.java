package io.sealgate.cdi;

import io.sealgate.claims.AuthenticationRequirement;
import io.sealgate.claims.Requirement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says what {@link RequiresClaim} and its kin ask of a call. The rule is the union that {@link RequiresClaim} documents: whatever is found on the method, on the methods that it
 * overrides or implements, on the class, its superclasses and interfaces must hold.
 *
 * <p>Thread-safe. Keeps what it found as long as the class lives.
 */
public final class RequirementReader {
    private static final ClassValue<Map<Method, List<Requirement>>> FOUND = new ClassValue<>() {
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
        Map<Method, List<Requirement>> ofType = FOUND.get(type);
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
        CallShape shape = CallShape.of(method, lineage);
        List<Requirement> requirements =
                new ArrayList<>(ElementRequirements.onClass(type, shape).requirements());
        addOfMethod(method, lineage, shape, requirements);
        return ordered(requirements);
    }

    /**
     * The requirements for every call on an instance of a class, whatever the method.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public List<Requirement> readClass(Class<?> type) {
        return ordered(ElementRequirements.onClass(type, CallShape.UNKNOWN).requirements());
    }

    /**
     * The requirements on a method and on what it overrides or implements, without those for every call.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public List<Requirement> readMethod(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        List<Requirement> requirements = new ArrayList<>();
        addOfMethod(method, lineage, CallShape.of(method, lineage), requirements);
        return ordered(requirements);
    }

    private static void addOfMethod(Method method, Lineage lineage, CallShape shape, List<Requirement> requirements) {
        for (Method each : lineage.declarationsOf(method)) {
            requirements.addAll(ElementRequirements.on(each, shape).requirements());
        }
    }

    /** Whether a class, or anything that it inherits from, or one of their methods, carries an annotation, valid or not. */
    public static boolean asksAnything(Class<?> type) {
        for (Class<?> each : Lineage.of(type).types()) {
            if (ElementRequirements.areIn(each)) {
                return true;
            }
        }
        return false;
    }

    /** Each requirement once; authentication last, as who lacks a claim would authenticate again in vain. */
    public static List<Requirement> ordered(Collection<Requirement> requirements) {
        // Few, so that looking through them takes less than hashing.
        List<Requirement> once = new ArrayList<>(requirements.size());
        List<Requirement> last = new ArrayList<>(0);
        for (Requirement requirement : requirements) {
            List<Requirement> place = requirement instanceof AuthenticationRequirement ? last : once;
            if (!place.contains(requirement)) {
                place.add(requirement);
            }
        }
        once.addAll(last);
        return List.copyOf(once);
    }
}
