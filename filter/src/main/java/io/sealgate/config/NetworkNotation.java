package io.sealgate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks addresses and networks as text. Never asks a name service: what is not a literal address is none. */
final class NetworkNotation {
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private NetworkNotation() {}

    /** The length of the network's prefix in bits (that of the whole address for a single one); empty if it is none. */
    static Optional<Integer> prefixLength(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = address.get();
        if (slash < 0) {
            return Optional.of(bytes.length * 8);
        }
        String length = text.substring(slash + 1);
        if (!PREFIX_LENGTH.matcher(length).matches()
                || Integer.parseInt(length) > bytes.length * 8
                || !zeroFrom(Integer.parseInt(length), bytes)) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(length));
    }

    private static Optional<byte[]> address(String text) {
        boolean ipv4 = IPV4.matcher(text).matches();
        if (!ipv4 && !IPV6_CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // In brackets, only an IPv6 literal is accepted and no name is looked up
            byte[] bytes = InetAddress.getByName(ipv4 ? text : "[" + text + "]").getAddress();
            // An IPv4 address in IPv6 notation comes back as IPv4; its prefix length would then mean something else
            return ipv4 == (bytes.length == 4) ? Optional.of(bytes) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean zeroFrom(int bit, byte[] bytes) {
        for (int i = bit; i < bytes.length * 8; i++) {
            if ((bytes[i / 8] & (0x80 >>> (i % 8))) != 0) {
                return false;
            }
        }
        return true;
    }
}
