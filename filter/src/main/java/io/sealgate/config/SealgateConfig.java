package io.sealgate.config;

import static java.util.Objects.requireNonNull;

import io.sealgate.paths.PathRules;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.TokenSource;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration, immutable. Made by {@link SealgateConfigReader} from MicroProfile Config, or in code by its constructors. Keys are parsed and checked later, by {@code Sealgate.create}.
 *
 * @param issuers what tokens are accepted, by the issuer that they name; none has the {@code iss} of another
 * @param lookup how the policies of further issuers are looked up; empty: there are no others, and one issuer at least
 * @param tokens where tokens are looked for
 * @param transport over which connections tokens are accepted
 * @param realm the {@code realm} of challenges (RFC 9110 section 11.5)
 * @param resources what the work may cost, and what does it
 * @param authorization what is asked of requests besides what annotations say
 */
public record SealgateConfig(
        List<Issuer> issuers,
        Optional<IssuerLookup> lookup,
        Tokens tokens,
        Transport transport,
        String realm,
        Resources resources,
        Authorization authorization) {
    /**
     * @throws IllegalArgumentException if there is no issuer, or two have one {@code iss}
     */
    public SealgateConfig {
        issuers = List.copyOf(issuers);
        requireNonNull(lookup, "lookup");
        requireNonNull(tokens, "tokens");
        requireNonNull(transport, "transport");
        requireNonNull(realm, "realm");
        requireNonNull(resources, "resources");
        requireNonNull(authorization, "authorization");
        boolean none = issuers.isEmpty() && lookup.isEmpty();
        if (none || issuers.stream().map(Issuer::name).distinct().count() < issuers.size()) {
            throw new IllegalArgumentException("No issuer, or one twice");
        }
    }

    /** A configuration with one issuer. */
    public SealgateConfig(Issuer issuer, Tokens tokens, Transport transport, String realm, Resources resources) {
        this(List.of(issuer), Optional.empty(), tokens, transport, realm, resources, Authorization.DEFAULT);
    }

    /** A configuration with one issuer and the resources that it has by default. */
    public SealgateConfig(Issuer issuer, Tokens tokens, Transport transport, String realm) {
        this(issuer, tokens, transport, realm, Resources.DEFAULT);
    }

    /**
     * The first issuer: the default one where that is configured.
     *
     * @throws IndexOutOfBoundsException if none is configured
     */
    public Issuer issuer() {
        return issuers.get(0);
    }

    /** The same with other issuers. */
    public SealgateConfig with(List<Issuer> others) {
        return new SealgateConfig(others, lookup, tokens, transport, realm, resources, authorization);
    }

    /** The same where the policies of further issuers are looked up. */
    public SealgateConfig with(IssuerLookup other) {
        return new SealgateConfig(issuers, Optional.of(other), tokens, transport, realm, resources, authorization);
    }

    /** The same with other resources. */
    public SealgateConfig with(Resources other) {
        return new SealgateConfig(issuers, lookup, tokens, transport, realm, other, authorization);
    }

    /** The same with other authorization. */
    public SealgateConfig with(Authorization other) {
        return new SealgateConfig(issuers, lookup, tokens, transport, realm, resources, other);
    }

    /**
     * How the policies of issuers are looked up that are not configured.
     *
     * @param maxEntries how many are kept; at least 1
     * @param maxAge how long one is used before it is asked for again; more than zero
     */
    public record IssuerLookup(int maxEntries, Duration maxAge) {
        /**
         * @throws IllegalArgumentException if a bound is too small
         */
        public IssuerLookup {
            if (maxEntries < 1 || maxAge.isNegative() || maxAge.isZero()) {
                throw new IllegalArgumentException("Too few, or too short");
            }
        }
    }

    /**
     * The policy for the tokens of one authorization server.
     *
     * @param label what the configuration calls it, as in {@code sealgate.issuer.acme.verify.issuer}; empty: it is the default one
     * @param name the {@code iss} value that tokens must have, compared exactly
     * @param audiences of which {@code aud} must hold one, compared exactly; empty only if the configuration says explicitly that any will do
     * @param verification how signatures are verified
     * @param decryption how tokens are decrypted; empty: encrypted tokens are refused
     * @param claims what is asked of the claims
     */
    public record Issuer(
            Optional<String> label,
            String name,
            Set<String> audiences,
            Verification verification,
            Optional<Decryption> decryption,
            Claims claims) {
        public Issuer {
            requireNonNull(label, "label");
            requireNonNull(name, "name");
            audiences = Set.copyOf(audiences);
            requireNonNull(verification, "verification");
            requireNonNull(decryption, "decryption");
            requireNonNull(claims, "claims");
        }

        /** The default issuer. */
        public Issuer(
                String name,
                Set<String> audiences,
                Verification verification,
                Optional<Decryption> decryption,
                Claims claims) {
            this(Optional.empty(), name, audiences, verification, decryption, claims);
        }

        /** What the properties of this issuer are called. */
        public PropertyNames properties() {
            return new PropertyNames(label);
        }
    }

    /**
     * @param publicKeys RSA, EC and OKP public keys; a text may hold several
     * @param secrets HMAC secrets as JWK or JWK Set ({@code oct}); kept apart from public keys, so that a public key can never serve as a
     *     secret
     * @param algorithms the algorithms that tokens may be signed with; empty: each key's own ({@code alg} of the JWK, or what its type and curve
     *     stand for, RS256 for RSA)
     * @param remote how public keys are fetched; empty: they are not
     */
    public record Verification(
            List<KeyText> publicKeys,
            List<KeyText> secrets,
            Set<SignatureAlgorithm> algorithms,
            Optional<RemoteKeys> remote) {
        public Verification {
            publicKeys = List.copyOf(publicKeys);
            secrets = List.copyOf(secrets);
            algorithms = Set.copyOf(algorithms);
            requireNonNull(remote, "remote");
        }

        /** Without keys from elsewhere. */
        public Verification(List<KeyText> publicKeys, List<KeyText> secrets, Set<SignatureAlgorithm> algorithms) {
            this(publicKeys, secrets, algorithms, Optional.empty());
        }
    }

    /**
     * How the JWK Set of an issuer is fetched and kept.
     *
     * @param location of the set, as {@link KeyLocation} permits; empty: found through the issuer's metadata, for which the issuer has to be such a URL, too
     * @param plainHttpOnLoopback whether TLS may be missing on this machine; for development
     * @param timeout for one document, from connecting to the last byte
     * @param leastAge the shortest time between two fetches in good times
     * @param mostAge the longest time between two fetches in good times; not less than {@code leastAge}
     * @param maxStale how long keys serve on when they should be fetched again and cannot be
     * @param coolDown the shortest time between two fetches that unknown keys cause
     * @param unknownKeyWait how long a token with an unknown key waits for such a fetch, counted from the fetch's start
     * @param trustedCertificates what the server's certificate must lead to; empty: the JDK's
     * @param proxy the HTTP proxy on the way; empty: the JDK's
     */
    public record RemoteKeys(
            Optional<URI> location,
            boolean plainHttpOnLoopback,
            Duration timeout,
            Duration leastAge,
            Duration mostAge,
            Duration maxStale,
            Duration coolDown,
            Duration unknownKeyWait,
            List<X509Certificate> trustedCertificates,
            Optional<Proxy> proxy) {
        public RemoteKeys {
            requireNonNull(location, "location");
            requireNonNull(timeout, "timeout");
            requireNonNull(leastAge, "leastAge");
            requireNonNull(mostAge, "mostAge");
            requireNonNull(maxStale, "maxStale");
            requireNonNull(coolDown, "coolDown");
            requireNonNull(unknownKeyWait, "unknownKeyWait");
            trustedCertificates = List.copyOf(trustedCertificates);
            requireNonNull(proxy, "proxy");
        }
    }

    /**
     * An HTTP proxy.
     *
     * @param host a name or an address, looked up when it is used
     */
    public record Proxy(String host, int port) {
        public Proxy {
            requireNonNull(host, "host");
        }
    }

    /**
     * @param keys private or symmetric keys; a text may hold several
     * @param algorithms the key management algorithms accepted; empty: each key's own ({@code alg} of the JWK, or RSA-OAEP and RSA-OAEP-256 for
     *     RSA, ECDH-ES with and without key wrapping for EC and X25519)
     * @param contentEncryption the content encryption algorithms accepted; never empty
     * @param required whether a token that is not encrypted is refused
     */
    public record Decryption(
            List<KeyText> keys,
            Set<KeyManagementAlgorithm> algorithms,
            Set<ContentEncryptionAlgorithm> contentEncryption,
            boolean required) {
        public Decryption {
            keys = List.copyOf(keys);
            algorithms = Set.copyOf(algorithms);
            contentEncryption = Set.copyOf(contentEncryption);
        }
    }

    /**
     * @param clockSkew how long after {@code exp} (and beyond the maximum age) a token is still accepted; 0 to 60 s. Issuers' clocks may in
     *     any case be 10 s ahead ({@code nbf}, {@code iat})
     * @param maxAge the longest time since {@code iat}; empty: no bound, and {@code iat} may be absent
     * @param maxLifetime the longest time from {@code iat} (or, without it, from now) to {@code exp}
     * @param types the {@code typ} values accepted, lower case, without {@code application/}; empty: {@code JWT}, {@code at+jwt} and none
     * @param required claims that must be there and not null, by name or JSON Pointer
     * @param rolesFrom the claims, by name or JSON Pointer, that hold the caller's roles; those of all are joined
     * @param roleNames what those roles are called here
     * @param principalFrom the claims, by name, of which the first that holds a text is the caller's name; never empty
     */
    public record Claims(
            Duration clockSkew,
            Optional<Duration> maxAge,
            Duration maxLifetime,
            Set<String> types,
            Set<String> required,
            List<String> rolesFrom,
            RoleNames roleNames,
            List<String> principalFrom) {
        /** What names the caller in MicroProfile JWT 2.1. */
        public static final List<String> STANDARD_PRINCIPAL = List.of("upn", "preferred_username", "sub");

        /**
         * @throws IllegalArgumentException if no claim can name the caller
         */
        public Claims {
            requireNonNull(clockSkew, "clockSkew");
            requireNonNull(maxAge, "maxAge");
            requireNonNull(maxLifetime, "maxLifetime");
            types = Set.copyOf(types);
            required = Set.copyOf(required);
            rolesFrom = List.copyOf(rolesFrom);
            requireNonNull(roleNames, "roleNames");
            principalFrom = List.copyOf(principalFrom);
            if (principalFrom.isEmpty()) {
                throw new IllegalArgumentException("No claim names the caller");
            }
        }

        /** With roles as the token has them, and a name as MicroProfile JWT asks for. */
        public Claims(
                Duration clockSkew,
                Optional<Duration> maxAge,
                Duration maxLifetime,
                Set<String> types,
                Set<String> required,
                List<String> rolesFrom) {
            this(clockSkew, maxAge, maxLifetime, types, required, rolesFrom, RoleNames.AS_THEY_ARE, STANDARD_PRINCIPAL);
        }
    }

    /**
     * What the roles of tokens are called here.
     *
     * @param prefix what is put before each; empty: nothing
     * @param replaced other names for some of them, by the name in the token; the prefix goes before these too
     */
    public record RoleNames(String prefix, Map<String, String> replaced) {
        /** As in the token. */
        public static final RoleNames AS_THEY_ARE = new RoleNames("", Map.of());

        public RoleNames {
            requireNonNull(prefix, "prefix");
            replaced = Map.copyOf(replaced);
        }

        /** The name here of a role in a token. */
        public String of(String role) {
            String name = replaced.getOrDefault(role, role);
            return prefix.isEmpty() ? name : prefix + name;
        }
    }

    /**
     * @param sources the places in a request that are looked at; a token anywhere else is ignored
     * @param cookieName the cookie for {@link TokenSource#COOKIE}
     * @param headerName the header for {@link TokenSource#HEADER}; empty if that is not a source
     * @param maxLength the longest token accepted, in characters
     */
    public record Tokens(Set<TokenSource> sources, String cookieName, Optional<String> headerName, int maxLength) {
        public Tokens {
            sources = Set.copyOf(sources);
            requireNonNull(cookieName, "cookieName");
            requireNonNull(headerName, "headerName");
        }
    }

    /**
     * @param plainHttp what happens to a token that comes without TLS
     * @param trustedProxies addresses or networks whose {@code Forwarded} and {@code X-Forwarded-Proto} are believed
     */
    public record Transport(PlainHttp plainHttp, List<IpNetwork> trustedProxies) {
        public Transport {
            requireNonNull(plainHttp, "plainHttp");
            trustedProxies = List.copyOf(trustedProxies);
        }
    }

    /**
     * @param cacheEntries how many tokens that were found valid are remembered; 0: none
     * @param maxDecryptions how many operations with an asymmetric decryption key run at once; at least 1
     * @param provider the name of the JCA provider to be used where it can be; empty: the JDK's choice
     * @param fileCheckInterval how often files that keys came from are looked at
     */
    public record Resources(
            int cacheEntries, int maxDecryptions, Optional<String> provider, Duration fileCheckInterval) {
        /** What stands where nothing is configured. */
        public static final Resources DEFAULT = new Resources(
                SealgateProperty.CACHE_ENTRIES
                        .defaultValue()
                        .map(Integer::valueOf)
                        .orElseThrow(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Optional.empty());

        /**
         * @throws IllegalArgumentException if a number or the interval is too small
         */
        public Resources {
            requireNonNull(provider, "provider");
            if (cacheEntries < 0 || maxDecryptions < 1 || fileCheckInterval.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException("Too few");
            }
        }

        /** With the interval that stands where none is configured. */
        public Resources(int cacheEntries, int maxDecryptions, Optional<String> provider) {
            this(
                    cacheEntries,
                    maxDecryptions,
                    provider,
                    Duration.parse(
                            SealgateProperty.FILE_CHECK_INTERVAL.defaultValue().orElseThrow()));
        }
    }

    /**
     * @param reportOnly whether requests that a rule would deny pass, and are reported
     * @param unannotated what becomes of endpoints that carry no rule
     * @param paths the rules for paths
     */
    public record Authorization(boolean reportOnly, Unannotated unannotated, PathRules paths) {
        /** What stands where nothing is configured. */
        public static final Authorization DEFAULT = new Authorization(false, Unannotated.ALLOW, PathRules.NONE);

        public Authorization {
            requireNonNull(unannotated, "unannotated");
            requireNonNull(paths, "paths");
        }
    }

    /** What becomes of endpoints that carry no rule and do not say that anybody may. */
    public enum Unannotated {
        /** Anybody may. The default. */
        ALLOW,
        /** Requests to them are refused. */
        DENY,
        /** The deployment fails; what is not found before is refused. */
        FAIL
    }

    /** What happens to a token that comes without TLS. */
    public enum PlainHttp {
        /** It is refused. The default. */
        REFUSE,
        /** It is accepted from this machine itself; for development. */
        LOOPBACK,
        /** It is accepted; for networks where TLS ends at a proxy that sets no header. */
        ALLOW
    }
}
