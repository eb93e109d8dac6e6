package io.sealgate.cdi.rest;

import io.sealgate.cdi.GuardFilters;
import io.sealgate.claims.AuthorizationDecision;
import io.sealgate.claims.AuthorizationDecision.Denied;
import io.sealgate.claims.AuthorizationDecision.Granted;
import io.sealgate.claims.ClaimAuthorizer;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Closes the servlets of REST runtimes other than RESTEasy and Jersey, which load no guard of resources by themselves, to everybody until such a runtime has loaded it.
 *
 * <p>A runtime shows itself by its {@code RuntimeDelegate}, which each has to name in {@code META-INF/services} (Jakarta REST 3.1 section 10.2.4), its servlets by the beginning of their names, and that it
 * has the guard by the call of {@link RequiresClaimFeature}.
 */
final class OtherRuntimes {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String SERVICE = "META-INF/services/jakarta.ws.rs.ext.RuntimeDelegate";
    private static final int WORDS_IN_COMMON = 3;

    /** These, and what servers make of them, load what {@code META-INF} names. */
    private static final List<String> KNOWN =
            List.of("org.jboss.", "org.glassfish.", "io.openliberty.", "com.ibm.", "com.sun.", "fish.payara.");

    /** The names of classes of runtimes that have loaded the guard, for each application. */
    private static final Map<ClassLoader, Set<String>> GUARDED = Collections.synchronizedMap(new WeakHashMap<>());

    private OtherRuntimes() {}

    /** Takes note that a runtime has loaded the guard. */
    static void hasGuard(Class<?> ofRuntime) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        if (application != null && !isKnown(ofRuntime.getName())) {
            GUARDED.computeIfAbsent(application, loader -> ConcurrentHashMap.newKeySet())
                    .add(ofRuntime.getName());
        }
    }

    /** Whether the application has a runtime that is not known. */
    static boolean areThere(ServletContext context) {
        return !delegates(context.getClassLoader()).isEmpty();
    }

    /** Closes the servlets of runtimes that are not known; for applications whose resources have rules, once all servlets are registered. */
    static void close(ServletContext context) {
        for (String delegate : delegates(context.getClassLoader())) {
            String runtime = beginning(delegate);
            for (ServletRegistration servlet : context.getServletRegistrations().values()) {
                if (isOf(runtime, servlet.getClassName(), context)) {
                    close(servlet, runtime, context);
                }
            }
        }
    }

    private static void close(ServletRegistration servlet, String runtime, ServletContext context) {
        ClassLoader application = context.getClassLoader();
        AtomicBoolean said = new AtomicBoolean();
        FilterRegistration.Dynamic filter = GuardFilters.add(
                context,
                "Sealgate waits for the guard of " + servlet.getName(),
                GuardFilters.deciding(request -> decide(request, runtime, application, servlet.getName(), said)),
                servlet.getName());
        if (filter != null) {
            filter.addMappingForServletNames(EnumSet.allOf(DispatcherType.class), true, servlet.getName());
        }
    }

    private static AuthorizationDecision decide(
            HttpServletRequest request, String runtime, ClassLoader application, String servlet, AtomicBoolean said) {
        for (String name : GUARDED.getOrDefault(application, Set.of())) {
            if (name.startsWith(runtime)) {
                return Granted.INSTANCE;
            }
        }
        if (said.compareAndSet(false, true)) {
            LOGGER.log(
                    Level.ERROR,
                    () -> "The servlet " + servlet + " belongs to a REST runtime (" + runtime + "*) that has not loaded"
                            + " Sealgate's guard of resources, and this application has resources with rules: it"
                            + " answers nobody. Register " + RequiresClaimFeature.class.getName() + ", "
                            + RestCallFilter.class.getName() + " and " + AuthorizationExceptionMapper.class.getName()
                            + " with it as providers, and have the servlet loaded on startup.");
        }
        String why = "the REST runtime of the servlet has not loaded the guard of resources";
        return ClaimAuthorizer.denyAll(RequestAuthentication.get(request), why) instanceof Denied denied
                ? denied.because(why)
                : Granted.INSTANCE;
    }

    /** The runtimes that are not known, by the names of their delegates. */
    private static Set<String> delegates(ClassLoader application) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file : Collections.list(application.getResources(SERVICE))) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        int comment = line.indexOf('#');
                        String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                        if (!name.isEmpty() && !isKnown(name)) {
                            names.add(name);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("REST runtimes cannot be looked for", e);
        }
        return names;
    }

    /** Whether a class is of a runtime that loads the guard by itself. */
    static boolean isKnown(String className) {
        return KNOWN.stream().anyMatch(className::startsWith);
    }

    /** {@code org.apache.cxf.} of {@code org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl}. */
    private static String beginning(String className) {
        int end = -1;
        for (int words = 0; words < WORDS_IN_COMMON; words++) {
            int next = className.indexOf('.', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return className.substring(0, end + 1);
    }

    /** Whether a servlet's class, or one above it, is of a runtime. */
    private static boolean isOf(String runtime, @Nullable String servlet, ServletContext context) {
        try {
            Class<?> type = servlet == null ? null : Class.forName(servlet, false, context.getClassLoader());
            while (type != null && !type.getName().startsWith(runtime)) {
                type = type.getSuperclass();
            }
            return type != null;
        } catch (ClassNotFoundException | LinkageError notOfTheApplication) {
            return servlet != null && servlet.startsWith(runtime);
        }
    }
}
