package io.sealgate.cdi;

import io.sealgate.claims.Requirement;
import io.sealgate.endpoints.Endpoint.Rule;
import io.sealgate.token.ClaimNames;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** What {@link RequirementReader} finds, for people: with the class or method that says so. */
public final class DeclaredRequirements {
    private DeclaredRequirements() {}

    /**
     * The requirements for calls of a method on an instance of a class.
     *
     * @throws IllegalArgumentException if one of the annotations is not valid
     */
    public static List<Rule> of(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        CallShape shape = CallShape.of(method, lineage);
        List<Rule> rules =
                new ArrayList<>(ElementRequirements.onClass(type, shape).rules());
        addOfMethod(method, lineage, shape, rules);
        return rules;
    }

    /**
     * The requirements for every call on an instance of a class, whatever the method.
     *
     * @throws IllegalArgumentException if one of the annotations is not valid
     */
    public static List<Rule> ofClass(Class<?> type) {
        return ElementRequirements.onClass(type, CallShape.UNKNOWN).rules();
    }

    /**
     * The requirements on a method and on what it overrides or implements, without those for every call.
     *
     * @throws IllegalArgumentException if one of the annotations is not valid
     */
    public static List<Rule> ofMethod(Method method, Class<?> type) {
        Lineage lineage = Lineage.of(type);
        List<Rule> rules = new ArrayList<>();
        addOfMethod(method, lineage, CallShape.of(method, lineage), rules);
        return rules;
    }

    private static void addOfMethod(Method method, Lineage lineage, CallShape shape, List<Rule> rules) {
        for (Method each : lineage.declarationsOf(method)) {
            rules.addAll(ElementRequirements.on(each, shape).rules());
        }
    }

    /** The scopes that a caller is told to be in need of. */
    static List<String> scopes(Requirement requirement) {
        String scope = requirement.challenge().getOrDefault(ClaimNames.SCOPE, "");
        return scope.isEmpty() ? List.of() : List.of(scope.split(" "));
    }

    /** As rules name a class or method: {@code org.acme.OrderResource#cancel}. */
    public static String name(AnnotatedElement element) {
        return RequirementAnnotations.describe(element);
    }
}
