package io.sealgate.cdi;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A class with its superclasses and interfaces, and which of their methods are one and the same method: where annotations
 * are looked for. Immutable, thread-safe, and kept as long as the class lives.
 */
public final class Lineage {
    /** An application's start asks for the same classes over and over. */
    private static final ClassValue<Lineage> KNOWN = new ClassValue<>() {
        @Override
        protected Lineage computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final List<Class<?>> types;
    private final Map<TypeVariable<?>, Type> arguments;

    private final Map<Method, List<Method>> declarations = new ConcurrentHashMap<>();

    /** By name, in the order of the types; private and static ones left out. Null until it is asked for. */
    private volatile @Nullable Map<String, List<Method>> methods;

    private Lineage(List<Class<?>> types, Map<TypeVariable<?>, Type> arguments) {
        this.types = types;
        this.arguments = arguments;
    }

    /** The lineage of a class or interface. */
    public static Lineage of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static Lineage find(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            classes.add(c);
            types.add(c);
            remember(c.getGenericSuperclass(), arguments);
        }
        for (Class<?> c : classes) {
            addInterfaces(c, types, arguments);
        }
        return new Lineage(List.copyOf(types), Collections.unmodifiableMap(arguments));
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types, Map<TypeVariable<?>, Type> arguments) {
        for (Type generic : type.getGenericInterfaces()) {
            remember(generic, arguments);
        }
        for (Class<?> c : type.getInterfaces()) {
            if (types.add(c)) {
                addInterfaces(c, types, arguments);
            }
        }
    }

    private static void remember(Type supertype, Map<TypeVariable<?>, Type> arguments) {
        if (supertype instanceof ParameterizedType parameterized
                && parameterized.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            Type[] values = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                arguments.put(variables[i], values[i]);
            }
        }
    }

    /** The class itself, its superclasses from the nearest on without {@code Object}, then all interfaces. */
    public List<Class<?>> types() {
        return types;
    }

    /**
     * The declarations of one method in this lineage, in the order of {@link #types()}: the method, what it overrides or implements, what
     * overrides it, and the compiler's bridges between them. A private or static method stands alone.
     *
     * @param method declared in one of the types
     */
    public List<Method> declarationsOf(Method method) {
        if (standsAlone(method)) {
            return List.of(method);
        }
        List<Method> named = methods().getOrDefault(method.getName(), List.of());
        if (named.size() == 1 && named.get(0).equals(method)) {
            // Not that of the list: each has annotations of its own, and of this one they are parsed already.
            return List.of(method);
        }
        List<Method> known = declarations.get(method);
        if (known == null) {
            known = findDeclarations(method, named);
            declarations.put(method, known);
        }
        return known;
    }

    private List<Method> findDeclarations(Method method, List<Method> named) {
        List<Method> candidates = new ArrayList<>(named.size());
        for (Method candidate : named) {
            if (candidate.getParameterCount() == method.getParameterCount()) {
                candidates.add(candidate);
            }
        }
        if (candidates.contains(method) && haveSameParameters(candidates)) {
            return List.copyOf(candidates);
        }
        // The compiler connects f(T), as declared, with f(String), as implemented, by a bridge f(Object): so follow
        // both the
        // declared and the resolved signature of whatever belongs already, until nothing new belongs.
        Set<List<Class<?>>> signatures = new HashSet<>(signaturesOf(method));
        Set<Method> found = new HashSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Method candidate : candidates) {
                List<List<Class<?>>> own = signaturesOf(candidate);
                if (!found.contains(candidate)
                        && (signatures.contains(own.get(0)) || signatures.contains(own.get(1)))) {
                    found.add(candidate);
                    signatures.addAll(own);
                    grew = true;
                }
            }
        }
        found.add(method);
        if (!candidates.contains(method)) {
            candidates.add(method);
        }
        candidates.retainAll(found);
        return List.copyOf(candidates);
    }

    private static boolean haveSameParameters(List<Method> methods) {
        Class<?>[] parameters = methods.get(0).getParameterTypes();
        for (int i = 1; i < methods.size(); i++) {
            if (!Arrays.equals(parameters, methods.get(i).getParameterTypes())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, List<Method>> methods() {
        Map<String, List<Method>> known = methods;
        if (known == null) {
            known = new HashMap<>();
            for (Class<?> type : types) {
                for (Method method : type.getDeclaredMethods()) {
                    if (!standsAlone(method)) {
                        List<Method> before = known.put(method.getName(), List.of(method));
                        if (before != null) {
                            List<Method> all = new ArrayList<>(before);
                            all.add(method);
                            known.put(method.getName(), all);
                        }
                    }
                }
            }
            methods = known;
        }
        return known;
    }

    private static boolean standsAlone(Method method) {
        return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) != 0;
    }

    private List<List<Class<?>>> signaturesOf(Method method) {
        List<Class<?>> resolved = new ArrayList<>();
        for (Type parameter : method.getGenericParameterTypes()) {
            resolved.add(erase(parameter, 0));
        }
        return List.of(Arrays.asList(method.getParameterTypes()), resolved);
    }

    private Class<?> erase(Type type, int depth) {
        if (type instanceof Class<?> raw) {
            return raw;
        } else if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType(), depth);
        } else if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), depth).arrayType();
        } else if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0], depth);
        } else if (type instanceof TypeVariable<?> variable) {
            Type argument = arguments.get(variable);
            // A class that extends a raw type, or itself (C<T> extends B<C<T>>), leaves variables without an end.
            return argument == null || depth > types.size()
                    ? erase(variable.getBounds()[0], depth + 1)
                    : erase(argument, depth + 1);
        }
        throw new AssertionError("A kind of type that Java does not have");
    }
}
