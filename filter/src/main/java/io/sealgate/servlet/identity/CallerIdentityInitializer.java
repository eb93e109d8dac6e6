package io.sealgate.servlet.identity;

import io.sealgate.Sealgate;
import io.sealgate.config.InvalidConfigurationException;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.servlet.CallerIdentity;
import io.sealgate.servlet.RequestAuthentication;
import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how an application's container is told who calls, by what the container has and accepts, not by its name, and says at deployment what
 * was chosen and what that leaves out.
 */
public final class CallerIdentityInitializer implements ServletContainerInitializer {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String ELYTRON = "org.wildfly.security.auth.server.SecurityDomain";
    private static final String JAKARTA_AUTHENTICATION = "jakarta.security.auth.message.config.AuthConfigFactory";
    private static final String JAKARTA_SECURITY = "jakarta.security.enterprise.SecurityContext";

    /**
     * @throws InvalidConfigurationException if the configuration cannot be used; lists every problem
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Sealgate sealgate = ApplicationSealgate.get(context);
        install(
                context,
                request -> RequestAuthentication.authenticate(request, sealgate),
                sealgate.config().realm());
    }

    /**
     * @param authentication authenticates a request, or returns what an earlier look found
     * @param realm for the challenge of refusals
     */
    static void install(
            ServletContext context, Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        Optional<CallerIdentity> identity = elytron(context, realm);
        if (identity.isEmpty()) {
            identity = jakartaAuthentication(context, authentication, realm);
        }
        if (identity.isPresent()) {
            CallerIdentity.register(context, identity.get());
        } else {
            LOGGER.log(
                    Level.WARNING,
                    "The caller and roles of a token are known to HttpServletRequest and Jakarta REST in {0}, but not to enterprise beans,"
                            + " jakarta.security.enterprise.SecurityContext and @Inject Principal: neither Elytron nor Jakarta"
                            + " Authentication is there for it. Inject TokenPrincipal instead, or use WildFly or Payara.",
                    name(context));
        }
    }

    private static Optional<CallerIdentity> elytron(ServletContext context, String realm) {
        if (!resolves(ELYTRON)) {
            return Optional.empty();
        }
        try {
            Optional<CallerIdentity> identity = ElytronCallerIdentity.find(realm);
            identity.ifPresent(found -> {
                LOGGER.log(
                        Level.INFO,
                        "The caller and roles of a token become the identity of Elytron in {0}",
                        name(context));
                if (resolves(JAKARTA_AUTHENTICATION)) {
                    context.addListener(new JakartaSecurityCheck());
                }
            });
            return identity;
        } catch (LinkageError otherVersion) {
            LOGGER.log(Level.DEBUG, "Elytron cannot be used", otherVersion);
            return Optional.empty();
        }
    }

    private static Optional<CallerIdentity> jakartaAuthentication(
            ServletContext context, Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        if (!resolves(JAKARTA_AUTHENTICATION)) {
            return Optional.empty();
        }
        try {
            return ServerAuthRegistration.register(context, authentication, realm);
        } catch (LinkageError otherVersion) {
            LOGGER.log(Level.DEBUG, "Jakarta Authentication cannot be used", otherVersion);
            return Optional.empty();
        }
    }

    static void logRegistration(ServletContext context) {
        LOGGER.log(
                Level.INFO,
                "The caller and roles of a token become those of the container in {0}, by Jakarta Authentication",
                name(context));
        if (!resolves(JAKARTA_SECURITY)) {
            LOGGER.log(
                    Level.INFO,
                    "The container of {0} has servlets alone: HttpServletRequest and Jakarta REST know the caller; there are no enterprise beans and no"
                            + " jakarta.security.enterprise.SecurityContext to know him, and @Inject Principal may not resolve. Inject TokenPrincipal"
                            + " instead.",
                    name(context));
        }
    }

    static boolean resolves(String className) {
        try {
            Class.forName(className, false, CallerIdentityInitializer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    static String name(ServletContext context) {
        return context.getContextPath().isEmpty() ? "the root context" : context.getContextPath();
    }
}
