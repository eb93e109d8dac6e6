package io.sealgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Wycheproof's test vectors, read where they lie: groups of cases, each valid, invalid or, by either judgement, acceptable. */
public final class Wycheproof {
    private Wycheproof() {}

    /** What we make of one case. */
    @FunctionalInterface
    public interface Judge {
        boolean accepts(Members group, Members vector) throws Exception;
    }

    /** How many cases of a file were accepted and refused. */
    public record Counts(int accepted, int refused) {}

    /**
     * Judges every case of a file, and expects that we accept exactly the valid ones, except for those, and for all of those, that {@link VectorExceptions} lists.
     */
    public static Counts judge(String file, Judge judge) throws Exception {
        Map<String, String> deviations = new TreeMap<>();
        int accepted = 0;
        int refused = 0;
        for (Members group : read(file).list("testGroups")) {
            for (Members vector : group.list("tests")) {
                boolean accepts = judge.accepts(group, vector);
                accepted += accepts ? 1 : 0;
                refused += accepts ? 0 : 1;
                String result = vector.text("result");
                if (!result.equals("acceptable") && accepts != result.equals("valid")) {
                    deviations.put(vector.id(), result + ": " + vector.text("comment"));
                }
            }
        }
        Set<String> unexplained = new TreeSet<>(deviations.keySet());
        unexplained.removeAll(VectorExceptions.tolerated(file));
        assertThat(unexplained)
                .as("what we judge otherwise than %s; vector-exceptions.txt has the reasons: %s", file, deviations)
                .isEqualTo(VectorExceptions.required(file));
        return new Counts(accepted, refused);
    }

    /** Hands out every case of a file with its group. */
    public static void forEach(String file, BiConsumer<Members, Members> consumer) {
        for (Members group : read(file).list("testGroups")) {
            group.list("tests").forEach(vector -> consumer.accept(group, vector));
        }
    }

    private static Members read(String file) {
        try {
            return new Members(JsonUtil.parseJson(Files.readString(SharedVectors.file("wycheproof/" + file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The members of a JSON object: a file, a group or a case. */
    public record Members(Map<String, Object> map) {
        public String id() {
            return String.valueOf(map.get("tcId"));
        }

        /** A member that is a string; empty where it is absent or null. */
        public String text(String name) {
            return map.get(name) instanceof String text ? text : "";
        }

        public byte[] hex(String name) {
            return HexFormat.of().parseHex(text(name));
        }

        /** A member that is an object, as JSON; null where it is absent. */
        @SuppressWarnings("unchecked") // names are strings
        public @Nullable String json(String name) {
            return map.get(name) instanceof Map<?, ?> object ? JsonUtil.toJson((Map<String, Object>) object) : null;
        }

        @SuppressWarnings("unchecked") // the schemas say so
        List<Members> list(String name) {
            return ((List<Map<String, Object>>) Objects.requireNonNull(map.get(name)))
                    .stream().map(Members::new).toList();
        }
    }
}
