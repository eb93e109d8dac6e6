package io.sealgate.servlet;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Cookie} headers as RFC 6265 section 5.4 has them written: {@code name=value} pairs between semicolons. */
final class CookieHeader {
    private CookieHeader() {}

    /** The values of all cookies of this exact name, in order, without the quotes that may enclose them. */
    static List<String> values(List<String> headers, String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            for (int start = 0, end; start <= header.length(); start = end + 1) {
                int semicolon = header.indexOf(';', start);
                end = semicolon < 0 ? header.length() : semicolon;
                int equals = header.indexOf('=', start);
                if (equals >= 0
                        && equals < end
                        && header.substring(start, equals).trim().equals(name)) {
                    values.add(unquoted(header.substring(equals + 1, end).trim()));
                }
            }
        }
        return List.copyOf(values);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
