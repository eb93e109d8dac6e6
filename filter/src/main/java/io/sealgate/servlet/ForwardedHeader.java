package io.sealgate.servlet;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nearest proxy says about its own caller, in {@code Forwarded} (RFC 7239) or {@code X-Forwarded-Proto}. Only the last element counts: a proxy
 * appends, so whatever stands before may come from the caller. Whether the proxy is to be believed is not decided here.
 */
final class ForwardedHeader {
    private static final String PROTO = "proto";

    private final String text;
    private int position;

    private ForwardedHeader(String text) {
        this.text = text;
    }

    /** Whether at least one of the headers says TLS and none denies it. A malformed header denies it. */
    static boolean callerUsedTls(List<String> forwarded, List<String> xForwardedProto) {
        boolean said = false;
        if (!forwarded.isEmpty()) {
            Map<String, String> nearest = new ForwardedHeader(String.join(",", forwarded)).lastElement();
            if (nearest == null) {
                return false;
            }
            String proto = nearest.get(PROTO);
            if (proto != null && !isHttps(proto)) {
                return false;
            }
            said = proto != null;
        }
        if (!xForwardedProto.isEmpty()) {
            String all = String.join(",", xForwardedProto);
            if (!isHttps(all.substring(all.lastIndexOf(',') + 1).strip())) {
                return false;
            }
            said = true;
        }
        return said;
    }

    private static boolean isHttps(String proto) {
        return proto.equalsIgnoreCase("https");
    }

    /** The parameters of the last element of the whole list, names in lower case; null if anything in the list is malformed. */
    private @Nullable Map<String, String> lastElement() {
        Map<String, String> last = null;
        while (true) {
            skipWhitespace();
            if (position < text.length() && text.charAt(position) != ',') {
                Map<String, String> element = element();
                if (element == null) {
                    return null;
                }
                last = element;
                skipWhitespace();
            }
            // RFC 9110 section 5.6.1.2: empty list elements are to be ignored.
            if (position == text.length()) {
                return last;
            }
            if (text.charAt(position++) != ',') {
                return null;
            }
        }
    }

    /** forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] ) */
    private @Nullable Map<String, String> element() {
        Map<String, String> parameters = new HashMap<>();
        while (true) {
            if (position < text.length() && isTokenCharacter(text.charAt(position))) {
                String name = token().toLowerCase(Locale.ROOT);
                Optional<String> value = afterEquals();
                if (value.isEmpty() || parameters.put(name, value.get()) != null) {
                    return null;
                }
            }
            if (position == text.length() || text.charAt(position) != ';') {
                return parameters;
            }
            position++;
        }
    }

    private Optional<String> afterEquals() {
        if (position == text.length() || text.charAt(position) != '=') {
            return Optional.empty();
        }
        position++;
        if (position < text.length() && text.charAt(position) == '"') {
            return quotedString();
        }
        String value = token();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private String token() {
        int start = position;
        while (position < text.length() && isTokenCharacter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private Optional<String> quotedString() {
        StringBuilder out = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return Optional.of(out.toString());
            }
            if (c == '\\') {
                if (position == text.length()) {
                    return Optional.empty();
                }
                c = text.charAt(position++);
            }
            if (c != '\t' && (c < ' ' || c == 0x7f)) {
                return Optional.empty();
            }
            out.append(c);
        }
        return Optional.empty();
    }

    private void skipWhitespace() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }

    /** RFC 9110 section 5.6.2. */
    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
