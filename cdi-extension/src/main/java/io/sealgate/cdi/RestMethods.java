package io.sealgate.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Jakarta REST makes of classes and methods. Annotations are known by name, as there may be no Jakarta REST. */
final class RestMethods {
    private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";
    private static final String PATH = "jakarta.ws.rs.Path";

    private RestMethods() {}

    /** Whether a request leads to one of these declarations of a method; a locator is none. */
    static boolean isResourceMethod(List<Method> declarations) {
        for (Method declaration : declarations) {
            for (Annotation annotation : declaration.getDeclaredAnnotations()) {
                if (find(annotation.annotationType(), HTTP_METHOD).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a request leads to one of these declarations of a method, or through it. */
    static boolean isCalled(List<Method> declarations) {
        return isResourceMethod(declarations)
                || declarations.stream()
                        .anyMatch(declaration -> find(declaration, PATH).isPresent());
    }

    /** Whether the class is a resource, root or not: requests lead to one of its methods or through it. */
    static boolean isResource(Lineage lineage) {
        return isRoot(lineage)
                || lineage.types().stream()
                        .flatMap(type -> List.of(type.getDeclaredMethods()).stream())
                        .anyMatch(method -> isCalled(List.of(method)));
    }

    /** Whether the class has a path of its own. */
    static boolean isRoot(Lineage lineage) {
        return lineage.types().stream().anyMatch(type -> find(type, PATH).isPresent());
    }

    /** The names of the parameters in the templates of classes and methods. */
    static Set<String> pathParameters(List<? extends AnnotatedElement> elements) {
        Set<String> names = new HashSet<>();
        for (AnnotatedElement element : elements) {
            find(element, PATH).ifPresent(path -> addNames(value(path), names));
        }
        return names;
    }

    /** Jakarta REST 3.1 section 3.4: <code>{name}</code> or <code>{name: regular expression}</code>; the expression may hold braces. */
    private static void addNames(String template, Set<String> names) {
        int depth = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{' && depth++ == 0) {
                int end = i + 1;
                while (end < template.length() && template.charAt(end) != ':' && template.charAt(end) != '}') {
                    end++;
                }
                names.add(template.substring(i + 1, end).strip());
            } else if (c == '}') {
                depth--;
            }
        }
    }

    private static Optional<Annotation> find(AnnotatedElement element, String annotation) {
        for (Annotation each : element.getDeclaredAnnotations()) {
            if (each.annotationType().getName().equals(annotation)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static String value(Annotation path) {
        try {
            return (String) path.annotationType().getMethod("value").invoke(path);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("An annotation without value()", e);
        }
    }
}
