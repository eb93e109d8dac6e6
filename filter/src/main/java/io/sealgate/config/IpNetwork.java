package io.sealgate.config;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IP address or a network in CIDR notation. An IPv4 address and the same address mapped into IPv6 ({@code ::ffff:10.0.0.1}) are one. Names are
 * never looked up. Immutable and thread-safe.
 */
public final class IpNetwork {
    private static final int IPV4_MAPPED_BITS = 96;

    private final String text;
    private final byte[] address;
    private final int prefixLength;

    private IpNetwork(String text, byte[] address, int prefixLength) {
        this.text = text;
        this.address = address;
        this.prefixLength = prefixLength;
    }

    /**
     * Parses {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code 2001:db8::1} or {@code 2001:db8::/32}.
     *
     * @throws IllegalArgumentException if it is none of these, if the address has bits beyond the prefix ({@code 10.1.0.0/8}), or if the network
     *     is everybody, or everybody with IPv4; the message says so
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        String addressText = slash < 0 ? text : text.substring(0, slash);
        byte[] address = IpAddress.parse(addressText);
        if (address == null || addressText.indexOf('[') >= 0 || addressText.indexOf('%') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address or network such as 10.0.0.0/8");
        }
        int offset = addressText.indexOf(':') < 0 ? IPV4_MAPPED_BITS : 0;
        int prefixLength =
                slash < 0 ? address.length * 8 : offset + prefixLength(text, slash + 1, address.length * 8 - offset);
        for (int bit = prefixLength; bit < address.length * 8; bit++) {
            if ((address[bit / 8] & (0x80 >> bit % 8)) != 0) {
                throw new IllegalArgumentException("\"" + text
                        + "\" has an address that goes beyond its prefix; the bits after the prefix must be 0");
            }
        }
        IpNetwork network = new IpNetwork(text, address, prefixLength);
        if (prefixLength <= IPV4_MAPPED_BITS && network.contains("0.0.0.0")) {
            throw new IllegalArgumentException("\"" + text + "\" is every address there is, or every IPv4 address");
        }
        return network;
    }

    private static int prefixLength(String text, int start, int max) {
        int length = IpAddress.decimal(text.substring(start));
        if (length >= 0 && length <= max) {
            return length;
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" has a prefix length that is not a number from 1 to " + max);
    }

    /**
     * Whether an address lies in this network.
     *
     * @param candidate an address as {@code ServletRequest.getRemoteAddr()} gives it: brackets and a zone are ignored; anything that is not an address
     *     lies in no network
     */
    public boolean contains(@Nullable String candidate) {
        byte[] other = candidate == null ? null : IpAddress.parse(candidate);
        if (other == null) {
            return false;
        }
        int whole = prefixLength / 8;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((address[whole] ^ other[whole]) & 0xff & (0xff00 >> rest)) == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpNetwork network
                && prefixLength == network.prefixLength
                && Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefixLength;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
