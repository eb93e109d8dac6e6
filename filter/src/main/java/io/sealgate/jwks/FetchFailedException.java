package io.sealgate.jwks;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;

/** A document could not be had, or is not what it should be. The message is one sentence in printable ASCII, for the log. */
final class FetchFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_MESSAGE = 300;

    private final int status;

    FetchFailedException(String message) {
        this(message, 0);
    }

    private FetchFailedException(String message, int status) {
        super(message, null, false, false);
        this.status = status;
    }

    /** For an answer that is neither the document nor a word that it has not changed. */
    static FetchFailedException ofStatus(String location, int status) {
        String hint = "";
        if (status >= 301 && status <= 308 && status != 304) {
            hint = "; redirects are not followed";
        } else if (status == 407) {
            hint = "; that is a proxy's, which asks for a password, and none is sent";
        }
        return new FetchFailedException(location + " answered with status " + status + hint + ".", status);
    }

    /** For an exchange that broke. Of the exception's message, which may quote the other side, only what is printable goes on. */
    static FetchFailedException ofExchange(String location, Throwable failure) {
        Throwable root = failure;
        boolean refused = false;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
            refused |= root instanceof ConnectException;
        }
        String message = root.getMessage() == null ? "" : ": " + printable(root.getMessage());
        return new FetchFailedException("The connection to " + location + " failed ("
                + root.getClass().getSimpleName() + message + ")" + hint(root, refused) + ".");
    }

    /** What those failures mean whose exceptions do not say it. */
    private static String hint(Throwable root, boolean refused) {
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "; its host name is not known here";
        } else if (root instanceof CertPathBuilderException) {
            return "; nothing trusts its certificate: see sealgate.keys.trusted-certificates";
        }
        return refused ? "; nothing may be listening there, or at the proxy" : "";
    }

    /** The HTTP status of the answer that is at fault; 0 if it is not the status. */
    int status() {
        return status;
    }

    /** Replaces what is not printable ASCII, and cuts to a bearable length. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST_MESSAGE; i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return out.toString();
    }
}
