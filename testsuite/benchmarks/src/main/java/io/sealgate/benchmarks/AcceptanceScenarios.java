package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.LIMIT;
import static io.sealgate.benchmarks.Contender.SEALGATE;
import static io.sealgate.benchmarks.Contender.SEALGATE_AS_MAP;
import static io.sealgate.benchmarks.Contender.SEALGATE_LAID_OUT_ANEW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealgate.TokenValidator;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;

/** Good tokens of each algorithm, signed alone and nested. */
final class AcceptanceScenarios {
    private static final String SUN_EC = "raw JCA, SunEC";

    /** On this JDK alone there is a target for how many times as fast as SunEC a token is verified: SunEC of later ones is twice as fast. */
    private static final int JDK_OF_SUN_EC_TARGET = 17;

    /** How many take turns: more than the nearest cache of a processor holds. */
    private static final int TOKENS = 64;

    private static final List<String> SIGNING = List.of("HS256", "RS256", "PS256", "ES256", "EdDSA");

    private AcceptanceScenarios() {}

    static List<Scenario> of(Settings settings) {
        List<Scenario> scenarios = new ArrayList<>();
        if (settings.accp()) {
            List<String> asymmetric = SIGNING.subList(1, SIGNING.size());
            for (String algorithm : asymmetric) {
                List<Target> targets = new ArrayList<>(List.of(Target.ratio(SEALGATE, 0.93)));
                if (algorithm.equals("ES256") && Runtime.version().feature() == JDK_OF_SUN_EC_TARGET) {
                    targets.add(Target.times(SEALGATE, SUN_EC, 18));
                }
                scenarios.add(signed(algorithm, settings, targets.toArray(Target[]::new)));
            }
            scenarios.add(nested("RSA-OAEP-256", "RS256", settings, Target.ratio(SEALGATE, 0.93)));
            scenarios.add(nested("ECDH-ES+A256KW", "ES256", settings, Target.ratio(SEALGATE, 0.93)));
            asymmetric.forEach(algorithm -> scenarios.add(inTurn(algorithm, settings)));
            return scenarios;
        }
        scenarios.add(signed(
                "HS256", settings, Target.ratioAndBytes(SEALGATE, 0.50, 2200), Target.ratio(SEALGATE_AS_MAP, 0.30)));
        scenarios.add(signed("RS256", settings, Target.ratioAndBytes(SEALGATE, 0.97, 9000)));
        scenarios.add(signed("PS256", settings, Target.ratioAndBytes(SEALGATE, 0.97, 9000)));
        scenarios.add(signed("ES256", settings, Target.ratio(SEALGATE, 0.98)));
        scenarios.add(signed("EdDSA", settings, Target.ratio(SEALGATE, 0.97)));
        scenarios.add(nested("RSA-OAEP-256", "RS256", settings, Target.ratio(SEALGATE, 0.98)));
        scenarios.add(nested("ECDH-ES+A256KW", "ES256", settings, Target.ratio(SEALGATE, 0.98)));
        scenarios.add(nested("dir", "HS256", settings, Target.ratio(SEALGATE, 0.35)));
        scenarios.add(new Scenario(
                "cache", AcceptanceScenarios::remembered, List.of(Target.beyondLimit(SEALGATE + ": hit", 200, 0))));
        SIGNING.forEach(algorithm -> scenarios.add(inTurn(algorithm, settings)));
        return scenarios;
    }

    /** One token again and again: the best case for everybody, and the one that the targets are about. */
    static Scenario signed(String algorithm, Settings settings, Target... targets) {
        return new Scenario(
                algorithm,
                () -> {
                    JsonWebKey key = Workload.signingKey(algorithm);
                    List<String> tokens = List.of(Workload.sign(key, Workload.payload()));
                    TokenValidator ours = Ours.signed(List.of(key));
                    List<Contender> contenders = limitAndSealgate(key, tokens);
                    contenders.add(Contender.of(
                            SEALGATE_AS_MAP,
                            tokens,
                            token ->
                                    Ours.accepted(ours.validate(token)).claims().asMap()));
                    if (!settings.accp()) {
                        contenders.addAll(Peers.signed(algorithm, key, tokens));
                    } else if (algorithm.equals("ES256")) {
                        contenders.add(new Contender(
                                SUN_EC, RawCryptography.verify(key, tokens, Security.getProvider("SunEC"))));
                    }
                    return contenders;
                },
                List.of(targets));
    }

