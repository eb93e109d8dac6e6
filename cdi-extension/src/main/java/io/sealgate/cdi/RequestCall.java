package io.sealgate.cdi;

import io.sealgate.claims.Call;
import io.sealgate.servlet.RequestAuthentication;
import jakarta.servlet.ServletRequest;

/** What Jakarta REST knows of the request that it serves. It travels with the request, as the guards of beans look at it, too. */
public final class RequestCall {
    private static final String ATTRIBUTE = "io.sealgate.call";

    private RequestCall() {}

    /** Leaves what is known of a request with it. */
    public static void leave(ServletRequest request, Call call) {
        request.setAttribute(ATTRIBUTE, call);
    }

    /** What was left with a request; nothing but the time where Jakarta REST does not serve it. */
    static Call of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Call call ? call : RequestAuthentication.call(request);
    }
}
