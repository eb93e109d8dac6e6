package io.sealgate.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.sealgate.Sealgate;
import io.sealgate.TokenAuthenticator;
import io.sealgate.TokenValidator;
import io.sealgate.config.KeyText;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Decryption;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.config.SealgateConfig.IssuerLookup;
import io.sealgate.config.SealgateConfig.PlainHttp;
import io.sealgate.config.SealgateConfig.RemoteKeys;
import io.sealgate.config.SealgateConfig.Resources;
import io.sealgate.config.SealgateConfig.Tokens;
import io.sealgate.config.SealgateConfig.Transport;
import io.sealgate.config.SealgateConfig.Verification;
import io.sealgate.token.ContentEncryptionAlgorithm;
import io.sealgate.token.Rejected;
import io.sealgate.token.TokenSource;
import io.sealgate.token.Validated;
import io.sealgate.token.ValidationResult;
import io.sealgate.token.VerifiedToken;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** Sealgate, configured as an application would configure it. */
final class Ours {
    /** The cache would hide what is measured. */
    private static final Resources NOTHING_REMEMBERED =
            new Resources(0, 1024, Settings.read().providerName());

    private Ours() {}

    /** Accepts JWS of the keys' own algorithms. */
    static TokenValidator signed(List<JsonWebKey> keys) {
        return validator(verification(keys), Optional.empty());
    }

    /** Remembers what it found valid, as by default. */
    static TokenValidator remembering(JsonWebKey key) {
        return validator(verification(List.of(key)), Optional.empty(), new Resources(1000, 1, Optional.empty()));
    }

    /** Accepts JWS in the Authorization header. */
    static TokenAuthenticator authenticator(JsonWebKey key) {
        return sealgate(verification(List.of(key)), Optional.empty(), NOTHING_REMEMBERED)
                .tokenAuthenticator();
    }

    /** Accepts JWS of a key that is fetched from this machine, and has been; no other is looked for within the hour. */
    static TokenValidator fetching(JsonWebKey key, String token) throws IOException, InterruptedException {
        byte[] set = ("{\"keys\":[" + Workload.publicJwk(key) + "]}").getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, set.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(set);
            }
        });
        server.start();
        try {
            RemoteKeys remote = new RemoteKeys(
                    Optional.of(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/")),
                    true,
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    Duration.ofHours(24),
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Duration.ofMillis(500),
                    List.of(),
                    Optional.empty());
            TokenValidator validator =
                    validator(new Verification(List.of(), List.of(), Set.of(), Optional.of(remote)), Optional.empty());
            while (!(validator.validate(token) instanceof Validated)) {
                Thread.sleep(10);
            }
            return validator;
        } finally {
            server.stop(0);
        }
    }

    /** Accepts JWS in JWE alone. */
    static TokenValidator nested(JsonWebKey encryption, JsonWebKey signing) {
        return validator(
                verification(List.of(signing)),
                Optional.of(new Decryption(
                        List.of(new KeyText("mp.jwt.decrypt.key", Workload.privateJwk(encryption))),
                        Set.of(),
                        EnumSet.of(ContentEncryptionAlgorithm.A256GCM),
                        true)));
    }

    private static Verification verification(List<JsonWebKey> keys) {
        // One text for each key: a JWK Set of ten thousand is beyond the bounds of one text.
        List<KeyText> publicKeys = new ArrayList<>();
        List<KeyText> secrets = new ArrayList<>();
        for (JsonWebKey key : keys) {
            if (key instanceof PublicJsonWebKey) {
                publicKeys.add(new KeyText("mp.jwt.verify.publickey", Workload.publicJwk(key)));
            } else {
                secrets.add(new KeyText("sealgate.verify.secret", Workload.secretJwk(key)));
            }
        }
        return new Verification(publicKeys, secrets, Set.of());
    }

    private static TokenValidator validator(Verification verification, Optional<Decryption> decryption) {
        return sealgate(verification, decryption, NOTHING_REMEMBERED).tokenValidator();
    }

    static TokenValidator validator(Verification verification, Optional<Decryption> decryption, Resources resources) {
        return sealgate(verification, decryption, resources).tokenValidator();
    }

    /** Accepts JWS of these issuers, who all have this key. */
    static TokenValidator configured(List<String> issuers, JsonWebKey key) {
        Verification verification = verification(List.of(key));
        return Sealgate.create(
                        config(issuers.stream()
                                        .map(name -> issuer(name, verification, Optional.empty()))
                                        .toList())
                                .with(NOTHING_REMEMBERED),
                        Clock.systemUTC())
                .tokenValidator();
    }

    /** As {@link #configured}, where code tells the policies; it has been asked for all of them. */
    static TokenValidator lookedUp(List<String> issuers, JsonWebKey key) {
        Verification verification = verification(List.of(key));
        TokenValidator validator = Sealgate.create(
                        config(List.of(issuer(Workload.ISSUER, verification, Optional.empty())))
                                .with(NOTHING_REMEMBERED)
                                .with(new IssuerLookup(issuers.size(), Duration.ofHours(24))),
                        Clock.systemUTC(),
                        name -> Optional.of(issuer(name, verification, Optional.empty())))
                .tokenValidator();
        for (String issuer : issuers) {
            refused(validator.validate("e30." + Workload.base64Url("{\"iss\":\"" + issuer + "\"}") + ".AA"));
        }
        return validator;
    }

    private static Sealgate sealgate(Verification verification, Optional<Decryption> decryption, Resources resources) {
        return Sealgate.create(
                config(List.of(issuer(Workload.ISSUER, verification, decryption)))
                        .with(resources),
                Clock.systemUTC());
    }

    private static SealgateConfig config(List<Issuer> issuers) {
        return new SealgateConfig(
                        issuers.get(0),
                        new Tokens(Set.of(TokenSource.AUTHORIZATION), "Bearer", Optional.empty(), 65_536),
                        new Transport(PlainHttp.REFUSE, List.of()),
                        "sealgate")
                .with(issuers);
    }

    private static Issuer issuer(String name, Verification verification, Optional<Decryption> decryption) {
        return new Issuer(
                name,
                Set.of(Workload.AUDIENCE),
                verification,
                decryption,
                new Claims(
                        Duration.ZERO, Optional.empty(), Duration.ofHours(24), Set.of(), Set.of(), List.of("groups")));
    }

    static Rejected refused(ValidationResult result) {
        if (result instanceof Rejected rejected) {
            return rejected;
        }
        throw new IllegalStateException("accepted");
    }

    static VerifiedToken accepted(ValidationResult result) {
        if (result instanceof Validated validated) {
            return validated.token();
        }
        throw new IllegalStateException(result.toString());
    }
}
