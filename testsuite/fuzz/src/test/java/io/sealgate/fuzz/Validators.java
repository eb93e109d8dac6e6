package io.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealgate.Sealgate;
import io.sealgate.TokenValidator;
import io.sealgate.testing.TestConfigs;
import io.sealgate.testing.TestKeys;
import io.sealgate.token.Rejected;
import io.sealgate.token.Unavailable;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** The validators under test, the keys they trust, and jose4j as lenient as it can be: what it cannot verify, nobody may accept. */
final class Validators {
    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    /** Fixed, so that inputs that were kept mean the same at each run. */
    static final JsonWebKey SECRET = jwk(
            "{\"kty\":\"oct\",\"kid\":\"h1\",\"alg\":\"HS256\",\"k\":\"qIlW2tBNvQnvY3oYcLqkW8xkq3qJ1y1v5o0pXb7mC4s\"}");

    static final JsonWebKey RECIPIENT = jwk(
            "{\"kty\":\"oct\",\"kid\":\"e1\",\"alg\":\"dir\",\"k\":\"u3Pj0nGQmZxV5c8hT1rYwK7dLb9sA2fEoN4iX6tHvCM\"}");

    /** Made anew at each run. */
    static final PublicJsonWebKey ES256 = TestKeys.p256("p1");

    static final PublicJsonWebKey EDDSA = TestKeys.ed25519("d1");

    static final TokenValidator MACS = validator(false, TestKeys.octJwk(SECRET, "HS256"));
    static final TokenValidator NESTED_MACS = validator(true, TestKeys.octJwk(SECRET, "HS256"));
    static final TokenValidator SIGNATURES =
            validator(false, TestKeys.set(TestKeys.publicJwk(ES256, "ES256"), TestKeys.publicJwk(EDDSA, "EdDSA")));

    private static final Map<String, Key> KEYS = Map.of(
            "HS256", SECRET.getKey(),
            "ES256", ES256.getPublicKey(),
            "EdDSA", EDDSA.getPublicKey());

    private static final JwtConsumer LENIENT = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setRelaxVerificationKeyValidation()
            .setRelaxDecryptionKeyValidation()
            .setEnableLiberalContentTypeHandling()
            .setJwsAlgorithmConstraints(AlgorithmConstraints.DISALLOW_NONE)
            .setJweAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
            .setJweContentEncryptionAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
            .setDecryptionKey(RECIPIENT.getKey())
            .setVerificationKeyResolver((jws, nesting) -> {
                Key key = KEYS.get(jws.getAlgorithmHeaderValue());
                if (key == null) {
                    throw new UnresolvableKeyException("no key for the algorithm");
                }
                return key;
            })
            .build();

    private Validators() {}

    /** Validates, within bounds on time and memory, and judges the result. */
    static ValidationResult validate(TokenValidator validator, String token) {
        // Signatures are the JDK's; those of ES256 take most.
        ValidationResult result = Cost.linear(2 * token.length(), 1 << 20).of(() -> validator.validate(token));
        return result.match(
                validated -> {
                    assertVerifies(token);
                    readAll(validated.token());
                    return validated;
                },
                (Rejected rejected) -> {
                    if (!(rejected.rejection() + "").matches("[\\x20-\\x7e]*")) {
                        throw new AssertionError("A rejection is not fit for a log: " + rejected);
                    }
                    return rejected;
                },
                (Unavailable unavailable) -> {
                    throw new AssertionError("A token must not make us unavailable: " + unavailable);
                });
    }

    private static void assertVerifies(String token) {
        try {
            if (headerNames(token, "Ed25519")) {
                assertVerifiesByJca(token); // jose4j knows this algorithm as EdDSA alone
            } else {
                LENIENT.process(token);
            }
        } catch (InvalidJwtException | GeneralSecurityException e) {
            throw new AssertionError("Accepted, but jose4j or the JDK refuses it: " + token, e);
        }
    }

    private static boolean headerNames(String token, String algorithm) {
        String header = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), ISO_8859_1);
        return header.contains('"' + algorithm + '"') && !header.contains(HeaderParameterNames.ENCRYPTION_METHOD);
    }

    private static void assertVerifiesByJca(String token) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify((PublicKey) KEYS.get("EdDSA"));
        signature.update(token.substring(0, dot).getBytes(ISO_8859_1));
        if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
            throw new GeneralSecurityException("Ed25519");
        }
    }

    /** Everything that an application may do with a token. */
    private static void readAll(VerifiedToken token) {
        if (!token.toString().matches("[\\x20-\\x7e]*")) {
            throw new AssertionError("A token is not fit for a log: " + token);
        }
        if (token.claims().asMap().toString().isEmpty()) {
            throw new AssertionError("A map that is not written");
        }
        for (String name : token.claims().names()) {
            token.claims().get(name);
            token.claims().string(name);
            token.claims().strings(name);
            token.claims().instant(name);
            token.claims().at("/" + name.replace("~", "~0").replace("/", "~1") + "/0/a");
        }
    }

    private static TokenValidator validator(boolean encrypted, String keys) {
        var verification = keys.contains("\"oct\"") ? TestConfigs.secret(keys) : TestConfigs.signed(keys);
        var config = encrypted
                ? TestConfigs.config(
                        verification.issuer().verification(),
                        java.util.Optional.of(TestConfigs.decryption(TestKeys.octJwk(RECIPIENT, "dir"), true)),
                        TestConfigs.CLAIMS)
                : verification;
        return Sealgate.create(config, Clock.fixed(NOW, ZoneOffset.UTC)).tokenValidator();
    }

    private static JsonWebKey jwk(String json) {
        try {
            return JsonWebKey.Factory.newJwk(json);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
