package io.sealgate.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every property that Sealgate understands; there is no other list. The names that begin with {@code mp.jwt.} are those of
 * MicroProfile JWT 2.1 section 9 and mean what they mean there; Sealgate's own begin with {@code sealgate.}. Any other name
 * with one of these beginnings stops the deployment. They are those of the default issuer; {@link PropertyNames} says what they are called for others.
 *
 * <p>Lists are written with commas between their elements; a comma inside an element is written {@code \,}.
 */
public enum SealgateProperty {
    PUBLIC_KEY(
            "mp.jwt.verify.publickey",
            Type.KEY,
            null,
            "The public keys that tokens are verified with: PEM (public key or certificate), JWK, JWK Set, or Base64 of a JWK or JWK Set."),
    PUBLIC_KEY_LOCATION(
            "mp.jwt.verify.publickey.location",
            Type.LOCATION,
            null,
            "Where the public keys are: a file or class path resource, optionally written with `file:` or `classpath:`; or the `https:` URL of a JWK Set, which is fetched and kept up to date."),
    PUBLIC_KEY_ALGORITHM(
            "mp.jwt.verify.publickey.algorithm",
            Type.LIST,
            null,
            "The algorithms that tokens may be signed with, such as `ES256`; never an HMAC one. Not set: each key's own (its `alg`, or what its type and curve stand for; RS256 for RSA)."),
    ISSUER("mp.jwt.verify.issuer", Type.TEXT, null, "Required. The exact `iss` of the tokens that are accepted."),
    AUDIENCES(
            "mp.jwt.verify.audiences",
            Type.LIST,
            null,
            "Required, unless `sealgate.verify.any-audience` is `true`. The `aud` of a token must hold one of these, compared exactly."),
    TOKEN_AGE(
            "mp.jwt.verify.token.age",
            Type.SECONDS,
            null,
            "The longest time since `iat`, 1 to 31622400. When set, tokens must have `iat`. Not set: no bound."),
    CLOCK_SKEW(
            "mp.jwt.verify.clock.skew", Type.SECONDS, "0", "How long after `exp` a token is still accepted, 0 to 60."),
    DECRYPT_KEY_LOCATION(
            "mp.jwt.decrypt.key.location",
            Type.LOCATION,
            null,
            "Where the decryption keys are: a file or class path resource that holds PEM (PKCS#8), a JWK or a JWK Set. Without a decryption key, encrypted tokens are refused."),
    DECRYPT_KEY_ALGORITHM(
            "mp.jwt.decrypt.key.algorithm",
            Type.LIST,
            null,
            "The key management algorithms that encrypted tokens may use, such as `RSA-OAEP-256`. Not set: each key's own (its `alg`, or what its type stands for)."),
    TOKEN_HEADER(
            "mp.jwt.token.header",
            Type.CHOICE,
            "Authorization",
            "Where tokens are looked for: `Authorization` or `Cookie`. For more places see `sealgate.token.sources`."),
    TOKEN_COOKIE(
            "mp.jwt.token.cookie",
            Type.TEXT,
            "Bearer",
            "The name of the token cookie. Has no effect unless cookies are looked at."),
    ANY_AUDIENCE(
            "sealgate.verify.any-audience",
            Type.BOOLEAN,
            "false",
            "`true`: tokens for any audience are accepted, also those meant for another service of the same issuer."),
    SECRET(
            "sealgate.verify.secret",
            Type.SECRET,
            null,
            "HMAC secrets that tokens are verified with, as a JWK or JWK Set (`oct`), or Base64 of one."),
    SECRET_LOCATION(
            "sealgate.verify.secret.location",
            Type.LOCATION,
            null,
            "Where the HMAC secrets are: a file or class path resource that holds a JWK or JWK Set."),
    VERIFY_KEYSTORE_LOCATION(
            "sealgate.verify.keystore.location",
            Type.LOCATION,
            null,
            "Where a keystore with the certificates of the public keys is: a file or class path resource, or `source:` and the name of a `KeyEntrySource`. Instead of `mp.jwt.verify.publickey.location`."),
    VERIFY_KEYSTORE_TYPE(
            "sealgate.verify.keystore.type",
            Type.CHOICE,
            "PKCS12",
            "Its type: `PKCS12`, `JKS` or `BCFKS` (with Bouncy Castle in the JVM or on the class path)."),
    VERIFY_KEYSTORE_PASSWORD("sealgate.verify.keystore.password", Type.SECRET, null, "Its password."),
    VERIFY_KEYSTORE_PASSWORD_LOCATION(
            "sealgate.verify.keystore.password.location",
            Type.LOCATION,
            null,
            "Where its password is: a file that holds it alone, such as a Docker or Kubernetes secret."),
    VERIFY_KEYSTORE_ALIASES(
            "sealgate.verify.keystore.aliases",
            Type.LIST,
            null,
            "The aliases of the certificates. An alias is taken for the `kid`, unless one is written after it, as in `signing-2026=k7` (keystores do not keep upper case). Not set: all."),
    ALGORITHMS(
            "sealgate.verify.algorithms",
            Type.LIST,
            null,
            "The algorithms that tokens may be signed with, HMAC ones included. Instead of `mp.jwt.verify.publickey.algorithm`."),
    TOKEN_LIFETIME(
            "sealgate.verify.token.lifetime",
            Type.DURATION,
            "PT24H",
            "The longest time from `iat` (without it, from now) to `exp`, PT1S to PT8784H (366 days)."),
    TYPES(
            "sealgate.verify.types",
            Type.LIST,
            null,
            "The `typ` values accepted, such as `at+jwt`; when set, tokens must have one. Not set: `JWT`, `at+jwt` or none."),
    REQUIRED_CLAIMS(
            "sealgate.verify.required-claims",
            Type.LIST,
            null,
            "The claims that tokens must have, by name or JSON Pointer such as `/realm_access/roles`, besides `iss`, `exp` and `aud`."),
    DISCOVERY(
            "sealgate.verify.discovery",
            Type.BOOLEAN,
            "false",
            "`true`: the JWK Set is found through the metadata of the issuer (OpenID Connect Discovery, RFC 8414). Instead of `mp.jwt.verify.publickey.location`."),
    KEYS_PLAIN_HTTP(
            "sealgate.keys.plain-http",
            Type.CHOICE,
            "refuse",
            "Whether a JWK Set and metadata may be fetched without TLS: `refuse` or `loopback` (from this machine; for development)."),
    KEYS_TIMEOUT(
            "sealgate.keys.timeout",
            Type.DURATION,
            "PT5S",
            "The longest time that fetching one document may take, from connecting to the last byte, PT0.1S to PT30S."),
    KEYS_LEAST_AGE(
            "sealgate.keys.min-age",
            Type.DURATION,
            "PT1M",
            "The shortest time after which a JWK Set is fetched again, whatever its `Cache-Control` says, PT10S to PT24H. Without `Cache-Control`: PT5M."),
    KEYS_MOST_AGE(
            "sealgate.keys.max-age",
            Type.DURATION,
            "PT24H",
            "The longest time after which a JWK Set is fetched again, whatever its `Cache-Control` says, PT10S to PT168H. A key that was removed from the set is refused at the latest then."),
    KEYS_MAX_STALE(
            "sealgate.keys.max-stale",
            Type.DURATION,
            "PT1H",
            "How long keys serve on when a JWK Set should be fetched again and cannot be, PT0S to PT168H. After that, tokens are answered with 503."),
    KEYS_COOL_DOWN(
            "sealgate.keys.cool-down",
            Type.DURATION,
            "PT30S",
            "The shortest time between two fetches that tokens with an unknown `kid` cause, PT30S to PT1H."),
    KEYS_UNKNOWN_WAIT(
            "sealgate.keys.unknown-key-wait",
            Type.DURATION,
            "PT0.5S",
            "How long tokens with an unknown `kid` wait for such a fetch, counted from its start, PT0S to PT5S."),
    KEYS_TRUSTED_CERTIFICATES(
            "sealgate.keys.trusted-certificates",
            Type.LOCATION,
            null,
            "Where the certificates are that the server of a JWK Set is trusted by: a file or class path resource that holds PEM. Not set: those of the JDK."),
    KEYS_PROXY(
            "sealgate.keys.proxy",
            Type.TEXT,
            null,
            "The HTTP proxy through which a JWK Set is fetched, as `host:port`. Not set: what the JDK's system properties say (`https.proxyHost`)."),
    DECRYPT_KEY(
            "sealgate.decrypt.key",
            Type.SECRET,
            null,
            "The decryption keys themselves: PEM (PKCS#8), JWK, JWK Set, or Base64 of a JWK or JWK Set. Instead of `mp.jwt.decrypt.key.location`."),
    DECRYPT_KEYSTORE_LOCATION(
            "sealgate.decrypt.keystore.location",
            Type.LOCATION,
            null,
            "Where a keystore with the decryption keys is: a file or class path resource, or `source:` and the name of a `KeyEntrySource`, for an HSM or a KMS. Instead of `mp.jwt.decrypt.key.location`."),
    DECRYPT_KEYSTORE_TYPE(
            "sealgate.decrypt.keystore.type", Type.CHOICE, "PKCS12", "Its type: `PKCS12`, `JKS` or `BCFKS`."),
    DECRYPT_KEYSTORE_PASSWORD(
            "sealgate.decrypt.keystore.password",
            Type.SECRET,
            null,
            "Its password, which has to be that of its entries, too."),
    DECRYPT_KEYSTORE_PASSWORD_LOCATION(
            "sealgate.decrypt.keystore.password.location",
            Type.LOCATION,
            null,
            "Where its password is: a file that holds it alone, such as a Docker or Kubernetes secret."),
    DECRYPT_KEYSTORE_ALIASES(
            "sealgate.decrypt.keystore.aliases",
            Type.LIST,
            null,
            "The aliases of the keys, as for `sealgate.verify.keystore.aliases`. Not set: all."),
    CONTENT_ENCRYPTION(
            "sealgate.decrypt.content-encryption",
            Type.LIST,
            "A128CBC-HS256,A192CBC-HS384,A256CBC-HS512,A128GCM,A192GCM,A256GCM",
            "The content encryption algorithms that encrypted tokens may use."),
    DECRYPT_REQUIRED(
            "sealgate.decrypt.required",
            Type.BOOLEAN,
            "true",
            "With a decryption key: whether tokens that are signed but not encrypted are refused."),
    ROLES_FROM(
            "sealgate.roles.from",
            Type.LIST,
            "groups",
            "The claims that hold the caller's roles, by name or JSON Pointer such as `/realm_access/roles`, or `keycloak`, `entra`, `auth0` or `cognito` for where those put them; the roles of all are joined."),
    ROLES_CLIENT(
            "sealgate.roles.client",
            Type.TEXT,
            null,
            "With `keycloak` in `sealgate.roles.from`: the client whose roles (`/resource_access/…/roles`) count besides those of the realm. Not set: those of the realm alone."),
    ROLES_PREFIX(
            "sealgate.roles.prefix",
            Type.TEXT,
            null,
            "What is put before the name of each role, such as `acme.`: up to 64 characters of ASCII without blanks."),
    ROLES_MAP(
            "sealgate.roles.map",
            Type.LIST,
            null,
            "Other names for roles, such as `admin:ADMIN`: the role in the token, and after the last colon what it is called here (with `sealgate.roles.prefix` before it). Roles that are not listed keep their names."),
    PRINCIPAL_FROM(
            "sealgate.principal.from",
            Type.LIST,
            "upn,preferred_username,sub",
            "The claims, by name, of which the first that holds a text is the caller's name; a token with none of them is refused."),
    TOKEN_SOURCES(
            "sealgate.token.sources",
            Type.LIST,
            null,
            "Where tokens are looked for: any of `authorization`, `cookie`, `header`, `form`. Not set: what `mp.jwt.token.header` says."),
    TOKEN_HEADER_NAME(
            "sealgate.token.header-name",
            Type.TEXT,
            null,
            "The request header that holds the bare token. Required if `sealgate.token.sources` names `header`."),
    TOKEN_MAX_LENGTH(
            "sealgate.token.max-length",
            Type.NUMBER,
            "16384",
            "The longest token accepted, in characters, 1024 to 65536."),
    CACHE_ENTRIES(
            "sealgate.cache.entries",
            Type.NUMBER,
            "1000",
            "How many tokens that were found valid are remembered, so that they need not be verified at each request, 0 (none) to 100000; together up to 4096 times as many characters."),
    FILE_CHECK_INTERVAL(
            "sealgate.files.check-interval",
            Type.DURATION,
            "PT10S",
            "How often files that keys came from are looked at, and each `KeyEntrySource` is asked, PT1S to PT1H. When the keys have changed, they replace the former ones, unless something is wrong with them."),
    MAX_DECRYPTIONS(
            "sealgate.decrypt.max-concurrent",
            Type.NUMBER,
            null,
            "How many operations with an RSA, EC or X25519 decryption key run at once, 1 to 1024; of more, a few wait, and the rest is answered 503. Not set: half as many as there are processors."),
    CRYPTO_PROVIDER(
            "sealgate.crypto.provider",
            Type.TEXT,
            null,
            "The name of a JCA provider to verify and decrypt with, such as `AmazonCorrettoCryptoProvider`; it must be installed in the JVM or on the application's class path. What it cannot do, the JDK does. Not set: the JDK's choice."),
    PLAIN_HTTP(
            "sealgate.transport.plain-http",
            Type.CHOICE,
            "refuse",
            "What happens to tokens that come without TLS: `refuse`, `loopback` (accepted from this machine; for development) or `allow`."),
    TRUSTED_PROXIES(
            "sealgate.transport.trusted-proxies",
            Type.LIST,
            null,
            "The addresses or networks (CIDR) of proxies whose `Forwarded` and `X-Forwarded-Proto` are believed. Not set: nobody's are."),
    REALM(
            "sealgate.realm",
            Type.TEXT,
            "sealgate",
            "The `realm` of challenges: printable ASCII without quote and backslash, up to 100 characters."),
    ISSUERS_SOURCE(
            "sealgate.issuers.source",
            Type.BOOLEAN,
            "false",
            "`true`: the application's `IssuerSource` is asked for the policies of issuers that are not configured."),
    ISSUERS_MAX_ENTRIES(
            "sealgate.issuers.max-entries",
            Type.NUMBER,
            "10000",
            "How many policies of the `IssuerSource` are kept, 1 to 1000000; of more, those are left out that were not used for longest."),
    ISSUERS_MAX_AGE(
            "sealgate.issuers.max-age",
            Type.DURATION,
            "PT5M",
            "How long an answer of the `IssuerSource` is used before it is asked again, PT1S to PT24H; up to twice as long while it cannot be asked. That there is no such issuer is believed for a minute at most."),
    UNANNOTATED(
            "sealgate.endpoints.unannotated",
            Type.CHOICE,
            "allow",
            "What becomes of endpoints that carry no rule and no `@PermitAll`: `allow` (anybody may), `deny` (they are refused) or `fail` (the deployment fails and lists them)."),
    AUTHORIZATION_MODE(
            "sealgate.authorization.mode",
            Type.CHOICE,
            "enforce",
            "`enforce`, or `report`: requests that a rule would deny are logged, counted and fired as events, and pass. Tokens are checked in any case.");

