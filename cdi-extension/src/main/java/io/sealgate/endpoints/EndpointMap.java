package io.sealgate.endpoints;

import io.sealgate.endpoints.Endpoint.Access;
import io.sealgate.endpoints.Endpoint.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every endpoint of an application that is known, with its effective rule and where that comes from. Inject it, or make one for a test that compares it with a checked-in file.
 *
 * <p>Known are the resource methods of Jakarta REST (those behind sub-resource locators as far as return types tell), the servlets of the application and
 * WebSocket endpoints. Resources that an application registers in code are known once the REST runtime has started. Not endpoints are static files, JSP pages and what
 * servers add on their own.
 *
 * <p>Immutable. Sorted by path, method, kind and class.
 */
public final class EndpointMap {
    private final List<Endpoint> endpoints;

    private EndpointMap(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** The map of these endpoints, each once. */
    public static EndpointMap of(Collection<Endpoint> endpoints) {
        List<Endpoint> sorted = new ArrayList<>(endpoints);
        sorted.sort(EndpointMap::compare);
        List<Endpoint> once = new ArrayList<>(sorted.size());
        int alike = 0; // where those begin that differ in their rules at most
        for (Endpoint endpoint : sorted) {
            boolean another = once.isEmpty() || compare(once.get(once.size() - 1), endpoint) != 0;
            if (another) {
                alike = once.size();
            }
            if (another || !once.subList(alike, once.size()).contains(endpoint)) {
                once.add(endpoint);
            }
        }
        return new EndpointMap(List.copyOf(once));
    }

    private static int compare(Endpoint one, Endpoint other) {
        int order = one.path().compareTo(other.path());
        if (order == 0) {
            order = one.method().compareTo(other.method());
        }
        if (order == 0) {
            order = one.kind().compareTo(other.kind());
        }
        return order == 0 ? one.target().compareTo(other.target()) : order;
    }

    /** All endpoints; unmodifiable. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The endpoints with this access, in order. */
    public List<Endpoint> with(Access access) {
        List<Endpoint> with = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.access() == access) {
                with.add(endpoint);
            }
        }
        return List.copyOf(with);
    }

    /**
     * A JSON array of objects with the members {@code kind}, {@code method}, {@code path}, {@code target}, {@code access} and
     * {@code rules}, an array of objects with {@code asks} and {@code from}. One line for each endpoint, in order, so that a difference between two maps can be
     * read; ASCII, ends with a line feed.
     */
    public String toJson() {
        return endpoints.stream().map(EndpointMap::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    static String json(Endpoint endpoint) {
        return "{\"method\":" + quoted(endpoint.method()) + ",\"path\":" + quoted(endpoint.path()) + ",\"kind\":"
                + quoted(word(endpoint.kind())) + ",\"target\":" + quoted(endpoint.target()) + ",\"access\":"
                + quoted(word(endpoint.access()))
                + endpoint.rules().stream()
                        .map(rule -> "{\"asks\":" + quoted(rule.asks()) + ",\"from\":" + quoted(rule.from()) + "}")
                        .collect(Collectors.joining(",", ",\"rules\":[", "]}"));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    /** A table for people: a line for each endpoint with method, path, access, what is asked and what says so. */
    @Override
    public String toString() {
        int methods = width(Endpoint::method);
        int paths = width(Endpoint::path);
        StringBuilder table = new StringBuilder();
        for (Endpoint endpoint : endpoints) {
            pad(table, endpoint.method(), methods);
            pad(table, endpoint.path(), paths);
            pad(table, word(endpoint.access()), 11);
            for (int i = 0; i < endpoint.rules().size(); i++) {
                Rule rule = endpoint.rules().get(i);
                table.append(i == 0 ? "" : "and ")
                        .append(rule.asks())
                        .append(", by ")
                        .append(rule.from())
                        .append("  ");
            }
            table.append('(').append(endpoint.target()).append(")\n");
        }
        table.setLength(Math.max(0, table.length() - 1));
        return table.toString();
    }

    private int width(Function<Endpoint, String> column) {
        int width = 0;
        for (Endpoint endpoint : endpoints) {
            width = Math.max(width, column.apply(endpoint).length());
        }
        return width + 2;
    }

    private static void pad(StringBuilder table, String text, int width) {
        table.append(text);
        for (int i = Math.max(1, width - text.length()); i > 0; i--) {
            table.append(' ');
        }
    }
}
