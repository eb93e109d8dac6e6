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

    private AcceptanceScenarios() {}

    static List<Scenario> of(Settings settings) {
        List<Scenario> scenarios = new ArrayList<>();
        if (settings.accp()) {
            for (String algorithm : List.of("RS256", "PS256", "ES256", "EdDSA")) {
                List<Target> targets = new ArrayList<>(List.of(Target.ratio(SEALGATE, 0.93)));
                if (algorithm.equals("ES256") && Runtime.version().feature() == JDK_OF_SUN_EC_TARGET) {
                    targets.add(Target.times(SEALGATE, SUN_EC, 18));
                }
                scenarios.add(signed(algorithm, settings, targets.toArray(Target[]::new)));
            }
            scenarios.add(nested("RSA-OAEP-256", "RS256", settings, Target.ratio(SEALGATE, 0.93)));
            scenarios.add(nested("ECDH-ES+A256KW", "ES256", settings, Target.ratio(SEALGATE, 0.93)));
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
        return scenarios;
    }

    static Scenario signed(String algorithm, Settings settings, Target... targets) {
        return new Scenario(
                algorithm,
                () -> {
                    JsonWebKey key = Workload.signingKey(algorithm);
                    String token = Workload.sign(key, Workload.payload());
                    TokenValidator ours = Ours.signed(List.of(key));
                    List<Contender> contenders = new ArrayList<>();
                    contenders.add(new Contender(LIMIT, RawCryptography.verify(key, token)));
                    contenders.add(new Contender(SEALGATE, () -> Ours.accepted(ours.validate(token))));
                    contenders.add(new Contender(
                            SEALGATE_AS_MAP,
                            () -> Ours.accepted(ours.validate(token)).claims().asMap()));
                    contenders.add(laidOutAnew(key));
                    if (!settings.accp()) {
                        contenders.addAll(Peers.signed(algorithm, key, token));
                    } else if (algorithm.equals("ES256")) {
                        contenders.add(new Contender(
                                SUN_EC, RawCryptography.verify(key, token, Security.getProvider("SunEC"))));
                    }
                    return contenders;
                },
                List.of(targets));
    }

    /** Of what is nested in claims, each byte counts for their layout: so many groups take turns that none is known when it comes again. */
    private static Contender laidOutAnew(JsonWebKey key) throws JoseException {
        TokenValidator ours = Ours.signed(List.of(key));
        String payload = Workload.payload();
        String[] tokens = new String[64];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = Workload.sign(key, payload.replace("auditors", "audit%03d".formatted(i)));
        }
        int[] next = new int[1];
        return new Contender(SEALGATE_LAID_OUT_ANEW, () -> Ours.accepted(ours.validate(tokens[next[0]++ & 63])));
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
        byte[][] tokens = new byte[64][];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = Workload.sign(key, Workload.payload().replace("0b8f9f4e", "0b8f%04d".formatted(i)))
                    .getBytes(ISO_8859_1);
        }
        int[] next = new int[2];
        return List.of(
                new Contender("a fresh string", () -> new String(tokens[next[0]++ & 63], ISO_8859_1)),
                new Contender(
                        SEALGATE + ": hit",
                        () -> Ours.accepted(ours.validate(new String(tokens[next[1]++ & 63], ISO_8859_1)))));
    }
}
