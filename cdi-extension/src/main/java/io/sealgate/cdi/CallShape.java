package io.sealgate.cdi;

import io.sealgate.claims.ClaimRequirement.Match;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the calls of one method offer for a claim to be bound to: parameters of the request, if Jakarta REST makes them, else arguments. Immutable. */
final class CallShape {
    /** The calls of a class, whatever the method: nothing is checked, and an argument is never there. */
    static final CallShape UNKNOWN = new CallShape(null, null, null);

    private static final String NEVER_THERE = "999999999";
    private static final Set<Class<?>> COMPARABLE = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            long.class,
            Long.class,
            int.class,
            Integer.class,
            short.class,
            Short.class);

    /** Null for any. */
    private final @Nullable Lineage lineage;

    private final @Nullable Method method;

    /** The declaration that carries the annotation; null for a class. */
    private final @Nullable Method annotated;

    private CallShape(@Nullable Lineage lineage, @Nullable Method method, @Nullable Method annotated) {
        this.lineage = lineage;
        this.method = method;
        this.annotated = annotated;
    }

    /** The calls of a method on objects of a class. */
    static CallShape of(Method method, Lineage lineage) {
        return new CallShape(lineage, method, null);
    }

    /** The same calls, for an annotation on this declaration of the method. */
    CallShape annotatedOn(Method declaration) {
        return new CallShape(lineage, method, declaration);
    }
    /**
     * Finds what a claim is bound to.
     *
     * @return what a {@code ClaimRequirement} calls it
     * @throws IllegalArgumentException if it is not there; with the rest of a sentence, and another that says what to do
     */
    String bind(Match match, String parameter) {
        if (parameter.isBlank()) {
            throw new IllegalArgumentException("a parameter without a name. Write the parameter's name.");
        }
        if (lineage == null || method == null) {
            return match == Match.EQUALS_ARGUMENT ? NEVER_THERE : parameter;
        }
        List<Method> declarations = declarations(lineage.declarationsOf(method));
        return match == Match.EQUALS_ARGUMENT
                ? Integer.toString(argument(parameter, declarations))
                : ofRequest(match, parameter, lineage, declarations);
    }

    /** Those of the method; that which carries the annotation first. */
    private List<Method> declarations(List<Method> all) {
        if (annotated == null || all.get(0).equals(annotated)) {
            return all;
        }
        List<Method> reordered = new ArrayList<>(all);
        reordered.remove(annotated);
        reordered.add(0, annotated);
        return reordered;
    }

    private static String ofRequest(Match match, String parameter, Lineage type, List<Method> declarations) {
        // Not the first alone: that may be a subclass that a container generated.
        Optional<Class<?>> endpoint =
                type.types().stream().filter(WebSocketMethods::isEndpoint).findFirst();
        if (endpoint.isPresent()) {
            return ofHandshake(match, parameter, endpoint.get());
        }
        if (!RestMethods.isResource(type)) {
            throw new IllegalArgumentException("the request's \"" + parameter
                    + "\", but Jakarta REST does not call the method. Use equalsArgument, or move the annotation to the"
                    + " resource method.");
        }
        if (match == Match.EQUALS_PATH && RestMethods.isCalled(declarations) && RestMethods.isRoot(type)) {
            Set<String> known = RestMethods.pathParameters(declarations);
            known.addAll(RestMethods.pathParameters(type.types()));
            if (!known.contains(parameter)) {
                throw new IllegalArgumentException("path parameter \"" + parameter + "\", but the templates of "
                        + RequirementAnnotations.describe(declarations.get(0)) + " have " + known
                        + ". Write one of these, or add {" + parameter + "} to a @Path.");
            }
        }
        return parameter;
    }

    private static String ofHandshake(Match match, String parameter, Class<?> endpoint) {
        if (match == Match.EQUALS_HEADER) {
            throw new IllegalArgumentException(
                    "header \"" + parameter + "\", which is gone when messages come. Use equalsPath or equalsQuery.");
        }
        Set<String> known = WebSocketMethods.pathParameters(endpoint);
        if (match == Match.EQUALS_PATH && !known.contains(parameter)) {
            throw new IllegalArgumentException("path parameter \"" + parameter + "\", but the path of "
                    + endpoint.getName() + " has " + known + ". Write one of these, or add {" + parameter
                    + "} to @ServerEndpoint.");
        }
        return parameter;
    }

    private static int argument(String parameter, List<Method> declarations) {
        Method method = declarations.get(0);
        if (RestMethods.isCalled(declarations)) {
            throw new IllegalArgumentException("argument \"" + parameter + "\" of a method that Jakarta REST calls. Use"
                    + " equalsPath, equalsQuery or equalsHeader, which are checked before the request's body is read.");
        }
        int position = parameter.matches("[0-9]{1,3}") ? Integer.parseInt(parameter) : named(parameter, declarations);
        if (position < 0 || position >= method.getParameterCount()) {
            throw new IllegalArgumentException("argument \"" + parameter + "\", which "
                    + RequirementAnnotations.describe(method) + " does not have. Write the name of a parameter, with"
                    + " -parameters given to the compiler, or its position, counted from 0.");
        }
        Class<?> type = method.getParameterTypes()[position];
        if (!COMPARABLE.contains(type)) {
            throw new IllegalArgumentException("argument \"" + parameter + "\" of type " + type.getSimpleName()
                    + ", which no claim has. Bind it to a string, a whole number or a boolean.");
        }
        return position;
    }

    private static int named(String name, List<Method> declarations) {
        for (Method declaration : declarations) {
            Parameter[] parameters = declaration.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i].isNamePresent() && parameters[i].getName().equals(name)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
