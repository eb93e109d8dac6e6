package io.sealgate.json;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order of the text. Unmodifiable. A look-up goes through the names, of which a claims set has few: that takes no longer than hashing one, and a table of
 * hashes takes as long to make as all the values. Where there are many, there is such a table, so that asking for each does not take a time that grows with the square of their number.
 */
final class Members extends AbstractMap<String, @Nullable Object> implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NONE = -1;

    /** More than any issuer writes. */
    private static final int MOST_TO_SEARCH = 64;

    private final String[] names;

    @SuppressWarnings("serial") // each is a string, a number, a boolean, or a list or map of them
    private final @Nullable Object[] values;

    private Members(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * The members of an object, as an unmodifiable map that can be serialized.
     *
     * @param names no two alike; not copied, as are the values
     */
    static Map<String, @Nullable Object> of(String[] names, @Nullable Object[] values) {
        if (names.length <= MOST_TO_SEARCH) {
            return new Members(names, values);
        }
        Map<String, @Nullable Object> table = new LinkedHashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            table.put(names[i], values[i]);
        }
        return Collections.unmodifiableMap(table);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) != NONE;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int at = find(name);
        return at == NONE ? null : values[at];
    }

    private int find(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return NONE;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    if (next == names.length) {
                        throw new NoSuchElementException();
                    }
                    int at = next++;
                    return new SimpleImmutableEntry<>(names[at], values[at]);
                }
            };
        }
    }
}
