package io.sealgate.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Jakarta WebSocket makes of classes and methods. Annotations are known by name, as there may be no Jakarta WebSocket. */
final class WebSocketMethods {
    private static final String ENDPOINT = "jakarta.websocket.server.ServerEndpoint";
    private static final String ON_MESSAGE = "jakarta.websocket.OnMessage";
    private static final String ON_OPEN = "jakarta.websocket.OnOpen";
    private static final List<String> CALLBACKS =
            List.of(ON_OPEN, ON_MESSAGE, "jakarta.websocket.OnError", "jakarta.websocket.OnClose");
    private static final String CONFIGURATOR = "io.sealgate.cdi.websocket.SealgateConfigurator";
    private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)}");

    private WebSocketMethods() {}

    /** Whether handshakes lead to a class. Subclasses do not inherit that. */
    static boolean isEndpoint(Class<?> type) {
        return find(type, ENDPOINT).isPresent();
    }

    /** Whether the container calls a method of an endpoint for what happens to a connection. */
    static boolean isCallback(Method method) {
        return CALLBACKS.stream().anyMatch(each -> find(method, each).isPresent());
    }

    /** The names of the parameters in the path of an endpoint. */
    static Set<String> pathParameters(Class<?> endpoint) {
        Set<String> names = new HashSet<>();
        Matcher matcher = PARAMETER.matcher(find(endpoint, ENDPOINT)
                .map(each -> (String) member(each, "value"))
                .orElse(""));
        while (matcher.find()) {
            names.add(matcher.group(1).strip());
        }
        return names;
    }

    /** Why the rules of an endpoint could not be enforced, apart from that of its being no bean; empty if they can. */
    static List<String> problems(Class<?> endpoint) {
        Set<String> problems = new LinkedHashSet<>();
        String asks = endpoint.getName() + " has "
                + RequirementAnnotations.nameIn(Lineage.of(endpoint).types().stream()
                        .filter(ElementRequirements::areIn)
                        .findFirst()
                        .orElse(endpoint));
        Annotation annotation = find(endpoint, ENDPOINT).orElseThrow();
        if (!isOurs((Class<?>) member(annotation, "configurator"))) {
            problems.add(asks + " but another configurator, so a handshake could pass by the check. Write"
                    + " @ServerEndpoint(value = \"" + member(annotation, "value")
                    + "\", configurator = SealgateConfigurator.class), or let your own extend " + CONFIGURATOR + ".");
        }
        boolean knowsSession = false;
        for (Class<?> type : Lineage.of(endpoint).types()) {
            for (Method method : type.getDeclaredMethods()) {
                if (isCallback(method)) {
                    knowsSession |= find(method, ON_OPEN).isPresent() && takesSession(method);
                    problem(method).ifPresent(problems::add);
                }
            }
        }
        if (!knowsSession) {
            problems.add(asks
                    + " but no @OnOpen method with a Session, so a connection could not be closed when its token expires. Add"
                    + " @OnOpen public void open(Session session) {} to it.");
        }
        return List.copyOf(problems);
    }

    private static Optional<String> problem(Method callback) {
        String name = RequirementAnnotations.describe(callback);
        if (Modifier.isFinal(callback.getModifiers())) {
            return Optional.of(name + " is a final method of an endpoint with rules, so the check would never run."
                    + " Remove the final.");
        }
        if (RequirementAnnotations.areOn(callback) && find(callback, ON_MESSAGE).isEmpty()) {
            return Optional.of(name + " has " + RequirementAnnotations.nameOn(callback)
                    + " but takes no messages: what is asked of a connection is asked at the handshake. Annotate the"
                    + " class instead.");
        }
        return Optional.empty();
    }

    private static boolean isOurs(Class<?> configurator) {
        return Stream.<Class<?>>iterate(configurator, each -> each != null, Class::getSuperclass)
                .anyMatch(each -> each.getName().equals(CONFIGURATOR));
    }

    private static boolean takesSession(Method method) {
        return Stream.of(method.getParameterTypes())
                .anyMatch(type -> type.getName().equals("jakarta.websocket.Session"));
    }

    private static Optional<Annotation> find(AnnotatedElement element, String annotation) {
        for (Annotation each : element.getDeclaredAnnotations()) {
            if (each.annotationType().getName().equals(annotation)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Object member(Annotation annotation, String name) {
        try {
            return annotation.annotationType().getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("An annotation without " + name + "()", e);
        }
    }
}
