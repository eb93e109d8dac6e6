package io.sealgate.paths;

import java.util.Locale;

/**
 * Which paths a rule is for, within an application:
 *
 * <ul>
 *   <li>{@code /admin/users}: this path, with and without a slash at its end;
 *   <li>{@code /admin/*}: {@code /admin} and all that is below it;
 *   <li>{@code *.jsp}: every path whose last segment ends so;
 *   <li>{@code /*}: every path.
 * </ul>
 *
 * <p>The most specific counts: an exact one before all others, then the longest with {@code /*} at its end, then a file name extension, the longest first,
 * then {@code /*}. Comparison is case-sensitive; who wants more folds both sides ({@link #folded()}). Immutable.
 *
 * @param kind what it is
 * @param text the path without slash and asterisk at its end ({@code /admin}; empty for the root), or the extension with its dot
 */
public record PathPattern(Kind kind, String text) implements Comparable<PathPattern> {

    /** The kinds of pattern, the most specific first. */
    public enum Kind {
        EXACT,
        PREFIX,
        EXTENSION,
        ALL
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none; the message says why, without a full stop
     */
    public static PathPattern parse(String written) {
        if (written.equals("/*")) {
            return new PathPattern(Kind.ALL, "");
        }
        if (written.startsWith("*.")) {
            String extension = written.substring(1);
            if (extension.length() < 2 || extension.indexOf('/') >= 0 || extension.indexOf('*') >= 0) {
                throw new IllegalArgumentException("What follows the asterisk is no file name extension");
            }
            checkCharacters(extension);
            return new PathPattern(Kind.EXTENSION, extension);
        }
        boolean prefix = written.endsWith("/*");
        String path = prefix ? written.substring(0, written.length() - 2) : withoutSlash(written);
        if (!written.startsWith("/")) {
            throw new IllegalArgumentException("It starts with no slash");
        }
        if (path.indexOf('*') >= 0) {
            throw new IllegalArgumentException("An asterisk stands elsewhere than at the end");
        }
        checkCharacters(path);
        for (String segment : path.substring(path.isEmpty() ? 0 : 1).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..") || (segment.isEmpty() && !path.isEmpty())) {
                throw new IllegalArgumentException(
                        "A segment is empty, \".\" or \"..\", and such requests are refused");
            }
        }
        return new PathPattern(prefix ? Kind.PREFIX : Kind.EXACT, path);
    }

    private static void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || "%;?#\\".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "It holds one of % ; ? # \\ or a control character; paths are compared after they were decoded");
            }
        }
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** The same for paths that were folded. */
    public PathPattern folded() {
        return new PathPattern(kind, RequestPath.fold(text));
    }

    /**
     * Whether the pattern is for this path.
     *
     * @param path decoded, with a slash at its start and none at its end; empty for the root
     */
    public boolean matches(String path) {
        return switch (kind) {
            case EXACT -> path.equals(text);
            case PREFIX ->
                path.startsWith(text) && (path.length() == text.length() || path.charAt(text.length()) == '/');
            case EXTENSION -> path.endsWith(text) && path.charAt(path.length() - text.length() - 1) != '/';
            case ALL -> true;
        };
    }

    /** The most specific first. */
    @Override
    public int compareTo(PathPattern other) {
        int byKind = kind.compareTo(other.kind);
        int byLength = byKind != 0 ? byKind : Integer.compare(other.text.length(), text.length());
        return byLength != 0 ? byLength : text.compareTo(other.text);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> text.isEmpty() ? "/" : text;
            case PREFIX, ALL -> text + "/*";
            case EXTENSION -> "*" + text.toLowerCase(Locale.ROOT);
        };
    }
}
