package io.sealgate.cdi.websocket;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method of an endpoint that is called for what happens to a connection. Parameters may stand in any order. */
record Callback(Method method) {
    private static final List<Class<? extends Annotation>> KINDS =
            List.of(OnOpen.class, OnMessage.class, OnClose.class, OnError.class);

    /** Those of a class and its superclasses; what a subclass overrides counts as it stands there. */
    static List<Callback> of(Class<?> type) {
        List<Callback> callbacks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                String signature = method.getName()
                        + MethodType.methodType(void.class, method.getParameterTypes())
                                .toMethodDescriptorString();
                if (!method.isBridge()
                        && seen.add(signature)
                        && Modifier.isPublic(method.getModifiers())
                        && KINDS.stream().anyMatch(method::isAnnotationPresent)) {
                    method.trySetAccessible();
                    callbacks.add(new Callback(method));
                }
            }
        }
        return List.copyOf(callbacks);
    }

    /** What it takes of a message: a class that the container has a decoder for, or one of the specification's own. */
    Class<?> messageType() {
        for (Parameter each : method.getParameters()) {
            if (isMessage(each) && each.getType() != boolean.class) {
                return MethodType.methodType(each.getType()).wrap().returnType();
            }
        }
        // All that is left is the message itself.
        return Boolean.class;
    }

    /** Whether it takes messages in parts: then a second parameter says whether it was the last one. */
    boolean isPartial() {
        return List.of(method.getParameters()).stream()
                        .filter(Callback::isMessage)
                        .count()
                > 1;
    }

    private static boolean isMessage(Parameter parameter) {
        Class<?> type = parameter.getType();
        return type != Session.class && type != EndpointConfig.class && !parameter.isAnnotationPresent(PathParam.class);
    }

    /**
     * @throws Failure if it throws
     */
    @Nullable Object call(Object target, Event event) {
        Parameter[] parameters = method.getParameters();
        @Nullable Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            arguments[i] = event.valueOf(parameters[i]);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw new Failure(requireNonNull(thrown.getCause(), "cause"));
        } catch (IllegalAccessException e) {
            throw new Failure(e);
        }
    }

    /** What a callback has thrown, however containers have wrapped it. */
    static Throwable causeOf(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Failure && each.getCause() != null) {
                return each.getCause();
            }
        }
        return thrown;
    }

    /** Carries what a callback has thrown through methods that declare nothing. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(Throwable cause) {
            super(cause);
        }
    }

    /**
     * What has happened.
     *
     * @param config null once the connection is open
     * @param happened messages, and whether they are complete; a reason; a failure
     */
    record Event(Session session, @Nullable EndpointConfig config, List<Object> happened) {
        Event(Session session, @Nullable EndpointConfig config) {
            this(session, config, List.of());
        }

        Event with(Object... values) {
            return new Event(session, config, List.of(values));
        }

        @Nullable Object valueOf(Parameter parameter) {
            Class<?> type = parameter.getType();
            PathParam name = parameter.getAnnotation(PathParam.class);
            if (name != null) {
                return fromText(session.getPathParameters().get(name.value()), type);
            }
            if (type == Session.class) {
                return session;
            }
            if (type == EndpointConfig.class) {
                return config;
            }
            Class<?> wrapped = MethodType.methodType(type).wrap().returnType();
            return happened.stream().filter(wrapped::isInstance).findFirst().orElse(null);
        }

        private static @Nullable Object fromText(@Nullable String text, Class<?> type) {
            if (text == null || type == String.class) {
                return text;
            }
            Class<?> wrapped = MethodType.methodType(type).wrap().returnType();
            try {
                return wrapped == Character.class
                        ? (Object) text.charAt(0)
                        : wrapped.getMethod("valueOf", String.class).invoke(null, text);
            } catch (ReflectiveOperationException | IndexOutOfBoundsException e) {
                throw new Failure(e);
            }
        }
    }
}
