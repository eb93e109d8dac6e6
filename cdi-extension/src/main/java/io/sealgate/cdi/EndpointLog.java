package io.sealgate.cdi;

import io.sealgate.cdi.UnannotatedEndpoints.UnannotatedEndpointsException;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig.Authorization;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.endpoints.ApplicationEndpoints;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.EndpointMap;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.DeploymentSteps;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the endpoint map of an application once all its servlets are registered, and logs it: at INFO how many endpoints there are and which are open, at DEBUG all of them. */
public final class EndpointLog {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String READERS = EndpointLog.class.getName();

    private EndpointLog() {}

    /**
     * Adds a reader of endpoints; to be called by a {@link jakarta.servlet.ServletContainerInitializer}.
     *
     * @param reader finds endpoints when all servlets are registered; throws IllegalArgumentException if an annotation is not valid
     */
    public static void read(ServletContext context, Function<ServletContext, Collection<Endpoint>> reader) {
        if (context.getAttribute(READERS) instanceof Readers readers) {
            readers.all().add(reader);
        } else {
            Readers readers = new Readers(new ArrayList<>(List.of(reader)));
            context.setAttribute(READERS, readers);
            DeploymentSteps.add(context, late -> make(late, readers.all()));
        }
    }

    /**
     * An endpoint that the server has told of itself, as {@code sealgate.endpoints.unannotated} leaves it.
     *
     * @param application the application's class loader
     */
    public static Endpoint effective(Endpoint endpoint, ClassLoader application) {
        try {
            return UnannotatedEndpoints.apply(
                    endpoint,
                    ApplicationSealgate.get(application)
                            .config()
                            .authorization()
                            .unannotated());
        } catch (InvalidConfigurationException notDeployed) {
            return endpoint;
        }
    }

    /**
     * An endpoint as the configuration leaves it: with what is asked of its path, and closed where it has no rule and needs one.
     *
     * @param endpoint with its whole path within the application
     */
    public static Endpoint effective(Endpoint endpoint, Authorization authorization) {
        return UnannotatedEndpoints.apply(
                PathRuleRules.apply(endpoint, authorization.paths()), authorization.unannotated());
    }

    private static void make(ServletContext context, List<Function<ServletContext, Collection<Endpoint>>> readers) {
        Authorization authorization = ApplicationSealgate.get(context).config().authorization();
        List<Endpoint> endpoints = new ArrayList<>();
        readers.forEach(reader -> reader.apply(context)
                .forEach(endpoint -> endpoints.add(PathRuleRules.apply(endpoint, authorization.paths()))));
        if (authorization.unannotated() == Unannotated.FAIL) {
            List<Endpoint> open = EndpointMap.of(endpoints).with(Access.OPEN);
            if (!open.isEmpty()) {
                throw new UnannotatedEndpointsException(open);
            }
        }
        endpoints.replaceAll(endpoint -> UnannotatedEndpoints.apply(endpoint, authorization.unannotated()));
        ApplicationEndpoints.of(context.getClassLoader()).found(endpoints);
        EndpointMap map = EndpointMap.of(endpoints);
        LOGGER.log(Level.INFO, () -> summary(map, context));
        LOGGER.log(Level.DEBUG, () -> "Endpoints of " + name(context) + "\n" + map);
    }

    private static String summary(EndpointMap map, ServletContext context) {
        List<Endpoint> open = map.with(Access.OPEN);
        return "Endpoints of " + name(context) + ": " + map.with(Access.GUARDED).size() + " guarded, "
                + map.with(Access.DENIED).size() + " closed to everybody, "
                + map.with(Access.PERMITTED).size() + " open as annotated, "
                + open.size() + " open without a rule"
                + open.stream()
                        .map(endpoint -> endpoint.method() + " " + endpoint.path())
                        .collect(Collectors.joining(", ", open.isEmpty() ? "" : ": ", ""));
    }

    private static String name(ServletContext context) {
        return context.getContextPath().isEmpty() ? "the root context" : context.getContextPath();
    }

    private record Readers(List<Function<ServletContext, Collection<Endpoint>>> all) {}
}
