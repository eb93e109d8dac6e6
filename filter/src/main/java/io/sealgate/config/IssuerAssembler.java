package io.sealgate.config;

import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.KeyManagementAlgorithm;
import io.sealgate.token.SignatureAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes the policy of one issuer out of single values, and looks at what they say together. */
final class IssuerAssembler {
    private static final int LONGEST_AGE_SECONDS = 366 * 24 * 60 * 60;

    /** RFC 6838 section 4.2: a subtype, or a type and a subtype. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(/[a-z0-9][a-z0-9!#$&^_.+-]{0,126})?");

    private final Settings settings;
    private final Findings findings;
    private final ClassLoader classPath;
    private final KeyTextLoader keys;
    private final RemoteKeysReader remoteKeys;
    private final AlgorithmParser algorithms;

    IssuerAssembler(Settings settings, ClassLoader classPath) {
        this.settings = settings;
        this.findings = settings.findings();
        this.classPath = classPath;
        this.keys = new KeyTextLoader(classPath, findings);
        this.remoteKeys = new RemoteKeysReader(settings, findings, keys);
        this.algorithms = new AlgorithmParser(settings, findings);
    }

    /** To be used if there are no findings; until then, its keys alone are. */
    Issuer assemble() {
        Verification verification = verification();
        Optional<Decryption> decryption = decryption();
        return new Issuer(findings.names().issuer(), issuerName(), audiences(), verification, decryption, claims());
    }

    private Verification verification() {
        boolean discovers = remoteKeys.discovers();
        List<KeyText> publicKeys = keyTexts(SealgateProperty.PUBLIC_KEY, SealgateProperty.PUBLIC_KEY_LOCATION);
        publicKeys.addAll(
                stored(KeyStoreProperties.VERIFY, SealgateProperty.PUBLIC_KEY, SealgateProperty.PUBLIC_KEY_LOCATION));
        Optional<RemoteKeys> remote = remoteKeys.read(discovers);
        List<KeyText> secrets = keyTexts(SealgateProperty.SECRET, SealgateProperty.SECRET_LOCATION);
        if (!anyPublicKey() && !anySecret() && !discovers) {
            findings.add(
                    ProblemCode.NO_KEY,
                    SealgateProperty.PUBLIC_KEY_LOCATION,
                    "There is no key to verify tokens with.",
                    "Set it to the URL of your authorization server's JWK Set, or to a file or class path resource, such as /etc/keys/jwks.json or classpath:META-INF/jwks.json; or set "
                            + SealgateProperty.PUBLIC_KEY + " to the key itself, or " + SealgateProperty.DISCOVERY
                            + " to true.");
        }
        int before = findings.count();
        Set<SignatureAlgorithm> ofPublicKeys = algorithms.publicKeySignature();
        Set<SignatureAlgorithm> ofAll = algorithms.signature();
        if (findings.count() == before) {
            checkSignatureAlgorithms(ofAll, anyPublicKey() || discovers);
        }
        if (findings.count() > before) {
            return new Verification(publicKeys, List.of(), Set.of());
        }
        return new Verification(publicKeys, secrets, ofAll.isEmpty() ? ofPublicKeys : ofAll, remote);
    }

    private boolean anyPublicKey() {
        return settings.isSet(SealgateProperty.PUBLIC_KEY)
                || settings.isSet(SealgateProperty.PUBLIC_KEY_LOCATION)
                || settings.isSet(SealgateProperty.VERIFY_KEYSTORE_LOCATION);
    }

    private boolean anySecret() {
        return settings.isSet(SealgateProperty.SECRET) || settings.isSet(SealgateProperty.SECRET_LOCATION);
    }

    private void checkSignatureAlgorithms(Set<SignatureAlgorithm> ofAll, boolean anyPublicKey) {
        if (settings.isSet(SealgateProperty.PUBLIC_KEY_ALGORITHM) && settings.isSet(SealgateProperty.ALGORITHMS)) {
            findings.add(
                    ProblemCode.BOTH_ALGORITHM_PROPERTIES,
                    SealgateProperty.PUBLIC_KEY_ALGORITHM,
                    "Both it and " + SealgateProperty.ALGORITHMS + " are set.",
                    "Remove one of the two; with secrets, keep " + SealgateProperty.ALGORITHMS + ".");
        } else if (anyPublicKey == anySecret()) {
            return; // without a key, and with both kinds, something else is wrong
        } else if (anySecret() && settings.isSet(SealgateProperty.PUBLIC_KEY_ALGORITHM)) {
            findings.add(
                    ProblemCode.KEY_WITHOUT_ALGORITHM,
                    SealgateProperty.PUBLIC_KEY_ALGORITHM,
                    "It speaks of public keys alone, so the secrets that are set would never be used.",
                    "List the algorithms of the secrets in " + SealgateProperty.ALGORITHMS + " instead.");
        } else if (ofAll.stream().anyMatch(algorithm -> isHmac(algorithm) != anySecret())) {
            findings.add(
                    ProblemCode.ALGORITHM_WITHOUT_KEY,
                    SealgateProperty.ALGORITHMS,
                    anySecret()
                            ? "It names an algorithm for public keys, and no public key is set."
                            : "It names an HMAC algorithm, and no secret is set.",
                    "Remove it from the list; or, if your authorization server signs with it, set "
                            + (anySecret()
                                    ? SealgateProperty.PUBLIC_KEY_LOCATION + " instead of the secret."
                                    : SealgateProperty.SECRET_LOCATION + " instead of the public key."));
        }
    }

