package io.sealgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The test vectors that we treat otherwise than they say, on purpose: {@code vector-exceptions.txt}, a line for each with its reason. */
public final class VectorExceptions {
    private static final String JDK = Integer.toString(Runtime.version().feature());
    private static final String RESOURCE = "/io/sealgate/vector-exceptions.txt";

    private VectorExceptions() {}

    /** The IDs of one file, such as {@code json_web_key_test.json}, that this JDK must judge otherwise. */
    static Set<String> required(String file) {
        return ids(file, jdk -> jdk.equals("any") || jdk.equals(JDK));
    }

    /** The IDs of one file for which another JDK is named: whether this one judges likewise is not said. */
    static Set<String> tolerated(String file) {
        return ids(file, jdk -> !jdk.equals("any") && !jdk.equals(JDK));
    }

    private static Set<String> ids(String file, Predicate<String> jdk) {
        return lines().stream()
                .filter(fields -> fields.get(0).equals(file) && jdk.test(fields.get(2)))
                .map(fields -> fields.get(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every line: file, ID, JDK, reason. */
    public static List<List<String>> lines() {
        try (InputStream in = VectorExceptions.class.getResourceAsStream(RESOURCE)) {
            String text = new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(VectorExceptions::fields)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = List.of(line.split(" *\\| *", -1));
        if (fields.size() != 4 || fields.stream().anyMatch(String::isBlank)) {
            throw new IllegalStateException(RESOURCE + ": expected file | ID | JDK | reason: " + line);
        }
        return fields;
    }
}
