package io.sealgate.config;

import io.sealgate.config.SealgateConfig.Authorization;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Unannotated;
import io.sealgate.paths.PathRule;
import io.sealgate.paths.PathRules;
import io.sealgate.token.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the configuration of the application out of single values and issuers, and looks at what they say together. */
final class ConfigAssembler {
    /** RFC 9110 section 5.6.2; also the name of a cookie (RFC 6265 section 4.1.1). */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private static final Pattern REALM = Pattern.compile("[ -~&&[^\"\\\\]]{1,100}");

    private static final Map<String, TokenSource> SOURCES = Map.of(
            "authorization", TokenSource.AUTHORIZATION,
            "cookie", TokenSource.COOKIE,
            "header", TokenSource.HEADER,
            "form", TokenSource.FORM);

    private static final Set<String> TAKEN_HEADERS = Set.of(
            "host",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "date",
            "via",
            "forwarded",
            "origin",
            "referer",
            "user-agent",
            "cache-control",
            "pragma",
            "range",
            "set-cookie",
            "x-real-ip",
            "www-authenticate");
    private static final List<String> TAKEN_BEGINNINGS =
            List.of("content-", "accept", "sec-", "x-forwarded-", "if-", "access-control-", "proxy-");

    private final Settings settings;
    private final List<Settings> named;
    private final Findings findings;
    private final ClassLoader classPath;
    private final List<PathRule> paths;

    /**
     * @param settings those of the application and of the default issuer
     * @param named those of the other issuers
     * @param paths the rules for paths that could be read
     */
    ConfigAssembler(
            Settings settings, List<Settings> named, List<PathRule> paths, Findings findings, ClassLoader classPath) {
        this.paths = List.copyOf(paths);
        this.settings = settings;
        this.named = List.copyOf(named);
        this.findings = findings;
        this.classPath = classPath;
    }

    Reading assemble() {
        Optional<IssuerLookup> lookup = lookup();
        List<Issuer> issuers = issuers(lookup.isPresent());
        Tokens tokens = tokens();
        Transport transport = transport();
        String realm = realm();
        Resources resources = resources();
        boolean reportOnly =
                settings.choice(SealgateProperty.AUTHORIZATION_MODE, Map.of("enforce", false, "report", true));
        Unannotated unannotated = settings.choice(
                SealgateProperty.UNANNOTATED,
                Map.of("allow", Unannotated.ALLOW, "deny", Unannotated.DENY, "fail", Unannotated.FAIL));
        List<IssuerKeys> keys = issuers.stream().map(IssuerKeys::of).toList();
        if (findings.count() > 0) {
            return new Reading(Optional.empty(), keys, findings.inTableOrder(), findings.warnings());
        }
        Authorization authorization = new Authorization(reportOnly, unannotated, PathRules.of(paths));
        return new Reading(
                Optional.of(new SealgateConfig(issuers, lookup, tokens, transport, realm, resources, authorization)),
                keys,
                List.of(),
                findings.warnings());
    }

    private Optional<IssuerLookup> lookup() {
        int maxEntries = settings.number(SealgateProperty.ISSUERS_MAX_ENTRIES, 1, 1_000_000, "policies")
                .orElseThrow();
        Duration maxAge =
                settings.duration(SealgateProperty.ISSUERS_MAX_AGE, Duration.ofSeconds(1), Duration.ofHours(24));
        if (settings.flag(SealgateProperty.ISSUERS_SOURCE)) {
            return Optional.of(new IssuerLookup(maxEntries, maxAge));
        }
        for (SealgateProperty property :
                List.of(SealgateProperty.ISSUERS_MAX_ENTRIES, SealgateProperty.ISSUERS_MAX_AGE)) {
            if (settings.isSet(property)) {
                findings.add(
                        ProblemCode.NO_EFFECT,
                        property,
                        "It has no effect, because no IssuerSource is asked.",
                        "Set " + SealgateProperty.ISSUERS_SOURCE + " to true, or remove it.");
            }
        }
        return Optional.empty();
    }