    private static boolean isHmac(SignatureAlgorithm algorithm) {
        return algorithm.family() == SignatureAlgorithm.Family.HMAC;
    }

    private List<KeyText> keyTexts(SealgateProperty inline, SealgateProperty location) {
        if (settings.isSet(inline) && settings.isSet(location)) {
            findings.add(
                    ProblemCode.BOTH_KEY_FORMS,
                    inline,
                    "Both it and " + location + " are set.",
                    "Remove one of the two; a text or file may hold several keys.");
        }
        List<KeyText> texts = new ArrayList<>();
        settings.text(inline)
                .flatMap(text -> keys.inline(inline, text, location))
                .ifPresent(texts::add);
        settings.text(location)
                .filter(text -> location != SealgateProperty.PUBLIC_KEY_LOCATION || !remoteKeys.hasRemoteLocation())
                .flatMap(text -> load(location, text, inline))
                .ifPresent(texts::add);
        return texts;
    }

    private Optional<KeyText> load(SealgateProperty location, String text, SealgateProperty inline) {
        List<Path> files = keys.fileAt(text).stream().toList();
        if (location != SealgateProperty.PUBLIC_KEY_LOCATION) {
            files.forEach(
                    file -> ReadableFile.warnIfByEverybody(findings.names().of(location), file));
        }
        Optional<KeyOrigin> origin =
                origin(files, problems -> new KeyTextLoader(classPath, problems).load(location, text, inline));
        return keys.load(location, text, inline).map(loaded -> from(origin, loaded));
    }

    /** What the keystore holds, if one is set; the other properties say the same in other ways. */
    private List<KeyText> stored(KeyStoreProperties keystore, SealgateProperty... others) {
        for (SealgateProperty other : others) {
            if (settings.isSet(keystore.location()) && settings.isSet(other)) {
                findings.add(
                        ProblemCode.BOTH_KEY_FORMS,
                        other,
                        "Both it and " + keystore.location() + " are set.",
                        "Remove one of the two; a text, file or keystore may hold several keys.");
            }
        }
        KeyStoreReader reader = new KeyStoreReader(settings, classPath, keys, keystore);
        List<Path> files = reader.files();
        if (keystore == KeyStoreProperties.DECRYPT) {
            files.forEach(
                    file -> ReadableFile.warnIfByEverybody(findings.names().of(keystore.location()), file));
        }
        Function<Findings, Optional<KeyText>> again =
                problems -> reader.reportingTo(problems).read();
        Optional<KeyOrigin> origin = reader.source()
                .map(source -> new KeyOrigin(source, findings.names(), again))
                .or(() -> origin(files, again));
        return reader.read().map(read -> from(origin, read)).stream().toList();
    }

    private Optional<KeyOrigin> origin(List<Path> files, Function<Findings, Optional<KeyText>> reader) {
        return files.isEmpty() ? Optional.empty() : Optional.of(new KeyOrigin(files, findings.names(), reader));
    }

    private static KeyText from(Optional<KeyOrigin> origin, KeyText text) {
        return origin.map(text::from).orElse(text);
    }

    private Optional<Decryption> decryption() {
        List<KeyText> texts = keyTexts(SealgateProperty.DECRYPT_KEY, SealgateProperty.DECRYPT_KEY_LOCATION);
        texts.addAll(stored(
                KeyStoreProperties.DECRYPT, SealgateProperty.DECRYPT_KEY, SealgateProperty.DECRYPT_KEY_LOCATION));
        int before = findings.count();
        Set<KeyManagementAlgorithm> keyManagement = algorithms.keyManagement();
        boolean algorithmsKnown = findings.count() == before;
        var contentEncryption = algorithms.contentEncryption();
        boolean required = settings.flag(SealgateProperty.DECRYPT_REQUIRED);
        if (!settings.isSet(SealgateProperty.DECRYPT_KEY)
                && !settings.isSet(SealgateProperty.DECRYPT_KEY_LOCATION)
                && !settings.isSet(SealgateProperty.DECRYPT_KEYSTORE_LOCATION)) {
            for (SealgateProperty property : List.of(
                    SealgateProperty.DECRYPT_KEY_ALGORITHM,
                    SealgateProperty.CONTENT_ENCRYPTION,
                    SealgateProperty.DECRYPT_REQUIRED)) {
                if (settings.isSet(property)) {
                    findings.add(
                            ProblemCode.NO_EFFECT,
                            property,
                            "It has no effect, because there is no decryption key.",
                            "Set " + SealgateProperty.DECRYPT_KEY_LOCATION + ", or remove it.");
                }
            }
            return Optional.empty();
        }
        return algorithmsKnown
                ? Optional.of(new Decryption(texts, keyManagement, contentEncryption, required))
                : Optional.empty();
    }

