package io.sealgate.servlet.identity;

import io.sealgate.servlet.CallerIdentity;
import io.sealgate.token.AuthenticationResult;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.config.AuthConfigFactory.RegistrationContext;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registers the {@link TokenAuthConfigProvider} for one application, for as long as the application runs, unless the application authenticates in a way
 * of its own. To be loaded only where Jakarta Authentication resolves.
 */
final class ServerAuthRegistration implements ServletContextListener {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String LAYER = "HttpServlet";
    private static final String DESCRIPTION = "Sealgate";

    private final AuthConfigFactory factory;
    private final AuthConfigProvider provider;
    private final String id;

    private ServerAuthRegistration(AuthConfigFactory factory, AuthConfigProvider provider, String id) {
        this.factory = factory;
        this.provider = provider;
        this.id = id;
    }

    /** Empty where the container does not take one. Where the application has another, that one is left alone. */
    static Optional<CallerIdentity> register(
            ServletContext context, Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        AuthConfigFactory factory = factory();
        if (factory == null) {
            return Optional.empty();
        }
        if (isTaken(factory, context)) {
            context.addListener(new OtherMechanisms.Report());
            return Optional.of(new ContainerCallerIdentity(realm));
        }
        try {
            AuthConfigProvider provider = new TokenAuthConfigProvider(authentication, realm);
            String id = factory.registerConfigProvider(provider, LAYER, applicationContext(context), DESCRIPTION);
            context.addListener(new ServerAuthRegistration(factory, provider, id));
            CallerIdentityInitializer.logRegistration(context);
        } catch (RuntimeException refused) {
            // Which exception says that is the container's choice.
            LOGGER.log(
                    Level.DEBUG,
                    "The container does not let the application register with Jakarta Authentication",
                    refused);
            return Optional.empty();
        }
        return Optional.of(new ContainerCallerIdentity(realm));
    }

    static @Nullable AuthConfigFactory factory() {
        try {
            return AuthConfigFactory.getFactory();
        } catch (RuntimeException unusable) {
            // Which exception says that the API has no implementation is the API's choice.
            LOGGER.log(Level.DEBUG, "The container has no implementation of Jakarta Authentication", unusable);
            return null;
        }
    }

    /**
     * Whether somebody else has registered for just this application. A container's default for all of them does not count, nor what we
     * ourselves have left behind in a deployment that failed.
     */
    static boolean isTaken(AuthConfigFactory factory, ServletContext context) {
        for (String id : factory.getRegistrationIDs(null)) {
            RegistrationContext registration = factory.getRegistrationContext(id);
            if (registration != null
                    && LAYER.equals(registration.getMessageLayer())
                    && applicationContext(context).equals(registration.getAppContext())
                    && !DESCRIPTION.equals(registration.getDescription())) {
                return true;
            }
        }
        return false;
    }

    private boolean isOurs(ServletContext context) {
        return factory.getConfigProvider(LAYER, applicationContext(context), null) == provider;
    }

    /** Jakarta Authentication 3.0 section 3.2: the application context identifier. */
    private static String applicationContext(ServletContext context) {
        return context.getVirtualServerName() + " " + context.getContextPath();
    }

    /** By now every initializer has run, Jakarta Security's too. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        boolean left = CallerIdentity.leftToApplication(context).isPresent();
        if (left && isOurs(context)) {
            // Open Liberty looks for mechanisms at the first request, and only where nobody has registered.
            factory.removeRegistration(id);
        }
        if (left || !isOurs(context)) {
            OtherMechanisms.reportJakartaSecurity(context);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (isOurs(event.getServletContext())) {
            factory.removeRegistration(id);
        }
    }
}
