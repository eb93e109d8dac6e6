package io.sealgate.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** URLs that keys may be fetched from. */
public final class KeyLocation {
    private static final String WRITE = "write an https URL with a host, such as https://idp.example.org/jwks";
    private static final int HIGHEST_PORT = 65_535;

    private KeyLocation() {}

    /**
     * Parses a URL with TLS and a host, without user name and fragment.
     *
     * @param plainHttpOnLoopback whether {@code http} will do where the host is this machine by its very name: {@code localhost}, 127.0.0.0/8, {@code ::1}
     * @throws IllegalArgumentException if it is anything else; the message is a clause that says why and does not show the text
     */
    public static URI parse(String text, boolean plainHttpOnLoopback) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is not a URL; " + WRITE);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new IllegalArgumentException("it has no host, or an impossible port; " + WRITE);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it has a user name or a fragment; " + WRITE);
        }
        if (scheme.equals("http")) {
            if (!isLoopback(host)) {
                throw new IllegalArgumentException(
                        "without TLS anybody on the way can put keys of their own there; " + WRITE);
            }
            if (!plainHttpOnLoopback) {
                throw new IllegalArgumentException(
                        "it has no TLS; " + WRITE + ", or, for development, set sealgate.keys.plain-http to loopback");
            }
        } else if (!scheme.equals("https")) {
            throw new IllegalArgumentException("its scheme is not https; " + WRITE);
        }
        return uri;
    }

    /** By the name alone: a name server's answer is no proof. */
    private static boolean isLoopback(String host) {
        byte[] address = IpAddress.parse(host);
        if (address == null) {
            return host.equalsIgnoreCase("localhost");
        }
        boolean zeros = true;
        for (int i = 0; i < 10; i++) {
            zeros &= address[i] == 0;
        }
        boolean ipv4 = address[10] == (byte) 0xff && address[11] == (byte) 0xff;
        boolean six = address[10] == 0 && address[11] == 0 && address[12] == 0 && address[13] == 0;
        return zeros && (ipv4 ? address[12] == 127 : six && address[14] == 0 && address[15] == 1);
    }
}
