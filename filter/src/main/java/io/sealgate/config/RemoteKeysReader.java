package io.sealgate.config;

import io.sealgate.config.SealgateConfig.Proxy;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how keys are fetched: {@code sealgate.keys.*}, discovery, and locations that are URLs. */
final class RemoteKeysReader {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private static final List<SealgateProperty> OPTIONS = List.of(
            SealgateProperty.KEYS_PLAIN_HTTP,
            SealgateProperty.KEYS_TIMEOUT,
            SealgateProperty.KEYS_LEAST_AGE,
            SealgateProperty.KEYS_MOST_AGE,
            SealgateProperty.KEYS_MAX_STALE,
            SealgateProperty.KEYS_COOL_DOWN,
            SealgateProperty.KEYS_UNKNOWN_WAIT,
            SealgateProperty.KEYS_TRUSTED_CERTIFICATES,
            SealgateProperty.KEYS_PROXY);

    private final Settings settings;
    private final Findings findings;
    private final KeyTextLoader loader;

    RemoteKeysReader(Settings settings, Findings findings, KeyTextLoader loader) {
        this.settings = settings;
        this.findings = findings;
        this.loader = loader;
    }

    /** Whether the location of public keys is a URL of another host, be it unusable. */
    boolean hasRemoteLocation() {
        String location =
                settings.text(SealgateProperty.PUBLIC_KEY_LOCATION).orElse("").toLowerCase(Locale.ROOT);
        return location.startsWith("https:") || location.startsWith("http:");
    }

    /** Whether the keys are to be found through the issuer's metadata; reports what is written wrongly. */
    boolean discovers() {
        return settings.flag(SealgateProperty.DISCOVERY);
    }

    /** Empty if no keys are fetched; with a problem, it may be there and of no use. */
    Optional<RemoteKeys> read(boolean discovers) {
        boolean remote = hasRemoteLocation();
        if (!remote && !discovers) {
            for (SealgateProperty property : OPTIONS) {
                if (settings.isSet(property)) {
                    findings.add(
                            ProblemCode.NO_EFFECT,
                            property,
                            "It has no effect, because no keys are fetched.",
                            "Set " + SealgateProperty.PUBLIC_KEY_LOCATION
                                    + " to the https URL of a JWK Set, or remove it.");
                }
            }
            return Optional.empty();
        }
        if (discovers) {
            checkAlone();
        }
        boolean loopback = settings.choice(
                SealgateProperty.KEYS_PLAIN_HTTP, Map.of("refuse", Boolean.FALSE, "loopback", Boolean.TRUE));
        Optional<URI> location = remote ? location(loopback) : Optional.empty();
        if (!remote) {
            checkIssuer(loopback);
        }
        Duration leastAge = seconds(SealgateProperty.KEYS_LEAST_AGE, 10, 24 * 60 * 60);
        Duration mostAge = seconds(SealgateProperty.KEYS_MOST_AGE, 10, 7 * 24 * 60 * 60);
        if (leastAge.compareTo(mostAge) > 0) {
            findings.add(
                    ProblemCode.BOUNDS_CONTRADICT,
                    SealgateProperty.KEYS_LEAST_AGE,
                    "It is longer than " + SealgateProperty.KEYS_MOST_AGE + " (" + mostAge + ").",
                    "Write a duration up to " + mostAge + ", or a longer " + SealgateProperty.KEYS_MOST_AGE + ".");
        }
        return Optional.of(new RemoteKeys(
                location,
                loopback,
                settings.duration(SealgateProperty.KEYS_TIMEOUT, Duration.ofMillis(100), Duration.ofSeconds(30)),
                leastAge,
                mostAge,
                seconds(SealgateProperty.KEYS_MAX_STALE, 0, 7 * 24 * 60 * 60),
                seconds(SealgateProperty.KEYS_COOL_DOWN, 30, 60 * 60),
                seconds(SealgateProperty.KEYS_UNKNOWN_WAIT, 0, 5),
                trustedCertificates(),
                proxy()));
    }

    private Duration seconds(SealgateProperty property, long least, long most) {
        return settings.duration(property, Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    private void checkAlone() {
        for (SealgateProperty property : List.of(
                SealgateProperty.PUBLIC_KEY,
                SealgateProperty.PUBLIC_KEY_LOCATION,
                SealgateProperty.SECRET,
                SealgateProperty.SECRET_LOCATION,
                SealgateProperty.VERIFY_KEYSTORE_LOCATION)) {
            if (settings.isSet(property)) {
                findings.add(
                        ProblemCode.DISCOVERY_CONTRADICTS,
                        SealgateProperty.DISCOVERY,
                        "It is true, and " + property + " is set.",
                        "Remove " + property + " to take the keys that the issuer publishes, or remove "
                                + SealgateProperty.DISCOVERY + ".");
            }
        }
    }

    private Optional<URI> location(boolean loopback) {
        try {
            return Optional.of(KeyLocation.parse(
                    settings.text(SealgateProperty.PUBLIC_KEY_LOCATION).orElseThrow(), loopback));
        } catch (IllegalArgumentException e) {
            findings.add(
                    ProblemCode.LOCATION_NOT_HTTPS,
                    SealgateProperty.PUBLIC_KEY_LOCATION,
                    "Keys cannot be fetched from this URL.",
                    sentence(e));
            return Optional.empty();
        }
    }

    private void checkIssuer(boolean loopback) {
        settings.exact(SealgateProperty.ISSUER).ifPresent(issuer -> {
            try {
                URI uri = KeyLocation.parse(issuer, loopback);
                if (uri.getRawQuery() != null) {
                    throw new IllegalArgumentException("it has a query, and an issuer has none");
                }
            } catch (IllegalArgumentException e) {
                findings.add(
                        ProblemCode.DISCOVERY_IMPOSSIBLE,
                        SealgateProperty.DISCOVERY,
                        "It is true, and " + SealgateProperty.ISSUER + " is no URL at which metadata can be.",
                        "Set " + SealgateProperty.PUBLIC_KEY_LOCATION
                                + " to the https URL of the JWK Set instead, or mend the issuer: " + e.getMessage()
                                + ".");
            }
        });
    }

    private static String sentence(IllegalArgumentException e) {
        String clause = String.valueOf(e.getMessage());
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private List<X509Certificate> trustedCertificates() {
        SealgateProperty property = SealgateProperty.KEYS_TRUSTED_CERTIFICATES;
        Optional<KeyText> text = settings.text(property).flatMap(location -> loader.load(property, location, property));
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            byte[] pem = text.get().text().getBytes(StandardCharsets.UTF_8);
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // said below, without the text
        }
        findings.add(
                ProblemCode.NOT_CERTIFICATES,
                property,
                "The file holds no X.509 certificates, or one that cannot be read.",
                "Put certificates into it as PEM (-----BEGIN CERTIFICATE-----), for a keystore: keytool -exportcert -rfc.");
        return List.of();
    }

    private Optional<Proxy> proxy() {
        Optional<String> text = settings.text(SealgateProperty.KEYS_PROXY);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = HOST_AND_PORT.matcher(text.get());
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.KEYS_PROXY,
                    "It is not a host and a port.",
                    "Write them with a colon between, such as proxy.example.org:3128.");
            return Optional.empty();
        }
        return Optional.of(new Proxy(matcher.group(1), port));
    }
}