    private List<Issuer> issuers(boolean others) {
        List<Issuer> issuers = new ArrayList<>();
        if (hasDefaultIssuer(others)) {
            issuers.add(new IssuerAssembler(settings, classPath).assemble());
        } else {
            checkLeftovers();
        }
        for (Settings each : named) {
            issuers.add(new IssuerAssembler(each, classPath).assemble());
        }
        Map<String, Issuer> byName = new HashMap<>();
        for (Issuer issuer : issuers) {
            Issuer same = issuer.name().isEmpty() ? null : byName.putIfAbsent(issuer.name(), issuer);
            if (same != null) {
                findings.add(
                        ProblemCode.SAME_ISSUER,
                        issuer.properties().of(SealgateProperty.ISSUER),
                        "It is the same as " + same.properties().of(SealgateProperty.ISSUER) + ".",
                        "Write what is accepted from one authorization server under one name; several keys and audiences can stand there.");
            }
        }
        return issuers;
    }

    private boolean hasDefaultIssuer(boolean others) {
        return (named.isEmpty() && !others)
                || Stream.of(
                                SealgateProperty.ISSUER,
                                SealgateProperty.PUBLIC_KEY,
                                SealgateProperty.PUBLIC_KEY_LOCATION,
                                SealgateProperty.SECRET,
                                SealgateProperty.SECRET_LOCATION,
                                SealgateProperty.VERIFY_KEYSTORE_LOCATION)
                        .anyMatch(settings::isSet);
    }

    private void checkLeftovers() {
        for (SealgateProperty property : SealgateProperty.values()) {
            if (property.perIssuer() && settings.isSet(property)) {
                findings.add(
                        ProblemCode.NO_EFFECT,
                        property.propertyName(),
                        "It has no effect, because it speaks of the default issuer, which is not configured.",
                        named.isEmpty()
                                ? "Configure the default issuer, beginning with " + SealgateProperty.ISSUER
                                        + ", or remove it."
                                : "Write " + named.get(0).findings().names().of(property)
                                        + ", and the like for other issuers, or remove it.");
            }
        }
    }

