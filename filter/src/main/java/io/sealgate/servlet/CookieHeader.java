package io.sealgate.servlet;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Cookie} headers as RFC 6265 section 5.4 has them written: {@code name=value} pairs between semicolons. */
final class CookieHeader {
    private CookieHeader() {}

    /** The values of all cookies of this exact name, in order, without the quotes that may enclose them. Cookies of other names cost no memory. */
    static List<String> values(List<String> headers, String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            for (int equals = header.indexOf('='), end; equals >= 0; equals = header.indexOf('=', end)) {
                int semicolon = header.indexOf(';', equals);
                end = semicolon < 0 ? header.length() : semicolon;
                if (isName(header, header.lastIndexOf(';', equals) + 1, equals, name)) {
                    values.add(unquoted(header.substring(equals + 1, end).trim()));
                }
            }
        }
        return List.copyOf(values);
    }

    /** Whether this part of a header is the name, but for what {@link String#trim()} would remove. */
    private static boolean isName(String header, int start, int end, String name) {
        int from = start;
        int to = end;
        while (from < to && header.charAt(from) <= ' ') {
            from++;
        }
        while (from < to && header.charAt(to - 1) <= ' ') {
            to--;
        }
        return to - from == name.length() && header.startsWith(name, from);
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"' ? value.substring(1, last) : value;
    }
}
