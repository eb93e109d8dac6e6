package io.sealgate.config;

import org.jspecify.annotations.Nullable;

/** Reads IP addresses without ever asking a name server, as {@link java.net.InetAddress} does for what looks like a name. */
final class IpAddress {
    private static final int IPV6_GROUPS = 8;

    private IpAddress() {}

    /**
     * Parses an IPv4 address (four decimal numbers) or an IPv6 address (RFC 4291 section 2.2), the latter also in brackets and with a zone.
     *
     * @return 16 bytes, IPv4 mapped into IPv6; null if it is not an address
     */
    static byte @Nullable [] parse(String text) {
        String address = text;
        if (address.startsWith("[") && address.endsWith("]")) {
            address = address.substring(1, address.length() - 1);
            if (address.indexOf(':') < 0) {
                return null;
            }
        }
        if (address.indexOf(':') < 0) {
            byte[] bytes = new byte[16];
            bytes[10] = (byte) 0xff;
            bytes[11] = (byte) 0xff;
            return parseIpv4(address, bytes, 12) ? bytes : null;
        }
        int zone = address.indexOf('%');
        return parseIpv6(zone < 0 ? address : address.substring(0, zone));
    }

    private static boolean parseIpv4(String text, byte[] out, int offset) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            int value = decimal(parts[i]);
            if (value < 0 || value > 255) {
                return false;
            }
            out[offset + i] = (byte) value;
        }
        return true;
    }

    private static byte @Nullable [] parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] bytes = new byte[16];
        if (gap < 0) {
            return parseGroups(text, bytes, true) == IPV6_GROUPS ? bytes : null;
        }
        byte[] tail = new byte[16];
        int before = parseGroups(text.substring(0, gap), bytes, false);
        int after = parseGroups(text.substring(gap + 2), tail, true);
        if (before < 0 || after < 0 || before + after >= IPV6_GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, bytes, 16 - 2 * after, 2 * after);
        return bytes;
    }

    /** Parses {@code a:b:c}, with an IPv4 address at its end if allowed, and returns how many groups it fills; -1 if it is malformed. */
    private static int parseGroups(String text, byte[] out, boolean ipv4Allowed) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        if (parts.length > IPV6_GROUPS) {
            return -1;
        }
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.indexOf('.') >= 0) {
                boolean last = i == parts.length - 1;
                return ipv4Allowed && last && groups <= IPV6_GROUPS - 2 && parseIpv4(part, out, 2 * groups)
                        ? groups + 2
                        : -1;
            }
            int value = hexadecimal(part);
            if (value < 0) {
                return -1;
            }
            out[2 * groups] = (byte) (value >> 8);
            out[2 * groups + 1] = (byte) value;
            groups++;
        }
        return groups;
    }

    /** A number of at most three digits; -1 if it is none. Leading zeros are refused, as some read them as octal. */
    static int decimal(String digits) {
        if (digits.isEmpty() || digits.length() > 3 || (digits.length() > 1 && digits.charAt(0) == '0')) {
            return -1;
        }
        return number(digits, 10);
    }

    private static int hexadecimal(String digits) {
        return digits.isEmpty() || digits.length() > 4 ? -1 : number(digits, 16);
    }

    private static int number(String digits, int radix) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            // Character.digit also knows the digits of other scripts.
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
