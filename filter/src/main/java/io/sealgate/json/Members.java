package io.sealgate.json;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order of the text. Unmodifiable. A look-up goes through the names, of which a claims set has few: that takes no longer than hashing one, and a table of
 * hashes takes as long to make as all the values.
 */
final class Members extends AbstractMap<String, @Nullable Object> implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NONE = -1;

    private final String[] names;

    @SuppressWarnings("serial") // each is a string, a number, a boolean, or a list or map of them
    private final @Nullable Object[] values;

    /**
     * @param names no two alike; not copied, as are the values
     */
    Members(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
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
