package io.sealgate.claims;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.VerifiedJws;
import io.sealgate.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** Tokens of any claims, as if a signature had held. */
final class TestVerifiedTokens {
    private TestVerifiedTokens() {}

    /** A token of these members of a JSON object. */
    static VerifiedToken claims(String members) {
        return token(null, members);
    }

    /** A token of this {@code typ}, or none. */
    static VerifiedToken token(@Nullable String type, String members) {
        JsonReader reader = new JsonReader(("{" + members + "}").getBytes(UTF_8), JsonLimits.CLAIMS);
        JsonProblem problem = reader.read();
        if (problem != null) {
            throw new IllegalArgumentException(members + ": " + problem);
        }
        return VerifiedJws.of(new ProtectedHeader("ES256", "k1", type, null, null), reader.object(), false);
    }
}
