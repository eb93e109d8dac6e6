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
 * Registers the {@link TokenAuthModule} for one application, for as long as the application runs, unless the application authenticates in a way
 * of its own. To be loaded only where Jakarta Authentication resolves.
 */
final class ServerAuthRegistration implements ServletContextListener {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String LAYER = "HttpServlet";

    private final AuthConfigFactory factory;
    private final @Nullable AuthConfigProvider provider;

    private ServerAuthRegistration(AuthConfigFactory factory, @Nullable AuthConfigProvider provider) {
        this.factory = factory;
        this.provider = provider;
    }

    /** Empty where the container does not take a module, or the application has another. */
    static Optional<CallerIdentity> register(
            ServletContext context, Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        AuthConfigFactory factory = factory();
        if (factory == null) {
            return Optional.empty();
        }
        if (isTaken(factory, context)) {
            OtherMechanisms.warnAboutJakartaSecurity(context);
            return Optional.empty();
        }
        try {
            factory.registerServerAuthModule(new TokenAuthModule(authentication, realm), context);
        } catch (RuntimeException refused) {
            LOGGER.log(Level.DEBUG, "The container does not take a server auth module", refused);
            return Optional.empty();
        }
        context.addListener(new ServerAuthRegistration(factory, provider(factory, context)));
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

    /** Whether something is registered for just this application. A container's default for all of them does not count. */
    static boolean isTaken(AuthConfigFactory factory, ServletContext context) {
        for (String id : factory.getRegistrationIDs(null)) {
            RegistrationContext registration = factory.getRegistrationContext(id);
            if (registration != null
                    && LAYER.equals(registration.getMessageLayer())
                    && applicationContext(context).equals(registration.getAppContext())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable AuthConfigProvider provider(AuthConfigFactory factory, ServletContext context) {
        return factory.getConfigProvider(LAYER, applicationContext(context), null);
    }

    /** Jakarta Authentication 3.0 section 3.2: the application context identifier. */
    private static String applicationContext(ServletContext context) {
        return context.getVirtualServerName() + " " + context.getContextPath();
    }

    /** By now every initializer has run, Jakarta Security's too. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (provider(factory, event.getServletContext()) != provider) {
            OtherMechanisms.warnAboutJakartaSecurity(event.getServletContext());
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (provider(factory, event.getServletContext()) == provider) {
            factory.removeServerAuthModule(event.getServletContext());
        }
    }
}
