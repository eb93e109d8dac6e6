package io.sealgate.cdi.rest;

import io.sealgate.cdi.DeclaredRequirements;
import io.sealgate.cdi.Lineage;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Kind;
import io.sealgate.endpoints.Endpoint.Rule;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the endpoints of resource classes off their annotations, with the same rules as the guards enforce. A method without annotations of Jakarta REST has those of the nearest method
 * that it overrides or implements (Jakarta REST 3.1 section 3.6). Sub-resource locators are followed by their return types.
 *
 * <p>Not thread-safe; for one reading.
 */
final class RestEndpointReader {
    /** What an annotation says of the method, such as {@code GET} of the one of that name; nothing for most. */
    private static final ClassValue<Optional<String>> HTTP_METHOD = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> annotation) {
            HttpMethod method = annotation.getAnnotation(HttpMethod.class);
            return method == null ? Optional.empty() : Optional.of(method.value());
        }
    };

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Set<Class<?>> types = new HashSet<>();

    /**
     * Reads a root resource class.
     *
     * @param prefix the path of the REST application, without a slash at its end
     * @throws IllegalArgumentException if one of our annotations is not valid
     */
    void read(Class<?> type, String prefix) {
        Path path = path(type);
        try {
            read(type, path == null ? prefix : join(prefix, path.value()), List.of(), List.of());
        } catch (LinkageError | TypeNotPresentException incomplete) {
            // A class that needs another one which is not there; common in libraries. If it is registered all the same,
            // the runtime tells.
            System.getLogger("io.sealgate")
                    .log(Level.DEBUG, () -> "The endpoints of " + type.getName() + " cannot be read", incomplete);
        }
    }

    /** Everything that was read. */
    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The resource classes and interfaces that were read, and what their locators return. */
    Set<Class<?>> types() {
        return types;
    }

    /**
     * An endpoint that the REST runtime has told of, as far as annotations tell where it is.
     *
     * @return null where the method is none of a request's
     */
    static @Nullable Endpoint registered(Method method, Class<?> type) {
        Mapping mapping = mapping(method, Lineage.of(type));
        if (mapping == null || mapping.isLocator()) {
            return null;
        }
        Path ofClass = path(type);
        String path = ofClass == null ? "/**" : join("", ofClass.value());
        return new Endpoint(
                Kind.REST,
                String.join(",", mapping.httpMethods()),
                mapping.below(path),
                joined(List.of(), rules(method, type)),
                name(type, method));
    }

    /**
     * @param before what the classes and locators on the way ask
     * @param on the classes on the way, so that a locator that leads back ends the reading
     */
    private void read(Class<?> type, String path, List<Rule> before, List<Class<?>> on) {
        types.add(type);
        Lineage lineage = Lineage.of(type);
        for (Method method : type.getMethods()) {
            if (method.isSynthetic() || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            Mapping mapping = mapping(method, lineage);
            if (mapping == null) {
                continue;
            }
            String place = mapping.below(path);
            List<Rule> rules = joined(before, rules(method, type));
            for (String httpMethod : mapping.httpMethods()) {
                endpoints.add(new Endpoint(Kind.REST, httpMethod, place, rules, name(type, method)));
            }
            if (mapping.isLocator()) {
                readSubResource(method, type, place, rules, on);
            }
        }
    }

    private void readSubResource(Method locator, Class<?> type, String path, List<Rule> rules, List<Class<?>> on) {
        Class<?> next = returned(locator.getGenericReturnType());
        if (next != null) {
            types.add(next);
        }
        if (next == null || on.contains(next) || next == type || !hasResourceMethods(next)) {
            endpoints.add(new Endpoint(Kind.REST, "*", join(path, "**"), rules, name(type, locator)));
            return;
        }
        List<Class<?>> way = new ArrayList<>(on);
        way.add(type);
        read(next, path, rules, way);
    }

    /** What a locator returns, be it later or as a class; null where that does not tell. */
    private static @Nullable Class<?> returned(Type type) {
        if (type instanceof Class<?> returned) {
            return returned == Object.class || returned == Class.class ? null : returned;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return raw == Class.class || CompletionStage.class.isAssignableFrom(raw)
                    ? returned(parameterized.getActualTypeArguments()[0])
                    : raw;
        }
        return null;
    }

    /** Only of a final class is it certain that nothing else comes; but most say what they return. */
    private static boolean hasResourceMethods(Class<?> type) {
        Lineage lineage = Lineage.of(type);
        for (Method method : type.getMethods()) {
            if (!method.isSynthetic() && mapping(method, lineage) != null) {
                return true;
            }
        }
        return false;
    }

    /** The class's own, or the nearest that it inherits. */
    static @Nullable Path path(Class<?> type) {
        for (Class<?> each : Lineage.of(type).types()) {
            Path path = each.getDeclaredAnnotation(Path.class);
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    /**
     * What annotations of Jakarta REST say of a method.
     *
     * @param path its own; null for that of its class
     * @param httpMethods each once, sorted; empty where it leads to a sub-resource
     */
    private record Mapping(@Nullable Path path, List<String> httpMethods) {
        boolean isLocator() {
            return httpMethods.isEmpty();
        }

        String below(String base) {
            return path == null ? base : join(base, path.value());
        }
    }

    /** What the method itself says or the nearest above it that says anything; null if that is none of a request's. */
    private static @Nullable Mapping mapping(Method method, Lineage lineage) {
        if (method.getDeclaringClass() == Object.class) {
            return null;
        }
        Mapping own = mappingOn(method);
        if (own != null) {
            return own;
        }
        for (Method each : lineage.declarationsOf(method)) {
            Mapping inherited = mappingOn(each);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }

    private static @Nullable Mapping mappingOn(Method method) {
        Path path = null;
        List<String> httpMethods = new ArrayList<>(1);
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            if (annotation instanceof Path own) {
                path = own;
            } else {
                Optional<String> httpMethod = HTTP_METHOD.get(annotation.annotationType());
                if (httpMethod.isPresent() && !httpMethods.contains(httpMethod.get())) {
                    httpMethods.add(httpMethod.get());
                }
            }
        }
        httpMethods.sort(null);
        return path == null && httpMethods.isEmpty() ? null : new Mapping(path, httpMethods);
    }

    /** Whether a method leads to a sub-resource. */
    static boolean isLocator(Method method, Lineage lineage) {
        Mapping mapping = method.isSynthetic() ? null : mapping(method, lineage);
        return mapping != null && mapping.isLocator();
    }

    private static List<Rule> rules(Method method, Class<?> type) {
        List<Rule> rules = new ArrayList<>();
        for (RoleRule.Declared declared : RoleRule.declaredFor(method, type)) {
            rules.add(declared.describe());
        }
        rules.addAll(DeclaredRequirements.of(method, type));
        return rules;
    }

    private static List<Rule> joined(List<Rule> before, List<Rule> own) {
        List<Rule> permits = new ArrayList<>(0);
        List<Rule> others = new ArrayList<>(before.size() + own.size());
        addOnce(before, permits, others);
        addOnce(own, permits, others);
        // What permits everybody lifts no other rule, and says nothing beside one.
        return List.copyOf(others.isEmpty() ? permits : others);
    }

    private static void addOnce(List<Rule> rules, List<Rule> permits, List<Rule> others) {
        for (Rule rule : rules) {
            List<Rule> place = rule.access() == Access.PERMITTED ? permits : others;
            if (!place.contains(rule)) {
                place.add(rule);
            }
        }
    }

    private static String name(Class<?> type, Method method) {
        return type.getName() + "#" + method.getName();
    }

    /** Puts one slash between two paths, and none at the end. */
    static String join(String before, String after) {
        int start = 0;
        int end = after.length();
        while (start < end && after.charAt(start) == '/') {
            start++;
        }
        while (end > start && after.charAt(end - 1) == '/') {
            end--;
        }
        String base = before.endsWith("/") ? before.substring(0, before.length() - 1) : before;
        String joined = start == end ? base : base + "/" + after.substring(start, end);
        return joined.isEmpty() ? "/" : joined;
    }
}
