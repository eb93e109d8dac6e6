package io.sealgate.testsuite.mechanism;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The credentials of one caller, by HTTP Basic. */
public final class Basic {
    private static final String BOB =
            "Basic " + Base64.getEncoder().encodeToString("bob:bob-password".getBytes(StandardCharsets.UTF_8));

    private Basic() {}

    /** Whether the request has these. */
    public static boolean isBob(HttpServletRequest request) {
        return BOB.equals(request.getHeader("Authorization"));
    }
}
