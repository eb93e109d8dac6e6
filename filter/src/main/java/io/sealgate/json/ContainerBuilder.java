package io.sealgate.json;

import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A list or map that is being made of what lies on a tape. Those inside one another are kept here and not on the stack, for a token says how deep they go. */
final class ContainerBuilder {
    private static final int NONE = -1;

    private final @Nullable ContainerBuilder parent;
    private final Tape tape;
    private final int end;
    private final String @Nullable [] names;
    private final @Nullable Object[] values;
    private int index;
    private int size;

    private ContainerBuilder(Tape tape, int container, @Nullable ContainerBuilder parent) {
        this.tape = tape;
        this.parent = parent;
        this.index = container + 2;
        this.end = tape.next(container);
        boolean object = tape.type(container) == Tape.OBJECT;
        int count = count(tape, index, end);
        this.values = new @Nullable Object[object ? count / 2 : count];
        this.names = object ? new String[values.length] : null;
    }

    /** The unmodifiable List or Map that the container at an index is. */
    static Object build(Tape tape, int index) {
        ContainerBuilder builder = new ContainerBuilder(tape, index, null);
        while (true) {
            int container = builder.addScalars();
            if (container != NONE) {
                builder = new ContainerBuilder(tape, container, builder);
                continue;
            }
            ContainerBuilder parent = builder.parent;
            if (parent == null) {
                return builder.result();
            }
            parent.add(builder.result());
            builder = parent;
        }
    }

    /** How many values, names included, there are in a range. */
    private static int count(Tape tape, int from, int to) {
        int count = 0;
        for (int index = from; index < to; index = tape.next(index)) {
            count++;
        }
        return count;
    }

    /** Adds what comes before the next container; its index, or {@link #NONE} at the end. */
    private int addScalars() {
        while (index < end) {
            if (names != null) {
                names[size] = tape.name(index++);
            }
            int value = index;
            index = tape.next(value);
            if (Tape.isContainer(tape.type(value))) {
                return value;
            }
            values[size++] = tape.scalar(value);
        }
        return NONE;
    }

    private void add(Object value) {
        values[size++] = value;
    }

    private Object result() {
        return names == null ? Collections.unmodifiableList(Arrays.asList(values)) : Members.of(names, values);
    }
}
