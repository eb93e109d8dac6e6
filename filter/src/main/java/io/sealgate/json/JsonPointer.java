package io.sealgate.json;

import org.jspecify.annotations.Nullable;

/**
 * Where a value lies in a JSON object: a JSON Pointer (RFC 6901), taken apart once so that following it makes nothing. Immutable and thread-safe.
 */
public final class JsonPointer {
    private static final int NO_ELEMENT = -1;
    private static final int MAX_DIGITS = 9;

    private final String[] steps;

    /** What the one step to a member is compared by; null if there are more steps, or none. */
    private final KnownStrings.@Nullable Known member;

    /** The index that a step stands for in an array. */
    private final int[] elements;

    private JsonPointer(String... steps) {
        this.steps = steps;
        this.member = steps.length == 1 ? new KnownStrings.Known(steps[0]) : null;
        this.elements = new int[steps.length];
        for (int i = 0; i < steps.length; i++) {
            elements[i] = toElement(steps[i]);
        }
    }

    /**
     * The pointer of this text, such as {@code /realm_access/roles}; the empty text points to the whole object.
     *
     * @throws IllegalArgumentException if the text is not empty and does not start with {@code /}
     */
    public static JsonPointer of(String pointer) {
        if (pointer.isEmpty()) {
            return new JsonPointer();
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("A JSON Pointer is empty or starts with /");
        }
        String[] steps = pointer.substring(1).split("/", -1);
        boolean escaped = pointer.indexOf('~') >= 0;
        for (int i = 0; escaped && i < steps.length; i++) {
            // RFC 6901 section 4: first ~1, then ~0.
            steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
        }
        return new JsonPointer(steps);
    }

    /** The pointer to the member of this very name. */
    public static JsonPointer toMember(String name) {
        return new JsonPointer(name);
    }

    /** The pointer to a claim as it is written in a configuration or an annotation: a text that starts with a slash is a JSON Pointer, any other is a name. */
    public static JsonPointer toClaim(String written) {
        return written.startsWith("/") ? of(written) : toMember(written);
    }

    /** The name of the member of the whole object to which this points; null if it points elsewhere. */
    KnownStrings.@Nullable Known member() {
        return member;
    }

    int length() {
        return steps.length;
    }

    String step(int i) {
        return steps[i];
    }

    /** What a step means in an array: an index, or a negative number for an element that is never there. */
    int element(int i) {
        return elements[i];
    }

    private static int toElement(String step) {
        // RFC 6901 section 4: digits without a leading zero; "-" names an element that is never there.
        if (step.isEmpty() || step.length() > MAX_DIGITS || (step.length() > 1 && step.charAt(0) == '0')) {
            return NO_ELEMENT;
        }
        int element = 0;
        for (int i = 0; i < step.length(); i++) {
            char c = step.charAt(i);
            if (c < '0' || c > '9') {
                return NO_ELEMENT;
            }
            element = element * 10 + (c - '0');
        }
        return element;
    }
}
