package io.sealgate.extract;

/** The grammar of header fields (RFC 9110 sections 5.5 and 5.6). */
final class FieldValue {
    private FieldValue() {}

    /** Whether the character may stand in a {@code token}, such as the name of a scheme. */
    static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /** The value without the spaces and tabs around it, which are no part of it; not every container removes them. */
    static String withoutWhitespace(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isWhitespace(value.charAt(start))) {
            start++;
        }
        while (end > start && isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }
}