    /** What a value looks like. */
    public enum Type {
        TEXT("text"),
        LIST("list"),
        BOOLEAN("`true` or `false`"),
        NUMBER("number"),
        SECONDS("seconds"),
        DURATION("ISO-8601 duration"),
        CHOICE("choice"),
        LOCATION("location"),
        /** Keys that anyone may see. */
        KEY("key text"),
        /** Keys and passwords that nobody may see: the value never goes to a log or a message. */
        SECRET("secret text");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        /** The word for it in documentation. */
        public String label() {
            return label;
        }
    }

    /** What names that are ours to judge begin with. */
    static final List<String> BEGINNINGS = List.of("mp.jwt.", "sealgate.");

    /** What there is one value of, however many issuers there are. */
    private static final Set<SealgateProperty> OF_THE_APPLICATION = EnumSet.of(
            TOKEN_HEADER,
            TOKEN_COOKIE,
            TOKEN_SOURCES,
            TOKEN_HEADER_NAME,
            TOKEN_MAX_LENGTH,
            CACHE_ENTRIES,
            FILE_CHECK_INTERVAL,
            MAX_DECRYPTIONS,
            CRYPTO_PROVIDER,
            PLAIN_HTTP,
            TRUSTED_PROXIES,
            REALM,
            ISSUERS_SOURCE,
            ISSUERS_MAX_ENTRIES,
            ISSUERS_MAX_AGE,
            UNANNOTATED,
            AUTHORIZATION_MODE);