    private String issuerName() {
        Optional<String> name = settings.exact(SealgateProperty.ISSUER);
        if (name.isEmpty()) {
            if (!settings.isSet(SealgateProperty.ISSUER)) {
                findings.add(
                        ProblemCode.NOT_SET,
                        SealgateProperty.ISSUER,
                        "It is not set.",
                        "Set it to the exact \"iss\" value of your authorization server, e.g. https://idp.example.org/realms/shop"
                                + (settings.isEmpty()
                                        ? "; no property at all was found: in a WAR they stand in WEB-INF/classes/META-INF/microprofile-config.properties."
                                        : "."));
            }
            return "";
        }
        if (!name.get().equals(name.get().strip())) {
            findings.add(
                    ProblemCode.MALFORMED,
                    SealgateProperty.ISSUER,
                    "It begins or ends with white space, so no token could match.",
                    "Remove the white space, also after the value.");
        }
        return name.get();
    }

    private Set<String> audiences() {
        boolean any = settings.flag(SealgateProperty.ANY_AUDIENCE);
        List<String> audiences = settings.list(SealgateProperty.AUDIENCES);
        if (any && settings.isSet(SealgateProperty.AUDIENCES)) {
            findings.add(
                    ProblemCode.AUDIENCES_CONTRADICT,
                    SealgateProperty.ANY_AUDIENCE,
                    "It is true, and " + SealgateProperty.AUDIENCES + " is set.",
                    "Remove " + SealgateProperty.ANY_AUDIENCE + " to accept the listed audiences only.");
        } else if (!any && !settings.isSet(SealgateProperty.AUDIENCES)) {
            findings.add(
                    ProblemCode.NOT_SET,
                    SealgateProperty.AUDIENCES,
                    "It is not set, so tokens for any other service of the issuer would be accepted too.",
                    "Set it to the \"aud\" value that your authorization server puts into tokens for this application.");
        }
        return Set.copyOf(audiences);
    }

    private Claims claims() {
        Duration skew = Duration.ofSeconds(
                settings.number(SealgateProperty.CLOCK_SKEW, 0, 60, "seconds").orElseThrow());
        Optional<Duration> age = settings.number(SealgateProperty.TOKEN_AGE, 1, LONGEST_AGE_SECONDS, "seconds")
                .map(Duration::ofSeconds);
        Duration lifetime = settings.duration(
                SealgateProperty.TOKEN_LIFETIME, Duration.ofSeconds(1), Duration.ofSeconds(LONGEST_AGE_SECONDS));
        return new Claims(
                skew,
                age,
                lifetime,
                types(),
                requiredClaims(),
                new RolesReader(settings).sources(),
                new RolesReader(settings).names(),
                principalFrom());
    }

    private Set<String> requiredClaims() {
        List<String> claims = settings.list(SealgateProperty.REQUIRED_CLAIMS);
        claims.forEach(claim -> findings.checkClaim(SealgateProperty.REQUIRED_CLAIMS, claim));
        return Set.copyOf(claims);
    }

    private List<String> principalFrom() {
        List<String> names = settings.list(SealgateProperty.PRINCIPAL_FROM);
        for (String name : names) {
            if (name.startsWith("/")) {
                findings.add(
                        ProblemCode.MALFORMED,
                        SealgateProperty.PRINCIPAL_FROM,
                        Findings.quote(name) + " is a JSON Pointer, and a caller's name is a claim of its own.",
                        "Write names of claims, such as email.");
            }
        }
        return names.isEmpty() ? Claims.STANDARD_PRINCIPAL : names;
    }

    private Set<String> types() {
        Set<String> types = new HashSet<>();
        for (String written : settings.list(SealgateProperty.TYPES)) {
            String type = written.toLowerCase(Locale.ROOT);
            if (!MEDIA_TYPE.matcher(type).matches()) {
                findings.add(
                        ProblemCode.MALFORMED,
                        SealgateProperty.TYPES,
                        Findings.quote(written) + " is not a media type.",
                        "Write \"typ\" values such as JWT or at+jwt.");
            }
            // RFC 7515 section 4.1.9: without a slash, "application/" is meant
            types.add(type.startsWith("application/") ? type.substring("application/".length()) : type);
        }
        return types;
    }
}
