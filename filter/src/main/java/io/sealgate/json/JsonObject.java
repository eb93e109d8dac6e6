package io.sealgate.json;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that was read and found valid. Its values are made at each call. Immutable and thread-safe. */
public final class JsonObject {
    private static final int ABSENT = JsonValue.NOWHERE;

    /** One for each sketch of a name. */
    static final int SLOTS = 64;

    /** In a slot: more than one member, or one whose index does not fit. */
    static final byte SEARCH = -1;

    /** Where this object is on the tape: the whole text is one object. */
    private static final int ROOT = 0;

    private final Tape tape;

    /** Where the member with this sketch of its name is on the tape: 0 if there is none. */
    private final byte[] slots;

    private JsonObject(Tape tape, byte[] slots) {
        this.tape = tape;
        this.slots = slots;
    }

    /**
     * The object that a tape starts with.
     *
     * @param slots as {@link DuplicateNames#inRoot} filled them
     */
    static JsonObject root(Tape tape, byte[] slots) {
        return new JsonObject(tape, slots);
    }

    /** Of the text, in bytes. */
    int length() {
        return tape.text().length;
    }

    /** What other texts are recognized by that differ in values alone. */
    JsonLayout layout() {
        return JsonLayout.of(tape, tape.words(), slots);
    }

    /** The names of all members, in the order of the text; a fresh set. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        int end = tape.next(ROOT);
        for (int name = ROOT + 2; name < end; name = tape.next(name + 1)) {
            names.add(tape.name(name));
        }
        return names;
    }

    public boolean contains(String name) {
        return find(name) != ABSENT;
    }

    /** The value of a member: null if it is absent or a JSON null. */
    public @Nullable Object get(String name) {
        int value = find(name);
        return value == ABSENT ? null : tape.value(value);
    }

    /** The value of a member that is a string; null if it is absent or anything else. */
    public @Nullable String string(String name) {
        int value = find(name);
        return value != ABSENT && tape.isString(value) ? tape.string(value) : null;
    }

    /** Whether a member is a string; makes nothing. */
    public boolean isString(String name) {
        int value = find(name);
        return value != ABSENT && tape.isString(value);
    }

    /** Whether a member is this very string; makes nothing. */
    public boolean isString(String name, String string) {
        int value = find(name);
        return value != ABSENT && tape.isString(value) && tape.isString(value, string);
    }

    /** Whether a member is this very string, or an array of strings alone that holds it; makes nothing. */
    public boolean holdsString(String name, String string) {
        int value = find(name);
        return value != ABSENT && tape.holdsString(value, string);
    }

    /**
     * The value of a member that is a number, rounded down; makes nothing of an integer.
     *
     * @param otherwise what to return if it is absent, no number, or does not fit
     */
    public long floor(String name, long otherwise) {
        int value = find(name);
        return value == ABSENT ? otherwise : tape.floor(value, otherwise);
    }

    /**
     * The value at a JSON Pointer (RFC 6901): null if nothing is there, or a JSON null.
     *
     * @throws IllegalArgumentException if the pointer is not empty and does not start with {@code /}
     */
    public @Nullable Object at(String pointer) {
        return find(JsonPointer.of(pointer)).get();
    }

    /** The value at a pointer, to be looked at where it lies. */
    public JsonValue find(JsonPointer pointer) {
        // So short that the compiler puts it into its callers, where no object need be made of it.
        return new JsonValue(tape, locate(pointer));
    }

    /** All members as an unmodifiable map in the order of the text. */
    @SuppressWarnings("unchecked") // the value of an object is such a map
    public Map<String, @Nullable Object> asMap() {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tape.value(ROOT));
    }

    /** The number of members, never the text. */
    @Override
    public String toString() {
        return "JsonObject[" + names().size() + " members]";
    }

    /** The index of the value of a member of this object. */
    private int find(String name) {
        return find(KnownStrings.of(name));
    }

    private int find(KnownStrings.Known known) {
        byte slot = slots[known.sketch()];
        if (slot > 0) {
            return tape.isString(slot, known) ? slot + 1 : ABSENT;
        }
        return slot == 0 ? ABSENT : find(ROOT, known.string());
    }

    private int locate(JsonPointer pointer) {
        return pointer instanceof MemberPointer member ? find(member.name()) : follow((PathPointer) pointer);
    }

    private int follow(PathPointer pointer) {
        int value = ROOT;
        // No iterator, for this runs at each request.
        for (int i = 0; i < pointer.steps().size() && value != ABSENT; i++) {
            PathPointer.Step step = pointer.steps().get(i);
            value = switch (tape.type(value)) {
                case Tape.OBJECT -> value == ROOT ? find(step.name()) : find(value, step.name());
                case Tape.ARRAY -> element(value, step.element());
                default -> ABSENT;
            };
        }
        return value;
    }

    private int find(int object, String name) {
        int end = tape.next(object);
        for (int member = object + 2; member < end; member = tape.next(member + 1)) {
            if (tape.isString(member, name)) {
                return member + 1;
            }
        }
        return ABSENT;
    }

    private int element(int array, int wanted) {
        if (wanted < 0) {
            return ABSENT;
        }
        int end = tape.next(array);
        int value = array + 2;
        for (int i = 0; i < wanted && value < end; i++) {
            value = tape.next(value);
        }
        return value < end ? value : ABSENT;
    }
}
