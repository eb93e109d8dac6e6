package io.sealgate.paths;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What path a request asks for, as far as that is beyond doubt. Servers, proxies and file systems disagree about encoded slashes, empty and dot segments,
 * backslashes and what is encoded twice; a request that depends on who reads it is {@linkplain #doubt() doubtful}, and to be refused. What remains are one or two readings, all of
 * which count: the URI as we decode it, and the path as the server has decoded it.
 *
 * <p>Immutable.
 */
public final class RequestPath {
    private static final String CONTEXT = "the path is not that of this application: its first segments are encoded";

    private final Set<String> readings;
    private final @Nullable String doubt;

    private RequestPath(Set<String> readings, @Nullable String doubt) {
        this.readings = readings;
        this.doubt = doubt;
    }

    /**
     * Reads the path of a request as it came over the wire.
     *
     * @param uri the path of the request line, before the query: encoded, with the context path and path parameters
     * @param contextPath that of the application; empty for the root
     * @param mapped as the container has decoded it, without the context path: servlet path and path info in one
     */
    public static RequestPath ofRequest(@Nullable String uri, String contextPath, String mapped) {
        return of(uri, contextPath, mapped, false);
    }

    /** As {@link #ofRequest}, for a path that the application itself has dispatched to and need not have encoded. */
    public static RequestPath ofDispatch(@Nullable String uri, String contextPath, String mapped) {
        return of(uri, contextPath, mapped, true);
    }

    private static RequestPath of(@Nullable String uri, String contextPath, String mapped, boolean lenient) {
        try {
            if (uri == null) {
                throw new Doubt("the server shows no URI");
            }
            String whole = decode(uri, lenient);
            String context = decode(contextPath, true);
            if (!whole.equals(context) && !whole.startsWith(context + "/")) {
                throw new Doubt(CONTEXT);
            }
            Set<String> readings = new LinkedHashSet<>();
            readings.add(checked(whole.substring(context.length())));
            readings.add(checked(mapped));
            return new RequestPath(readings, null);
        } catch (Doubt doubt) {
            return new RequestPath(Set.of(), doubt.what);
        }
    }

    /** Every way to read the path: decoded, within the application, with a slash at its start and none at its end, empty for the root. None if there is a doubt. */
    public Set<String> readings() {
        return readings;
    }

    /** Why servers may read the path differently; null if there is no doubt. Holds nothing of the request. */
    public @Nullable String doubt() {
        return doubt;
    }

    /** Lower case, and without the dots and blanks at the end of segments that some file systems ignore. */
    static String fold(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c == '/') {
                trimEnd(out);
            }
            out.append(c);
        }
        trimEnd(out);
        return out.toString();
    }

    private static void trimEnd(StringBuilder out) {
        int end = out.length();
        while (end > 0 && (out.charAt(end - 1) == '.' || out.charAt(end - 1) == ' ')) {
            end--;
        }
        out.setLength(end);
    }

    /** Removes path parameters and decodes, once. */
    private static String decode(String uri, boolean lenient) throws Doubt {
        ByteBuffer bytes = ByteBuffer.allocate(3 * uri.length());
        boolean parameter = false;
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '\\' || c < ' ' || c == 0x7f || (!lenient && (c == ' ' || c > 0x7f || c == '#' || c == '?'))) {
                throw new Doubt("the path holds a character that has to be encoded, or a backslash");
            }
            int decoded = c;
            if (c == '%') {
                decoded = hex(uri, i + 1) << 4 | hex(uri, i + 2);
                i += 2;
                if (decoded < ' ' || decoded == 0x7f || "/\\%;?#".indexOf(decoded) >= 0) {
                    throw new Doubt(
                            "the path holds an encoded slash, backslash, percent sign, semicolon, question mark, hash or control character");
                }
            } else if (c == '/') {
                parameter = false;
            } else if (c == ';') {
                parameter = true;
            }
            if (!parameter) {
                if (decoded <= 0xff && (c == '%' || c < 0x80)) {
                    bytes.put((byte) decoded);
                } else {
                    put(uri, i, bytes);
                }
            }
        }
        bytes.flip();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Doubt("the path is not UTF-8");
        }
    }

    /** A character that an application has not encoded, where it dispatches. */
    private static void put(String text, int index, ByteBuffer bytes) {
        if (Character.isLowSurrogate(text.charAt(index))
                && index > 0
                && Character.isHighSurrogate(text.charAt(index - 1))) {
            return; // came with the first half
        }
        bytes.put(new String(Character.toChars(text.codePointAt(index))).getBytes(StandardCharsets.UTF_8));
    }

    private static int hex(String text, int index) throws Doubt {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0 || text.charAt(index) > 0x7f) {
            throw new Doubt("a percent sign has no two digits after it");
        }
        return digit;
    }

    /** A decoded path without the slash at its end. */
    private static String checked(String path) throws Doubt {
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new Doubt("the path starts with no slash");
        }
        String checked = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (int i = 0; i < checked.length(); i++) {
            char c = checked.charAt(i);
            if (c == '\\' || c == '%' || c == ';' || Character.isISOControl(c)) {
                throw new Doubt(
                        "the path as the server decodes it holds a backslash, percent sign, semicolon or control character");
            }
        }
        if (!checked.isEmpty()) {
            for (String segment : checked.substring(1).split("/", -1)) {
                if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                    throw new Doubt("a segment of the path is empty, \".\" or \"..\"");
                }
            }
        }
        return checked;
    }

    /** Not to be seen outside. */
    private static final class Doubt extends Exception {
        private static final long serialVersionUID = 1;

        private final String what;

        Doubt(String what) {
            super(what, null, false, false);
            this.what = what;
        }
    }
}
