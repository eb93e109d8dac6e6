package io.sealgate.servlet.identity;

import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;

/** Chooses a container's way as the product does, for callers that a test makes up. */
public final class TestIdentities {
    private TestIdentities() {}

    public static void install(
            ServletContext context, Function<HttpServletRequest, AuthenticationResult> authentication, String realm) {
        CallerIdentityInitializer.install(context, authentication, realm);
    }
}
