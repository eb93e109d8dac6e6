package io.sealgate.servlet;

import io.sealgate.config.SealgateConfig;
import io.sealgate.token.AuthenticationResult;
import io.sealgate.token.TokenSource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Leaves on a request what the filter leaves there. */
public final class TestAuthentication {
    private static final SealgateConfig CONFIG = new SealgateConfig(
            new SealgateConfig.Issuer(
                    "https://idp.example",
                    Set.of("orders"),
                    new SealgateConfig.Verification(List.of(), List.of(), Set.of()),
                    Optional.empty(),
                    new SealgateConfig.Claims(
                            Duration.ZERO, Optional.empty(), Duration.ofHours(1), Set.of(), Set.of(), List.of())),
            new SealgateConfig.Tokens(Set.of(TokenSource.AUTHORIZATION), "token", Optional.empty(), 8000),
            new SealgateConfig.Transport(SealgateConfig.PlainHttp.ALLOW, List.of()),
            "test");

    private TestAuthentication() {}

    public static void leave(HttpServletRequest request, AuthenticationResult result) {
        RequestAuthentication.authenticate(request, CONFIG, view -> result);
    }

    /** Runs an action in the dispatch of a request, as the filter does. */
    public static void dispatch(HttpServletRequest request, Runnable action) throws ServletException, IOException {
        DispatchedRequest.run(request, action::run);
    }
}
