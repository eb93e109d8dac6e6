package io.sealgate.servlet.identity;

import static java.util.Objects.requireNonNull;

import io.sealgate.token.AuthenticationResult;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.config.AuthConfigProvider;
import jakarta.security.auth.message.config.ClientAuthConfig;
import jakarta.security.auth.message.config.ServerAuthConfig;
import jakarta.security.auth.message.config.ServerAuthContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.function.Function;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * What containers ask for the {@link TokenAuthContext} of an application. To be loaded only where Jakarta Authentication resolves. Thread-safe.
 *
 * <p>A provider of our own, and not {@code registerServerAuthModule}, which would make one for us: what an application has left behind whose
 * deployment failed halfway could then not be told from a mechanism of the application's.
 */
final class TokenAuthConfigProvider implements AuthConfigProvider {
    private final Function<HttpServletRequest, AuthenticationResult> authentication;
    private final String realm;

    TokenAuthConfigProvider(Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        this.authentication = requireNonNull(authentication, "authentication");
        this.realm = requireNonNull(realm, "realm");
    }

    @Override
    public ServerAuthConfig getServerAuthConfig(
            String layer, String applicationContext, @Nullable CallbackHandler container) throws AuthException {
        if (container == null) {
            throw new AuthException("The container gave no CallbackHandler, so it cannot be told the caller");
        }
        return new Config(layer, applicationContext, new TokenAuthContext(authentication, realm, container));
    }

    /** None: no message is sent from here. */
    @Override
    public ClientAuthConfig getClientAuthConfig(
            String layer, String applicationContext, @Nullable CallbackHandler container) throws AuthException {
        throw new AuthException("Requests are received here, not sent");
    }

    @Override
    public void refresh() {
        // nothing is kept
    }

    private record Config(String layer, String applicationContext, ServerAuthContext context)
            implements ServerAuthConfig {
        @Override
        public String getMessageLayer() {
            return layer;
        }

        @Override
        public String getAppContext() {
            return applicationContext;
        }

        /** One context serves all requests. */
        @Override
        public String getAuthContextID(MessageInfo message) {
            return applicationContext;
        }

        @Override
        @SuppressWarnings("rawtypes") // so declared by Jakarta Authentication
        public ServerAuthContext getAuthContext(
                @Nullable String id, @Nullable Subject service, @Nullable Map properties) {
            return context;
        }

        /** False: the container knows which requests security constraints protect. */
        @Override
        public boolean isProtected() {
            return false;
        }

        @Override
        public void refresh() {
            // nothing is kept
        }
    }
}
