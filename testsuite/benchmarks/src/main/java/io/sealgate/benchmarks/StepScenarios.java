package io.sealgate.benchmarks;

import static io.sealgate.benchmarks.Contender.LIMIT;
import static io.sealgate.benchmarks.Contender.SEALGATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sealgate.TokenValidator;
import io.sealgate.jose.CryptoProvider;
import io.sealgate.jose.JoseTokenVerifier;
import io.sealgate.jose.KeyReader;
import io.sealgate.jose.PartDecoding;
import io.sealgate.jose.VerificationKey;
import io.sealgate.jose.VerificationKeys;
import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonReader;
import io.sealgate.token.SignatureAlgorithm;
import io.sealgate.token.Verified;
import java.io.IOException;
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
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

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
                    Contender.Operation limit = RawCryptography.verify(key, List.of(token));
                    CryptoProvider provider = settings.providerName()
                            .flatMap(CryptoProvider::find)
                            .orElse(CryptoProvider.DEFAULT);
                    VerificationKeys keys = VerificationKeys.of(read(key).stream()
                            .map(each -> each.verifiedBy(provider))
                            .toList());
                    JoseTokenVerifier verifier = JoseTokenVerifier.forSigned(() -> keys, token.length());
                    VerificationKey first = keys.keys().get(0);
                    int dot = token.lastIndexOf('.');
                    byte[] signature = decode(token.getBytes(ISO_8859_1), dot + 1, token.length());
                    PartDecoder ours = new PartDecoder() {
                        @Override
                        public byte[] payload(byte[] bytes, int from, int to) {
                            return PartDecoding.decode(first, bytes, from, to);
                        }

                        @Override
                        public void signature(byte[] bytes, int from, int to) {
                            PartDecoding.decodeSignature(bytes, from, to, signature);
                        }
                    };
                    PartDecoder jdk = new PartDecoder() {
                        @Override
                        public byte[] payload(byte[] bytes, int from, int to) {
                            return decode(bytes, from, to);
                        }

                        @Override
                        public void signature(byte[] bytes, int from, int to) {
                            if (decode(bytes, from, to).length == 0) {
                                throw new IllegalStateException("no signature");
                            }
                        }
                    };
                    TokenValidator validator = Ours.signed(List.of(key));
                    RulesByHand byHand = new RulesByHand(
                            Ours.accepted(validator.validate(token)).claims());
                    return List.of(
                            new Contender(LIMIT, limit),
                            new Contender("and the bytes of the characters", () -> {
                                byte[] bytes = token.getBytes(ISO_8859_1);
                                limit.run();
                                return bytes;
                            }),
                            new Contender("and base64url, by the JDK", () -> {
                                byte[] payload = payload(token, jdk);
                                limit.run();
                                return payload;
                            }),
                            new Contender("or base64url, by Sealgate", () -> {
                                byte[] payload = payload(token, ours);
                                limit.run();
                                return payload;
                            }),
                            new Contender("and the grammar of the claims", () -> {
                                byte[] payload = payload(token, ours);
                                limit.run();
                                return read(payload);
                            }),
                            new Contender("or the grammar, by Jackson", () -> {
                                byte[] payload = payload(token, ours);
                                limit.run();
                                return readWithJackson(payload);
                            }),
                            new Contender("and claim rules, by hand", () -> {
                                byte[] payload = payload(token, ours);
                                limit.run();
                                return byHand.accept(read(payload));
                            }),
                            new Contender(SEALGATE + ", without claim rules", () -> verified(verifier, token)),
                            new Contender(SEALGATE, () -> Ours.accepted(validator.validate(token))));
                },
                List.of());
    }

    private static List<VerificationKey> read(JsonWebKey key) {
        Set<SignatureAlgorithm> all = EnumSet.allOf(SignatureAlgorithm.class);
        return key instanceof PublicJsonWebKey
                ? KeyReader.readPublicKeys(Workload.publicJwk(key), all).keys()
                : KeyReader.readSecrets(Workload.secretJwk(key), all).keys();
    }

    private static JsonObject read(byte[] payload) {
        JsonReader reader = new JsonReader(payload, JsonLimits.CLAIMS);
        if (reader.read() != null) {
            throw new IllegalStateException("refused");
        }
        return reader.object();
    }

    /** Goes through the tokens of the text and makes no values of them, as {@link JsonReader} does. */
    private static int readWithJackson(byte[] payload) throws IOException {
        int count = 0;
        try (JsonParser parser = JACKSON.createParser(payload)) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return count;
    }

    private interface PartDecoder {
        byte[] payload(byte[] token, int from, int to);

        void signature(byte[] token, int from, int to);
    }

    /** The payload; the signature, too, is decoded, though the limit has it already. */
    private static byte[] payload(String token, PartDecoder decoder) {
        byte[] bytes = token.getBytes(ISO_8859_1);
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        decoder.signature(bytes, second + 1, bytes.length);
        return decoder.payload(bytes, first + 1, second);
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
