package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.LIMIT;
import static io.sealgate.benchmarks.Contender.SEALGATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sealgate.TokenValidator;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonReader;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Verified;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * What is added to the raw cryptography, one step after the other: how much of the distance to the limit is what no strict reader can leave out. The header is taken for known, as it nearly always is.
 */
final class StepScenarios {
    private StepScenarios() {}

    static List<Scenario> of(Settings settings) {
        List<String> algorithms = settings.accp() ? List.of("RS256", "PS256") : List.of("HS256", "RS256", "PS256");
        return algorithms.stream().map(each -> steps(each, settings)).toList();
    }

    private static Scenario steps(String algorithm, Settings settings) {
        return new Scenario(
                algorithm + " step by step",
                () -> {
                    JsonWebKey key = Workload.signingKey(algorithm);
                    String token = Workload.sign(key, Workload.payload());
                    Contender.Operation limit = RawCryptography.verify(key, token);
                    CryptoProvider provider = settings.providerName()
                            .flatMap(CryptoProvider::find)
                            .orElse(CryptoProvider.DEFAULT);
                    VerificationKeys keys = VerificationKeys.of(read(key).stream()
                            .map(each -> each.verifiedBy(provider))
                            .toList());
                    JoseTokenVerifier verifier = JoseTokenVerifier.forSigned(() -> keys, token.length());
                    TokenValidator ours = Ours.signed(List.of(key));
                    return List.of(
                            new Contender(LIMIT, limit),
                            new Contender("and the bytes of the characters", () -> {
                                byte[] bytes = token.getBytes(ISO_8859_1);
                                limit.run();
                                return bytes;
                            }),
                            new Contender("and base64url, by the JDK", () -> {
                                byte[] payload = decode(token);
                                limit.run();
                                return payload;
                            }),
                            new Contender("and the grammar of the claims", () -> {
                                byte[] payload = decode(token);
                                limit.run();
                                JsonReader reader = new JsonReader(payload, JsonLimits.CLAIMS);
                                if (reader.read() != null) {
                                    throw new IllegalStateException("refused");
                                }
                                return reader;
                            }),
                            new Contender(SEALGATE + ", without claim rules", () -> verified(verifier, token)),
                            new Contender(SEALGATE, () -> Ours.accepted(ours.validate(token))));
                },
                List.of());
    }

    private static List<VerificationKey> read(JsonWebKey key) {
        Set<SignatureAlgorithm> all = EnumSet.allOf(SignatureAlgorithm.class);
        return key instanceof PublicJsonWebKey
                ? KeyReader.readPublicKeys(Workload.publicJwk(key), all).keys()
                : KeyReader.readSecrets(Workload.secretJwk(key), all).keys();
    }

    /** The payload; the signature, too, is decoded, though the limit has it already. */
    private static byte[] decode(String token) {
        byte[] bytes = token.getBytes(ISO_8859_1);
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (decode(bytes, second + 1, bytes.length).length == 0) {
            throw new IllegalStateException("no signature");
        }
        return decode(bytes, first + 1, second);
    }

    private static byte[] decode(byte[] text, int from, int to) {
        return Base64.getUrlDecoder()
                .decode(ByteBuffer.wrap(text, from, to - from))
                .array();
    }

    private static Verified verified(JoseTokenVerifier verifier, String token) {
        if (verifier.verify(token) instanceof Verified verified) {
            return verified;
        }
        throw new IllegalStateException("refused");
    }
}
