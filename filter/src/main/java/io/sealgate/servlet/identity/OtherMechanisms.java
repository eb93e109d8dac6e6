package io.sealgate.servlet.identity;

import jakarta.servlet.ServletContext;
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
            warn(context, "<login-config> in web.xml or @LoginConfig with " + String.join(", ", methods));
        }
        return !methods.isEmpty();
    }

    /** A {@code HttpAuthenticationMechanism} of Jakarta Security, which MicroProfile JWT amounts to on Payara. */
    static void warnAboutJakartaSecurity(ServletContext context) {
        warn(context, "an HttpAuthenticationMechanism of Jakarta Security or @LoginConfig(authMethod = \"MP-JWT\")");
    }

    private static void warn(ServletContext context, String mechanism) {
        LOGGER.log(
                Level.WARNING,
                "{0} authenticates callers in a second way, by {1}. Requests whose token and whose other credentials name two callers are refused."
                        + " Remove that mechanism if tokens are to be the only way, as for MP-JWT they should.",
                CallerIdentityInitializer.name(context),
                mechanism);
    }
}
