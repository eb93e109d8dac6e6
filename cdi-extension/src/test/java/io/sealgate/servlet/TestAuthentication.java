package io.sealgate.servlet;

import io.sealgate.Sealgate;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.AuthenticationResult;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;

/** Leaves on a request what the filter leaves there. */
public final class TestAuthentication {
    private static final Sealgate APPLICATION = application(Clock.systemUTC());

    private TestAuthentication() {}

    /** One whose callers are judged by a clock. */
    public static Sealgate application(Clock clock) {
        return Sealgate.create(TestConfigs.signed(TestKeys.publicJwk(TestKeys.p256("k1"), "ES256")), clock);
    }

    public static void leave(HttpServletRequest request, AuthenticationResult result) {
        leave(request, result, APPLICATION);
    }

    /** As the filter of this application leaves it. */
    public static void leave(HttpServletRequest request, AuthenticationResult result, Sealgate application) {
        RequestAuthentication.authenticate(request, application, application.config(), view -> result);
    }

    /** Runs an action in the dispatch of a request, as the filter does. */
    public static void dispatch(HttpServletRequest request, Runnable action) throws ServletException, IOException {
        DispatchedRequest.run(request, action::run);
    }
}
