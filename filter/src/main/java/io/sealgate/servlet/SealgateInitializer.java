package io.sealgate.servlet;

import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.config.SealgateConfig.Authorization;
import io.sealgate.paths.PathRule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Installs Sealgate in every web application whose class path has it: reads the configuration, so that a mistake fails the deployment, and registers the
 * {@link TokenAuthenticationFilter} before all filters.
 *
 * <p>{@code <absolute-ordering/>} in {@code web.xml} keeps containers from calling it. Requests then carry no authentication, and every guard denies.
 */
public final class SealgateInitializer implements ServletContainerInitializer {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String FILTER_NAME = "Sealgate";

    /**
     * @throws InvalidConfigurationException if the configuration cannot be used; lists every problem
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        context.addListener(new Cleanup());
        // Before the configuration is read: where a container merely logs what an initializer throws (Open Liberty),
        // the filter throws
        // the same again and the application stays shut.
        FilterRegistration.Dynamic filter = context.addFilter(FILTER_NAME, TokenAuthenticationFilter.class);
        if (filter != null) {
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        }
        refuseLoginConfig(context);
        warnOfReportMode(
                ApplicationSealgate.get(context).config().authorization(),
                context.getContextPath().isEmpty() ? "the root context" : context.getContextPath());
    }

    /** At once, as some containers (Jetty) fail over a {@code login-config} before they come to listeners, and say less. */
    private static void refuseLoginConfig(ServletContext context) {
        try {
            LoginConfigCheck.check(context);
        } catch (InvalidConfigurationException e) {
            DeploymentSteps.add(context, late -> {
                throw e;
            });
            throw e;
        }
    }

    private static void warnOfReportMode(Authorization authorization, String application) {
        if (authorization.reportOnly()) {
            LOGGER.log(
                    Level.WARNING,
                    "RULES ARE NOT ENFORCED in {0}: sealgate.authorization.mode is report, so whatever @RequiresClaim, @RolesAllowed, @DenyAll and"
                            + " sealgate.path.* deny is logged as \"Would refuse\", and passes. Set it to enforce, or remove it, to refuse such requests.",
                    application);
        }
        List<String> reported = authorization.paths().rules().stream()
                .filter(PathRule::reportOnly)
                .map(PathRule::property)
                .toList();
        if (!reported.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "SOME RULES ARE NOT ENFORCED in {0}, but only reported: {1}",
                    application,
                    String.join(", ", reported));
        }
    }

    /** Lets go of the application's Sealgate when the application stops. */
    private static final class Cleanup implements ServletContextListener {
        @Override
        public void contextDestroyed(ServletContextEvent event) {
            ApplicationSealgate.clear(event.getServletContext().getClassLoader());
        }
    }
}
