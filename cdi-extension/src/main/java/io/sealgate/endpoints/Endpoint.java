package io.sealgate.endpoints;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a request can reach, with everything that is asked of the request. Immutable. Its texts come from the application's code and configuration, never from a request.
 *
 * @param kind what answers
 * @param method the HTTP method; {@code *} for all of them, or where it is not known before the request; {@code WEBSOCKET} for the handshake of one
 * @param path within the application, with a leading slash: a template of Jakarta REST or WebSocket ({@code /orders/{id}}), or the pattern of a servlet
 *     ({@code /admin/*}). {@code /**} at its end: whatever a sub-resource locator leads to, where its return type does not say
 * @param access who may, in a word
 * @param rules all of which must hold; empty where nothing is said
 * @param target the class, and the method if there is one: {@code org.acme.OrderResource#cancel}
 */
public record Endpoint(Kind kind, String method, String path, Access access, List<Rule> rules, String target) {
    public Endpoint {
        requireNonNull(kind, "kind");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(access, "access");
        rules = List.copyOf(rules);
        requireNonNull(target, "target");
    }

    /** An endpoint of which the rules say who may reach it. */
    public Endpoint(Kind kind, String method, String path, List<Rule> rules, String target) {
        this(kind, method, path, Access.of(rules), rules, target);
    }

    /** What answers the requests. */
    public enum Kind {
        REST,
        SERVLET,
        WEBSOCKET
    }

    /** Who may reach an endpoint, from anybody to nobody. */
    public enum Access {
        /** Anybody, with and without a token, as nothing says otherwise. */
        OPEN,
        /** Anybody, with and without a token, and something says so. */
        PERMITTED,
        /** Whoever fulfils the rules; at the least, a valid token is needed. */
        GUARDED,
        /** Nobody. */
        DENIED;

        static Access of(List<Rule> rules) {
            Access access = OPEN;
            for (Rule rule : rules) {
                if (rule.access().compareTo(access) > 0) {
                    access = rule.access();
                }
            }
            return access;
        }
    }

    /**
     * One thing that is asked of requests.
     *
     * @param access what this rule alone would make of the endpoint; never {@link Access#OPEN}
     * @param asks what is asked, as a person would say it: {@code scope any of [orders:read]}
     * @param from what says so: an annotation and where it stands, or a property
     * @param scopes what a token needs to have in its scope, all of it; empty where nothing or alternatives are asked
     * @param reportOnly whether requests that do not fulfil this pass, and are reported
     */
    public record Rule(Access access, String asks, String from, List<String> scopes, boolean reportOnly) {
        public Rule {
            if (requireNonNull(access, "access") == Access.OPEN) {
                throw new IllegalArgumentException("A rule that says nothing");
            }
            requireNonNull(asks, "asks");
            requireNonNull(from, "from");
            scopes = List.copyOf(scopes);
        }

        /** A rule that is enforced, and names no scope that is needed for certain. */
        public Rule(Access access, String asks, String from) {
            this(access, asks, from, List.of(), false);
        }

        // A record's own are linked at their first use, which takes a start ten milliseconds.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Rule rule
                    && access == rule.access
                    && reportOnly == rule.reportOnly
                    && asks.equals(rule.asks)
                    && from.equals(rule.from)
                    && scopes.equals(rule.scopes);
        }

        @Override
        public int hashCode() {
            return 31 * asks.hashCode() + from.hashCode();
        }
    }
}
