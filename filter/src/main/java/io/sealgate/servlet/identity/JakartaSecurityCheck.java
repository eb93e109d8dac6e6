package io.sealgate.servlet.identity;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Looks, once every initializer has run, for a mechanism of Jakarta Security beside our own way. To be loaded only where Jakarta Authentication
 * resolves.
 */
final class JakartaSecurityCheck implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        AuthConfigFactory factory = ServerAuthRegistration.factory();
        if (factory != null && ServerAuthRegistration.isTaken(factory, event.getServletContext())) {
            OtherMechanisms.warn(event.getServletContext(), "");
        }
    }
}
