package io.sealgate.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sealgate.TokenValidator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** Prints, for each scenario, every contender's ratio to the raw cryptography on bytes that are decoded already. */
public final class PairedBenchmark {
    private final PairedRunner runner;

    private PairedBenchmark(PairedRunner runner) {
        this.runner = runner;
    }

    /** Takes the names of scenarios; none stands for all. */
    public static void main(String[] arguments) throws Exception {
        PairedBenchmark benchmark = new PairedBenchmark(new PairedRunner(41, 20_000_000, 1_500_000_000));
        System.out.println("JDK " + Runtime.version() + ", " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        List<String> wanted = List.of(arguments);
        for (String algorithm : List.of("HS256", "RS256", "PS256", "ES256", "EdDSA")) {
            if (wanted.isEmpty() || wanted.contains(algorithm)) {
                benchmark.print(algorithm, benchmark.signed(algorithm));
            }
        }
        if (benchmark.runner.sink().hashCode() == 42) {
            System.out.println(); // keeps the results alive
        }
    }

    private void print(String scenario, List<Contender> contenders) throws Exception {
        System.out.println("\n| " + scenario + " | ns | bytes | limit / contender |\n| --- | ---: | ---: | ---: |");
        for (PairedRunner.Figure figure : runner.run(contenders)) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.3f |",
                    figure.name(),
                    figure.nanos(),
                    figure.bytes(),
                    figure.ratio()));
        }
    }

    private List<Contender> signed(String algorithm) throws Exception {
        JsonWebKey key = algorithm.equals("HS256") ? Workload.secret("HS256", 256) : Workload.signingKey(algorithm);
        String token = Workload.sign(key, Workload.payload());
        TokenValidator ours = algorithm.equals("HS256")
                ? Ours.secrets(Workload.secretJwk(key))
                : Ours.publicKeys(Workload.publicJwk(key));
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("raw JCA (the limit)", raw(algorithm, key, token)));
        contenders.add(new Contender("Sealgate", () -> Ours.accepted(ours.validate(token))));
        contenders.add(new Contender(
                "Sealgate, all claims as a map",
                () -> Ours.accepted(ours.validate(token)).claims().asMap()));
        return contenders;
    }

    private static Contender.Operation raw(String algorithm, JsonWebKey key, String token) throws Exception {
        int dot = token.lastIndexOf('.');
        byte[] input = token.substring(0, dot).getBytes(US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        if (algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.getKey());
            return () -> {
                byte[] expected = mac.doFinal(input);
                require(java.security.MessageDigest.isEqual(expected, signature));
                return expected;
            };
        }
        Signature verifier = Signature.getInstance(
                switch (algorithm) {
                    case "RS256" -> "SHA256withRSA";
                    case "PS256" -> "RSASSA-PSS";
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    default -> "Ed25519";
                });
        if (algorithm.equals("PS256")) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify(((PublicJsonWebKey) key).getPublicKey());
        return () -> {
            verifier.update(input);
            require(verifier.verify(signature));
            return signature;
        };
    }

    private static void require(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("not verified");
        }
    }
}
