package io.sealgate.servlet.identity;

import io.sealgate.servlet.CallerIdentity;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Says at deployment that an application authenticates in a second way, and what to remove. */
final class OtherMechanisms {
    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final String UNDERTOW = "io.undertow.servlet.spec.ServletContextImpl";

    private OtherMechanisms() {}

    /**
     * A {@code login-config} of web.xml, or MicroProfile JWT's annotation, which amounts to one on WildFly.
     *
     * @return whether there is one
     */
    static boolean warnAboutLoginConfig(ServletContext context) {
        List<String> methods =
                CallerIdentityInitializer.resolves(UNDERTOW) ? UndertowLoginConfig.methods(context) : List.of();
        if (!methods.isEmpty()) {
            warn(context, "<login-config> in web.xml or @LoginConfig with " + String.join(", ", methods), "");
        }
        return !methods.isEmpty();
    }

    /** A {@code HttpAuthenticationMechanism} of Jakarta Security, which the container asks in our place. */
    static void reportJakartaSecurity(ServletContext context) {
        if (CallerIdentity.leftToApplication(context).orElse(false)) {
            LOGGER.log(
                    Level.INFO,
                    "{0} tells the container who calls by an HttpAuthenticationMechanism of its own, which has Sealgate''s injected"
                            + " (@SealgateAuthenticationMechanism); the caller and roles of a token become those of the container where it calls that",
                    CallerIdentityInitializer.name(context));
        } else {
            warnAboutJakartaSecurity(
                    context,
                    " Sealgate steps aside: the container does not know the callers of tokens. If it should, inject @SealgateAuthenticationMechanism"
                            + " HttpAuthenticationMechanism into the mechanism, and call it for requests with a token.");
        }
    }

    /**
     * A {@code HttpAuthenticationMechanism} of Jakarta Security, which MicroProfile JWT amounts to on Payara.
     *
     * @param more what else is to be said, with a blank before it
     */
    static void warnAboutJakartaSecurity(ServletContext context, String more) {
        warn(
                context,
                "an HttpAuthenticationMechanism of Jakarta Security or @LoginConfig(authMethod = \"MP-JWT\")",
                more);
    }

    private static void warn(ServletContext context, String mechanism, String more) {
        LOGGER.log(
                Level.WARNING,
                "{0} authenticates callers in a second way, by {1}. Requests whose token and whose other credentials name two callers are refused."
                        + " Remove that mechanism if tokens are to be the only way, as for MP-JWT they should.{2}",
                CallerIdentityInitializer.name(context),
                mechanism,
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