    private Tokens tokens() {
        int before = findings.count();
        Set<TokenSource> sources = sources();
        boolean sourcesKnown = findings.count() == before;
        Optional<String> headerName = settings.text(SealgateProperty.TOKEN_HEADER_NAME);
        headerName.ifPresent(this::checkHeaderName);
        if (sourcesKnown) {
            checkHeaderSource(sources.contains(TokenSource.HEADER));
        }
        String cookieName = settings.text(SealgateProperty.TOKEN_COOKIE).orElseThrow();
        if (!TOKEN.matcher(cookieName).matches()) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.TOKEN_COOKIE,
                    Findings.quote(cookieName) + " is not the name of a cookie.",
                    "Write letters, digits and hyphens, such as __Host-token.");
        }
        int maxLength = settings.number(SealgateProperty.TOKEN_MAX_LENGTH, 1024, 65536, "characters")
                .orElseThrow();
        return new Tokens(sources, cookieName, headerName, maxLength);
    }

    private Set<TokenSource> sources() {
        TokenSource standard = settings.choice(
                SealgateProperty.TOKEN_HEADER,
                Map.of("authorization", TokenSource.AUTHORIZATION, "cookie", TokenSource.COOKIE));
        if (!settings.isSet(SealgateProperty.TOKEN_SOURCES)) {
            return Set.of(standard);
        }
        int before = findings.count();
        Set<TokenSource> sources = EnumSet.noneOf(TokenSource.class);
        for (String word : settings.list(SealgateProperty.TOKEN_SOURCES)) {
            settings.word(SealgateProperty.TOKEN_SOURCES, word, SOURCES, ProblemCode.NOT_A_CHOICE)
                    .ifPresent(sources::add);
        }
        if (findings.count() == before
                && settings.isSet(SealgateProperty.TOKEN_HEADER)
                && settings.isSet(SealgateProperty.TOKEN_SOURCES)
                && !sources.isEmpty()
                && !sources.contains(standard)) {
            String source = standard.name().toLowerCase(Locale.ROOT);
            findings.add(
                    ProblemCode.SOURCES_CONTRADICT,
                    SealgateProperty.TOKEN_SOURCES,
                    "It leaves out " + source + ", which " + SealgateProperty.TOKEN_HEADER + " asks for.",
                    "Remove " + SealgateProperty.TOKEN_HEADER + ", or add " + source + " to the list.");
        }
        return sources;
    }

    private void checkHeaderSource(boolean headerIsSource) {
        boolean nameSet = settings.isSet(SealgateProperty.TOKEN_HEADER_NAME);
        if (headerIsSource && !nameSet) {
            findings.add(
                    ProblemCode.NOT_SET,
                    SealgateProperty.TOKEN_HEADER_NAME,
                    "It is not set, and " + SealgateProperty.TOKEN_SOURCES + " names header.",
                    "Set it to the name of the header, such as X-Access-Token, or remove header from "
                            + SealgateProperty.TOKEN_SOURCES + ".");
        } else if (!headerIsSource && nameSet) {
            findings.add(
                    ProblemCode.NO_EFFECT,
                    SealgateProperty.TOKEN_HEADER_NAME,
                    "It has no effect, because " + SealgateProperty.TOKEN_SOURCES + " does not name header.",
                    "Set " + SealgateProperty.TOKEN_SOURCES + " to a list with header, or remove it.");
        }
    }

    private void checkHeaderName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!TOKEN.matcher(name).matches()) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.TOKEN_HEADER_NAME,
                    Findings.quote(name) + " is not the name of a header.",
                    "Write letters, digits and hyphens, such as X-Access-Token.");
        } else if (lower.equals("authorization") || lower.equals("cookie")) {
            findings.add(
                    ProblemCode.HEADER_TAKEN,
                    SealgateProperty.TOKEN_HEADER_NAME,
                    "The header " + name + " is a source of its own.",
                    "Remove it, and let " + SealgateProperty.TOKEN_SOURCES + " name " + lower + " instead of header.");
        } else if (TAKEN_HEADERS.contains(lower) || TAKEN_BEGINNINGS.stream().anyMatch(lower::startsWith)) {
            findings.add(
                    ProblemCode.HEADER_TAKEN,
                    SealgateProperty.TOKEN_HEADER_NAME,
                    "The header " + name + " means something else in HTTP.",
                    "Choose a header of your own, such as X-Access-Token.");
        }
    }

    private Transport transport() {
        PlainHttp plainHttp = settings.choice(
                SealgateProperty.PLAIN_HTTP,
                Map.of("refuse", PlainHttp.REFUSE, "loopback", PlainHttp.LOOPBACK, "allow", PlainHttp.ALLOW));
        List<String> proxies = settings.list(SealgateProperty.TRUSTED_PROXIES);
        List<IpNetwork> networks = new ArrayList<>();
        for (String proxy : proxies) {
            try {
                networks.add(IpNetwork.parse(proxy));
            } catch (IllegalArgumentException e) {
                findings.add(
                        ProblemCode.NOT_A_NETWORK,
                        SealgateProperty.TRUSTED_PROXIES,
                        Findings.printable(String.valueOf(e.getMessage())) + ".",
                        "Write the addresses of your proxies, such as 10.0.0.7 or 2001:db8::7, or their networks, such as 10.0.0.0/8; host names are not looked up.");
            }
        }
        return new Transport(plainHttp, networks);
    }

    private String realm() {
        String realm = settings.text(SealgateProperty.REALM).orElseThrow();
        if (!REALM.matcher(realm).matches()) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.REALM,
                    Findings.quote(realm) + " cannot stand in a header.",
                    "Write up to 100 ASCII characters without quote and backslash.");
        }
        return realm;
    }

    private Resources resources() {
        if (settings.isSet(SealgateProperty.MAX_DECRYPTIONS) && !anyDecryptionKey()) {
            findings.add(
                    ProblemCode.NO_EFFECT,
                    SealgateProperty.MAX_DECRYPTIONS,
                    "It has no effect, because there is no decryption key.",
                    "Set " + SealgateProperty.DECRYPT_KEY_LOCATION + ", or remove it.");
        }
        int cacheEntries = settings.number(SealgateProperty.CACHE_ENTRIES, 0, 100_000, "tokens")
                .orElseThrow();
        int maxDecryptions = settings.number(SealgateProperty.MAX_DECRYPTIONS, 1, 1024, "operations")
                .orElse(Resources.DEFAULT.maxDecryptions());
        return new Resources(
                cacheEntries,
                maxDecryptions,
                settings.text(SealgateProperty.CRYPTO_PROVIDER),
                settings.duration(SealgateProperty.FILE_CHECK_INTERVAL, Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    private boolean anyDecryptionKey() {
        return Stream.concat(Stream.of(settings), named.stream())
                .anyMatch(each ->
                        each.isSet(SealgateProperty.DECRYPT_KEY) || each.isSet(SealgateProperty.DECRYPT_KEY_LOCATION));
    }
}