    private final String propertyName;
    private final Type type;
    private final Optional<String> defaultValue;
    private final String description;

    SealgateProperty(String propertyName, Type type, @Nullable String defaultValue, String description) {
        this.propertyName = propertyName;
        this.type = type;
        this.defaultValue = Optional.ofNullable(defaultValue);
        this.description = description;
    }

    /** The name as it is written in the configuration. */
    public String propertyName() {
        return propertyName;
    }

    public Type type() {
        return type;
    }

    /** The value that stands where none is set, as one would write it; empty where there is none. */
    public Optional<String> defaultValue() {
        return defaultValue;
    }

    /** A line for the documentation, in Markdown. */
    public String description() {
        return description;
    }

    /** Whether the value is material that nobody may see. */
    public boolean secret() {
        return type == Type.SECRET;
    }

    /** Whether each issuer has a value of its own; otherwise the application has one. */
    public boolean perIssuer() {
        return !OF_THE_APPLICATION.contains(this);
    }

    /** What stands after {@code mp.jwt.} or {@code sealgate.}. */
    String suffix() {
        for (String beginning : BEGINNINGS) {
            if (propertyName.startsWith(beginning)) {
                return propertyName.substring(beginning.length());
            }
        }
        throw new IllegalStateException(propertyName);
    }

    /** Finds a property by what stands after {@code mp.jwt.} or {@code sealgate.}. */
    static Optional<SealgateProperty> ofSuffix(String suffix) {
        return BEGINNINGS.stream()
                .flatMap(beginning -> of(beginning + suffix).stream())
                .findFirst();
    }

    /** Finds a property by its exact name. */
    public static Optional<SealgateProperty> of(String propertyName) {
        for (SealgateProperty property : values()) {
            if (property.propertyName.equals(propertyName)) {
                return Optional.of(property);
            }
        }
        return Optional.empty();
    }

    /** The name as it is written in the configuration, so that messages can be composed plainly. */
    @Override
    public String toString() {
        return propertyName;
    }
}
