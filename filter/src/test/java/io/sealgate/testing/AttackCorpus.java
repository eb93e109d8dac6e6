package io.sealgate.testing;

import io.sealgate.config.SealgateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * Whole tokens in many classes of attack, and good ones, with the keys that they are judged by.
 *
 * @param publicKeys the JWK Set to verify with
 * @param decryptionKeys the JWK Set to decrypt with
 * @param lines each a JSON object with {@code class}, {@code name}, {@code expect} and {@code token}
 */
public record AttackCorpus(String publicKeys, String decryptionKeys, List<String> lines) {
    /** Where it is not there, the test is skipped and says so. */
    public static AttackCorpus read() throws IOException, JoseException {
        Map<String, Object> keys =
                JsonUtil.parseJson(Files.readString(SharedVectors.file("attack-corpus/corpus-given-keys.json")));
        return new AttackCorpus(
                json(keys.get("jwks")),
                json(keys.get("decryption")),
                Files.readAllLines(SharedVectors.file("attack-corpus/corpus-given.jsonl")));
    }

    /** Accepts the good ones, encrypted or not. */
    public SealgateConfig config() {
        return TestConfigs.config(
                TestConfigs.verifying(publicKeys),
                Optional.of(TestConfigs.decryption(decryptionKeys, false)),
                TestConfigs.CLAIMS);
    }

    public List<String> tokens() throws JoseException {
        List<String> tokens = new ArrayList<>();
        for (String line : lines) {
            tokens.add((String) JsonUtil.parseJson(line).get("token"));
        }
        return tokens;
    }

    @SuppressWarnings("unchecked")
    private static String json(Object value) {
        return JsonUtil.toJson((Map<String, Object>) value);
    }
}
