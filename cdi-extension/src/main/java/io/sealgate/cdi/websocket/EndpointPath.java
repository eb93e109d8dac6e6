package io.sealgate.cdi.websocket;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The path of an endpoint: segments that are as they are, and segments that are a parameter (Jakarta WebSocket 2.1 section 4.1.1, URI templates of level 1).
 *
 * <p>Immutable.
 */
final class EndpointPath {
    private final List<String> segments;

    private EndpointPath(List<String> segments) {
        this.segments = segments;
    }

    static EndpointPath of(String template) {
        return new EndpointPath(segments(template));
    }

    private static List<String> segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        return List.of((inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner).split("/", -1));
    }

    /**
     * The values of the parameters.
     *
     * @param path decoded, within the application
     * @return null where the path is another one
     */
    @Nullable Map<String, String> match(String path) {
        List<String> found = segments(path);
        if (found.size() != segments.size()) {
            return null;
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                parameters.put(segment.replaceFirst("^[^{]*\\{([^{}]*).*", "$1").strip(), found.get(i));
            } else if (!segment.equals(found.get(i))) {
                return null;
            }
        }
        return parameters;
    }

    /** Of those that match a path, the one that containers choose: from the left, a segment that is as it is wins. */
    static <T> Optional<T> best(Collection<T> candidates, Function<T, EndpointPath> path) {
        return candidates.stream().min((one, other) -> path.apply(one).compare(path.apply(other)));
    }

    private int compare(EndpointPath other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int byKind = Boolean.compare(isParameter(segments.get(i)), isParameter(other.segments.get(i)));
            if (byKind != 0) {
                return byKind;
            }
        }
        return 0;
    }

    private static boolean isParameter(String segment) {
        return segment.indexOf('{') >= 0;
    }
}
