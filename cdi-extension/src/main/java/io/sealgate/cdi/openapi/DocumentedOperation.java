package io.sealgate.cdi.openapi;

import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Kind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a document, and where it stands.
 *
 * @param path within the application, with a leading slash
 * @param method the HTTP method
 * @param operation what is said of it
 */
record DocumentedOperation(String path, String method, Operation operation) {

    static List<DocumentedOperation> of(OpenAPI document) {
        List<DocumentedOperation> operations = new ArrayList<>();
        Map<String, PathItem> items =
                document.getPaths() == null ? null : document.getPaths().getPathItems();
        if (items != null) {
            items.forEach((path, item) -> item.getOperations()
                    .forEach((method, operation) ->
                            operations.add(new DocumentedOperation(path, method.name(), operation))));
        }
        return operations;
    }

    /** The class and method that the operation's generated name says; empty where it is no such name, or the class is another application's. */
    Optional<Target> target(ClassLoader application) {
        String id = operation.getOperationId();
        // Names of classes and methods may have underscores, too.
        for (int at = id == null ? -1 : id.indexOf('_'); id != null && at > 0; at = id.indexOf('_', at + 1)) {
            String methodName = id.substring(at + 1);
            Class<?> type = load(id.substring(0, at), application);
            if (type != null) {
                for (Method method : type.getMethods()) {
                    if (method.getName().equals(methodName)) {
                        return Optional.of(new Target(type, methodName));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Class<?> load(String name, ClassLoader application) {
        try {
            return Class.forName(name, false, application);
        } catch (ClassNotFoundException | LinkageError notThere) {
            return null;
        }
    }

    /**
     * Which of these endpoints this is.
     *
     * @param target what answers; null where that is not known, and the path has to tell
     * @param endpoints where the target is given, their paths may lack that of the REST application
     */
    Optional<Endpoint> endpoint(@Nullable Target target, Collection<Endpoint> endpoints) {
        String here = withoutNames(path);
        return endpoints.stream()
                .filter(endpoint -> endpoint.kind() == Kind.REST)
                .filter(endpoint ->
                        endpoint.method().equals(method) || endpoint.method().equals("*"))
                .filter(endpoint -> {
                    String there = withoutNames(endpoint.path());
                    return target == null
                            ? here.equals(there)
                            : endpoint.target().equals(target.toString())
                                    && (here.endsWith(there) || there.equals("/"));
                })
                .max(Comparator.comparing((Endpoint endpoint) -> endpoint.path().length())
                        .thenComparing(Endpoint::access));
    }

    /** A path with {@code {}} in place of each parameter, whose name and pattern documents and annotations write differently. */
    private static String withoutNames(String path) {
        StringBuilder out = new StringBuilder(path.startsWith("/") ? "" : "/");
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '{' && depth++ == 0) {
                out.append("{}");
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                out.append(c);
            }
        }
        int end = out.length();
        return end > 1 && out.charAt(end - 1) == '/' ? out.substring(0, end - 1) : out.toString();
    }

    /** A resource class and the name of one of its methods. */
    record Target(Class<?> type, String method) {
        /** As endpoints name it. */
        @Override
        public String toString() {
            return type.getName() + "#" + method;
        }
    }
}
