package io.sealgate.extract;

import java.util.List;

/** What authentication needs to see of a request; free of any container API. Values are as received. */
public interface RequestView {

    /** The HTTP method, in its original case. */
    String method();

    /** All values of a header, one for each header line, in order; empty if absent. Names are case-insensitive. */
    List<String> headers(String name);

    /** The values of all cookies of this exact name, in order; empty if there is none. */
    List<String> cookies(String name);

    /**
     * All values of a parameter of a form body ({@code application/x-www-form-urlencoded}, POST), never of the query; empty if the
     * request has no such body.
     */
    List<String> formParameters(String name);

    /** Whether the caller's connection was TLS, to us or to a proxy that the configuration trusts. */
    boolean secure();

    /** Whether the connection comes from this machine and no proxy stands between. */
    boolean loopback();

    /** The origin that the caller addressed, {@code https://host[:port]} without a default port, as browsers send it in {@code Origin}. */
    String origin();
}
