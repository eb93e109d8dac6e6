package io.sealgate.extract;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import java.util.Optional;

/** Over which connections tokens are accepted (RFC 6750 section 5.2). Only a request that carries a token is to be checked. */
public enum TransportCheck {
    /** Over TLS. */
    TLS_ONLY {
        @Override
        boolean accepts(RequestView request) {
            return request.secure();
        }
    },
    /** Over TLS, or from this machine without a proxy between. */
    TLS_OR_LOOPBACK {
        @Override
        boolean accepts(RequestView request) {
            return request.secure() || request.loopback();
        }
    },
    /** Over any. */
    ANY {
        @Override
        boolean accepts(RequestView request) {
            return true;
        }
    };

    abstract boolean accepts(RequestView request);

    /**
     * Checks the connection of a request.
     *
     * @return empty if a token may come over it
     */
    public Optional<Rejection> check(RequestView request) {
        return accepts(request)
                ? Optional.empty()
                : Optional.of(
                        Rejection.of(
                                RejectionReason.INSECURE_TRANSPORT,
                                "expected TLS; behind a proxy that ends it, set sealgate.transport.trusted-proxies; for development on one machine, sealgate.transport.plain-http=loopback"));
    }
}
