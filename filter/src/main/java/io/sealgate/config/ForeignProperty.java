package io.sealgate.config;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * Properties of SmallRye JWT, which WildFly and Quarkus have, that mean what one of ours means. Those that speak of making tokens ({@code smallrye.jwt.sign.*}) or may do so
 * ({@code smallrye.jwt.keystore.password}) are not among them.
 */
final class ForeignProperty {
    /** Where Payara reads properties of its own MicroProfile JWT from. */
    static final String PAYARA_FILE = "payara-mp-jwt.properties";

    private static final Map<String, SealgateProperty> SMALLRYE = Map.ofEntries(
            entry("smallrye.jwt.verify.key.location", SealgateProperty.PUBLIC_KEY_LOCATION),
            entry("smallrye.jwt.verify.secretkey", SealgateProperty.SECRET),
            entry("smallrye.jwt.verify.algorithm", SealgateProperty.ALGORITHMS),
            entry("smallrye.jwt.whitelist.algorithms", SealgateProperty.ALGORITHMS),
            entry("smallrye.jwt.verify.aud", SealgateProperty.AUDIENCES),
            entry("smallrye.jwt.required.claims", SealgateProperty.REQUIRED_CLAIMS),
            entry("smallrye.jwt.expiration.grace", SealgateProperty.CLOCK_SKEW),
            entry("smallrye.jwt.time-to-live", SealgateProperty.TOKEN_LIFETIME),
            entry("smallrye.jwt.path.groups", SealgateProperty.ROLES_FROM),
            entry("smallrye.jwt.token.header", SealgateProperty.TOKEN_HEADER),
            entry("smallrye.jwt.token.cookie", SealgateProperty.TOKEN_COOKIE),
            entry("smallrye.jwt.decrypt.key", SealgateProperty.DECRYPT_KEY),
            entry("smallrye.jwt.decrypt.key.location", SealgateProperty.DECRYPT_KEY_LOCATION),
            entry("smallrye.jwt.decrypt.algorithm", SealgateProperty.DECRYPT_KEY_ALGORITHM),
            entry("smallrye.jwt.keystore.verify.key.alias", SealgateProperty.VERIFY_KEYSTORE_ALIASES),
            entry("smallrye.jwt.keystore.decrypt.key.alias", SealgateProperty.DECRYPT_KEYSTORE_ALIASES),
            entry("smallrye.jwt.jwks.refresh-interval", SealgateProperty.KEYS_MOST_AGE),
            entry("smallrye.jwt.jwks.forced-refresh-interval", SealgateProperty.KEYS_COOL_DOWN),
            entry("smallrye.jwt.client.tls.certificate.path", SealgateProperty.KEYS_TRUSTED_CERTIFICATES),
            entry("smallrye.jwt.http.proxy.host", SealgateProperty.KEYS_PROXY),
            entry("smallrye.jwt.http.proxy.port", SealgateProperty.KEYS_PROXY));

    private ForeignProperty() {}

    /** Our property that means the same; empty if there is none. */
    static Optional<SealgateProperty> equivalent(String name) {
        return Optional.ofNullable(SMALLRYE.get(name));
    }
}
