package io.sealgate.cdi.review;

import io.sealgate.cdi.rest.RestEndpoints;
import io.sealgate.cdi.websocket.WebSocketScan;
import io.sealgate.endpoints.Endpoint;
import io.sealgate.endpoints.EndpointMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The endpoints of an application, found in its compiled classes without a server, to be compared with a file that is checked in:
 *
 * <pre>{@code
 * @Test
 * void endpoints_areThoseReviewed() {
 *     EndpointReview.ofClassesIn(Path.of("target/classes")).assertSameAs(Path.of("src/test/resources/endpoints.json"));
 * }
 * }</pre>
 *
 * <p>Whoever opens an endpoint has to change the file with the code, and its difference says so. Run the test with {@code -Dendpoints.update=true} to write the file.
 *
 * <p>Immutable. Needs no test framework: what differs is an {@link AssertionError}.
 */
public final class EndpointReview {
    private static final String UPDATE = "endpoints.update";
    private static final Pattern LINE = Pattern.compile(
            "\\{\"method\":\"(?<method>[^\"]*)\",\"path\":\"(?<path>(?:[^\"\\\\]|\\\\.)*)\",\"kind\":\"(?<kind>\\w+)\","
                    + "\"target\":\"(?<target>[^\"]*)\",\"access\":\"(?<access>\\w+)\",\"rules\":\\[(?<rules>.*)]},?");

    private final EndpointMap map;

    private EndpointReview(EndpointMap map) {
        this.map = map;
    }

    /**
     * Reads compiled classes. Resources of Jakarta REST and annotated WebSocket endpoints are found as a server finds them; their paths begin with that of {@code @ApplicationPath}.
     *
     * @param directory the root of the packages, such as {@code target/classes}; its classes and what they need must be on the class path of the test
     * @throws IllegalArgumentException if there is no such directory, or an annotation is not valid
     * @throws UncheckedIOException if the directory cannot be read
     */
    public static EndpointReview ofClassesIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("There is no directory " + directory.toAbsolutePath());
        }
        return of(classesIn(directory));
    }

    /**
     * Takes these classes alone.
     *
     * @throws IllegalArgumentException if an annotation is not valid
     */
    public static EndpointReview of(Iterable<Class<?>> classes) {
        List<Class<?>> all = new ArrayList<>();
        classes.forEach(all::add);
        List<Endpoint> endpoints = new ArrayList<>(RestEndpoints.of(all));
        endpoints.addAll(WebSocketScan.read(all));
        return new EndpointReview(EndpointMap.of(endpoints));
    }

    private static List<Class<?>> classesIn(Path directory) {
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.map(file -> directory.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .sorted()
                    .forEach(file -> classes.add(load(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    name + " cannot be loaded (" + e + "). Add it and what it needs to the class path of the test.", e);
        }
    }

    /** What was found. */
    public EndpointMap map() {
        return map;
    }

    /**
     * Compares with a file.
     *
     * @param file as {@link EndpointMap#toJson()} writes it; written if the system property {@code endpoints.update} is {@code true}
     * @throws AssertionError if they differ; says of each endpoint what became of it
     * @throws UncheckedIOException if the file cannot be read or written
     */
    public void assertSameAs(Path file) {
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.writeString(file, map.toJson());
                return;
            }
            if (!Files.exists(file)) {
                throw new AssertionError("There is no " + file.toAbsolutePath() + advice());
            }
            List<String> differences = differences(Files.readString(file), map.toJson());
            if (!differences.isEmpty()) {
                throw new AssertionError("The endpoints are not those of " + file + ":\n  "
                        + String.join("\n  ", differences) + advice());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String advice() {
        return "\nIf that is as it should be, run the test with -D" + UPDATE + "=true, and check the file in.";
    }

    /** What became of each endpoint that is not the same in both, a line each. */
    static List<String> differences(String reviewed, String found) {
        Map<String, Matcher> before = lines(reviewed);
        Map<String, Matcher> after = lines(found);
        List<String> differences = new ArrayList<>();
        before.forEach((endpoint, was) -> {
            Matcher is = after.remove(endpoint);
            if (is == null) {
                differences.add(endpoint + " is gone; it was " + described(was));
            } else {
                differs(endpoint, was, is).ifPresent(differences::add);
            }
        });
        after.forEach((endpoint, is) -> differences.add(endpoint + " is new, and " + described(is)));
        return differences;
    }

    private static Optional<String> differs(String endpoint, Matcher was, Matcher is) {
        String fromTo = ": it was " + described(was) + ", and is " + described(is);
        if (isPublic(is) && !isPublic(was)) {
            return Optional.of(endpoint + " became public" + fromTo);
        } else if (!described(was).equals(described(is))) {
            return Optional.of(endpoint + " asks something else" + fromTo);
        } else if (!was.group("target").equals(is.group("target"))) {
            return Optional.of(
                    endpoint + " is answered by " + is.group("target") + " instead of " + was.group("target"));
        }
        return Optional.empty();
    }

    private static boolean isPublic(Matcher endpoint) {
        return endpoint.group("access").equals("open")
                || endpoint.group("access").equals("permitted");
    }

    private static String described(Matcher endpoint) {
        String rules = endpoint.group("rules");
        return endpoint.group("access") + (rules.isEmpty() ? "" : " " + rules);
    }

    private static Map<String, Matcher> lines(String json) {
        Map<String, Matcher> endpoints = new LinkedHashMap<>();
        json.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.equals("[") && !line.equals("]"))
                .forEach(line -> {
                    Matcher endpoint = LINE.matcher(line);
                    if (!endpoint.matches()) {
                        throw new AssertionError("Not a line that EndpointMap.toJson() writes: " + line + advice());
                    }
                    String name = endpoint.group("method") + " "
                            + endpoint.group("path").replace("\\\\", "\\");
                    // Two classes may answer at one path, told apart by what they consume or produce.
                    if (endpoints.putIfAbsent(name, endpoint) != null) {
                        endpoints.put(name + " (" + endpoint.group("target") + ")", endpoint);
                    }
                });
        return endpoints;
    }
}
