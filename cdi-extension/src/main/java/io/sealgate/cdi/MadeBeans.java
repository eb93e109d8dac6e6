package io.sealgate.cdi;

import io.sealgate.cdi.ClassFile.Body;
import io.sealgate.cdi.ClassSearch.Files;
import io.sealgate.cdi.MethodCalls.Call;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds where code of the application makes a bean with rules by {@code new}: containers intercept the calls of objects that they have made themselves, and of no others. That goes for producer methods,
 * too.
 *
 * <p>What Jakarta REST calls is guarded however the object was made, and so are servlets. A method that calls {@link CallerContext#require} has asked by itself, and is believed.
 */
final class MadeBeans {
    private static final String FOUND = MadeBeans.class.getName();

    /** By internal name: a bean that the interceptor alone guards, or a class below one. */
    private final Map<String, Guarded> guarded = new HashMap<>();

    private final Set<String> problems = new TreeSet<>();

    private record Guarded(Class<?> bean, Method method) {}

    private MadeBeans() {}

    /**
     * The places, a sentence or two each. Searches the WAR once, and not at all where nothing but requests leads to rules.
     *
     * @param guardedBeans the bean classes whose methods are intercepted; empty as long as they are not known
     */
    static List<String> problems(Set<Class<?>> guardedBeans, ServletContext context) {
        if (guardedBeans.isEmpty()) {
            return List.of();
        }
        if (!(context.getAttribute(FOUND) instanceof Found)) {
            Files files = reader -> ApplicationClasses.read(context, reader);
            context.setAttribute(FOUND, new Found(problems(guardedBeans, files)));
        }
        return context.getAttribute(FOUND) instanceof Found found ? found.problems() : List.of();
    }

    private record Found(List<String> problems) {}

    static List<String> problems(Set<Class<?>> guardedBeans, Files files) {
        MadeBeans search = new MadeBeans();
        for (Class<?> bean : guardedBeans) {
            Method method = guardedByInterceptorAlone(bean);
            if (method != null) {
                search.guarded.put(ClassFile.internalName(bean), new Guarded(bean, method));
            }
        }
        search.search(files);
        return List.copyOf(search.problems);
    }

    /** The first such method; null where there is none. */
    private static @Nullable Method guardedByInterceptorAlone(Class<?> bean) {
        Lineage lineage = Lineage.of(bean);
        if (DeploymentCheck.isServlet(bean)) {
            return null;
        }
        boolean resource = RestMethods.isResource(lineage);
        for (Class<?> type : lineage.types()) {
            for (Method method : type.getDeclaredMethods()) {
                if ((method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0
                        && !method.isSynthetic()
                        && !(resource && isLeftToRequests(lineage.declarationsOf(method)))
                        && asks(method, bean)) {
                    return method;
                }
            }
        }
        return null;
    }

    /** What the class of a resource asks is for requests; what its other methods ask is not. */
    private static boolean isLeftToRequests(List<Method> declarations) {
        return RestMethods.isResourceMethod(declarations)
                || declarations.stream().noneMatch(RequirementAnnotations::areOn);
    }

    private static boolean asks(Method method, Class<?> bean) {
        try {
            return !new RequirementReader().read(method, bean).isEmpty();
        } catch (IllegalArgumentException notValid) {
            // Found by DeploymentCheck.
            return false;
        }
    }

    private void search(Files files) {
        Set<String> names = new HashSet<>(guarded.keySet());
        while (!names.isEmpty()) {
            Set<String> below = new HashSet<>();
            for (ClassFile file : ClassSearch.mentioning(names, files)) {
                try {
                    Guarded above = names.contains(file.superclass()) ? guarded.get(file.superclass()) : null;
                    if (above != null && guarded.putIfAbsent(file.name(), above) == null) {
                        below.add(file.name());
                    }
                    addProblems(file, names);
                } catch (RuntimeException e) {
                    System.getLogger("io.sealgate")
                            .log(Level.DEBUG, "A class file that mentions beans with rules cannot be read", e);
                }
            }
            names = below;
        }
    }

    private void addProblems(ClassFile file, Set<String> names) {
        for (Body body : file.bodies()) {
            MethodCalls calls = MethodCalls.of(body, file);
            for (Call call : calls.calls()) {
                Guarded made = names.contains(call.receiver()) ? guarded.get(call.receiver()) : null;
                if (made != null && call.made() && call.method().name().equals("<init>") && !calls.requires()) {
                    problems.add(describe(file, body, call.receiver(), made));
                }
            }
        }
    }

    private static String describe(ClassFile file, Body body, String made, Guarded guarded) {
        String bean = guarded.bean().getSimpleName();
        return "SG-228 " + SelfCalls.describe(file.name(), body) + " makes a " + made.replace('/', '.')
                + " with new, whose calls pass no guard, so nothing would ask for what "
                + RequirementAnnotations.describe(guarded.method()) + " requires. Inject the bean (@Inject " + bean
                + "), get it from an injected Instance<" + bean
                + ">, or call CallerContext.require in the method that makes it.";
    }
}
