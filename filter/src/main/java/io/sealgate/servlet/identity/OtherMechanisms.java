package io.sealgate.servlet.identity;

import io.sealgate.servlet.CallerIdentity;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Says at deployment that an application has a mechanism of Jakarta Security beside Sealgate, and what that means. */
final class OtherMechanisms {
    private static final Logger LOGGER = System.getLogger("io.sealgate");

    private OtherMechanisms() {}

    /** A {@code HttpAuthenticationMechanism} of Jakarta Security, which the container asks in our place. */
    static void reportJakartaSecurity(ServletContext context) {
        if (CallerIdentity.leftToApplication(context).orElse(false)) {
            LOGGER.log(
                    Level.INFO,
                    "{0} tells the container who calls by an HttpAuthenticationMechanism of its own, which has Sealgate''s injected"
                            + " (@SealgateAuthenticationMechanism); the caller and roles of a token become those of the container where it calls that",
                    CallerIdentityInitializer.name(context));
        } else {
            warn(
                    context,
                    " Sealgate steps aside: the container does not know the callers of tokens. If it should, inject @SealgateAuthenticationMechanism"
                            + " HttpAuthenticationMechanism into the mechanism, and call it for requests with a token.");
        }
    }

    /**
     * @param more what else is to be said, with a blank before it
     */
    static void warn(ServletContext context, String more) {
        LOGGER.log(
                Level.WARNING,
                "{0} authenticates callers in a second way, by an HttpAuthenticationMechanism of Jakarta Security. Requests whose token and whose other"
                        + " credentials name two callers are refused. Remove that mechanism if tokens are to be the only way.{1}",
                CallerIdentityInitializer.name(context),
                more);
    }

    /** Reports a mechanism of Jakarta Security once every initializer has run. */
    static final class Report implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            reportJakartaSecurity(event.getServletContext());
        }
    }
}