    /** As {@link #signed}, with tokens that take turns. */
    private static Scenario inTurn(String algorithm, Settings settings) {
        return new Scenario(
                algorithm + ", tokens in turn",
                () -> {
                    JsonWebKey key = Workload.signingKey(algorithm);
                    List<String> tokens = tokensOfOneClient(key);
                    List<Contender> contenders = limitAndSealgate(key, tokens);
                    // Of what is nested in claims, each byte counts for their layout: none of so many groups is known
                    // when it comes again.
                    TokenValidator other = Ours.signed(List.of(key));
                    contenders.add(Contender.of(
                            SEALGATE_LAID_OUT_ANEW,
                            tokens(key, "auditors", "audit%03d"),
                            token -> Ours.accepted(other.validate(token))));
                    if (!settings.accp()) {
                        contenders.addAll(Peers.signed(algorithm, key, tokens));
                    }
                    return contenders;
                },
                List.of());
    }

    private static List<Contender> limitAndSealgate(JsonWebKey key, List<String> tokens) throws Exception {
        TokenValidator ours = Ours.signed(List.of(key));
        return new ArrayList<>(List.of(
                new Contender(LIMIT, RawCryptography.verify(key, tokens)),
                Contender.of(SEALGATE, tokens, token -> Ours.accepted(ours.validate(token)))));
    }

    /** They differ in {@code jti}. */
    private static List<String> tokensOfOneClient(JsonWebKey key) throws JoseException {
        return tokens(key, "0b8f9f4e", "0b8f%04d");
    }

    /** Tokens whose payloads differ in one place. */
    private static List<String> tokens(JsonWebKey key, String place, String format) throws JoseException {
        String payload = Workload.payload();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(Workload.sign(key, payload.replace(place, format.formatted(i))));
        }
        return tokens;
    }

    private static Scenario nested(String encryption, String signing, Settings settings, Target... targets) {
        return new Scenario(
                encryption + "(" + signing + ")",
                () -> {
                    JsonWebKey decryptionKey = Workload.decryptionKey(encryption);
                    JsonWebKey key = Workload.signingKey(signing);
                    String jws = Workload.sign(key, Workload.payload());
                    String token = Workload.encrypt(decryptionKey, jws);
                    TokenValidator ours = Ours.nested(decryptionKey, key);
                    List<Contender> contenders = new ArrayList<>();
                    contenders.add(
                            new Contender(LIMIT, RawCryptography.decryptAndVerify(decryptionKey, token, key, jws)));
                    contenders.add(new Contender(SEALGATE, () -> Ours.accepted(ours.validate(token))));
                    if (!settings.accp()) {
                        contenders.addAll(Peers.nested(decryptionKey, key, token));
                    }
                    return contenders;
                },
                List.of(targets));
    }

    /** Tokens that were found valid before, each in a fresh string, as a request brings it. */
    private static List<Contender> remembered() throws Exception {
        JsonWebKey key = Workload.signingKey("HS256");
        TokenValidator ours = Ours.remembering(key);
        byte[][] tokens = tokensOfOneClient(key).stream()
                .map(token -> token.getBytes(ISO_8859_1))
                .toArray(byte[][]::new);
        Turns limit = new Turns(TOKENS);
        Turns hits = new Turns(TOKENS);
        return List.of(
                new Contender("a fresh string", () -> new String(tokens[limit.next()], ISO_8859_1)),
                new Contender(
                        SEALGATE + ": hit",
                        () -> Ours.accepted(ours.validate(new String(tokens[hits.next()], ISO_8859_1)))));
    }
}
