package io.sealgate.json;

/**
 * Where a value lies in a JSON object: a JSON Pointer (RFC 6901), taken apart once so that following it makes nothing. Immutable and thread-safe.
 */
public sealed interface JsonPointer permits MemberPointer, PathPointer {

    /**
     * The pointer of this text, such as {@code /realm_access/roles}; the empty text points to the whole object.
     *
     * @throws IllegalArgumentException if the text is not empty and does not start with {@code /}
     */
    static JsonPointer of(String pointer) {
        if (pointer.isEmpty()) {
            return PathPointer.to();
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
        return steps.length == 1 ? toMember(steps[0]) : PathPointer.to(steps);
    }

    /** The pointer to the member of this very name. */
    static JsonPointer toMember(String name) {
        return new MemberPointer(KnownStrings.Known.of(name));
    }

    /** The pointer to a claim as it is written in a configuration or an annotation: a text that starts with a slash is a JSON Pointer, any other is a name. */
    static JsonPointer toClaim(String written) {
        return written.startsWith("/") ? of(written) : toMember(written);
    }
}
