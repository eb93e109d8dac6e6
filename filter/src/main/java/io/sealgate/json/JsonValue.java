package io.sealgate.json;

import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON object, looked at where it lies: only {@link #get} makes something of it. What is asked of a value of another type is not true; nothing is
 * coerced. Immutable and thread-safe.
 */
public final class JsonValue {
    static final int NOWHERE = -1;

    private final Tape tape;
    private final int index;

    /** The value at an index of a tape, or {@link #NOWHERE}. */
    JsonValue(Tape tape, int index) {
        this.tape = tape;
        this.index = index;
    }

    /** Whether there is no value at all, not even a null. */
    public boolean isAbsent() {
        return index == NOWHERE;
    }

    /** Whether there is a value and it is not null. */
    public boolean isPresent() {
        return index != NOWHERE && tape.type(index) != Tape.NULL;
    }

    /** Whether this is the literal {@code true} or {@code false}, as asked. */
    public boolean is(boolean literal) {
        return index != NOWHERE && tape.type(index) == (literal ? Tape.TRUE : Tape.FALSE);
    }

    /** Whether this is a string, be it empty. */
    public boolean isString() {
        return index != NOWHERE && tape.isString(index);
    }

    /** Whether this is this very string. */
    public boolean isString(String string) {
        return isString() && tape.isString(index, string);
    }

    /** Whether this is a string, or an array of strings alone, be it empty. */
    public boolean isStrings() {
        return index != NOWHERE && tape.isStrings(index);
    }

    /** Whether this is this very string, or an array of strings alone that holds it. */
    public boolean holdsString(String string) {
        return index != NOWHERE && tape.holdsString(index, string);
    }

    /** Whether this is a string of words separated by single spaces, or an array of strings alone, that holds this word. */
    public boolean holdsWord(String word) {
        return index != NOWHERE && (tape.isString(index) ? tape.holdsWord(index, word) : tape.holdsString(index, word));
    }

    /** Whether this is a number of this value, however it is written. */
    public boolean isNumber(long number) {
        return index != NOWHERE && tape.isNumber(index) && tape.compare(index, number) == 0;
    }

    /** Whether this is a number of at least this value. */
    public boolean isAtLeast(long number) {
        return index != NOWHERE && tape.isNumber(index) && tape.compare(index, number) >= 0;
    }

    /**
     * The value, if it is a number, rounded down; makes nothing of an integer.
     *
     * @param otherwise what to return if it is no number, or does not fit
     */
    public long floor(long otherwise) {
        return index == NOWHERE ? otherwise : tape.floor(index, otherwise);
    }

    /** The value as {@link JsonObject#get} gives it: null if it is absent or a JSON null. */
    public @Nullable Object get() {
        return index == NOWHERE ? null : tape.value(index);
    }

    /** Not the value, which may be a secret. */
    @Override
    public String toString() {
        return "JsonValue";
    }
}
