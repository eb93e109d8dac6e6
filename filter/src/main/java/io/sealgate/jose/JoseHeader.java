package io.sealgate.jose;

import io.sealgate.json.JsonLimits;
import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonProblem;
import io.sealgate.json.JsonReader;
import io.sealgate.token.ProtectedHeader;
import io.sealgate.token.Rejected;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * A protected header that was read strictly (RFC 7515 section 4, RFC 7516 section 4).
 *
 * @param parameters the parameters that we act upon
 * @param json all of them
 */
record JoseHeader(ProtectedHeader parameters, JsonObject json) {

    /** 4 KB, in base64url: room for a chain of certificates, and little work for who sends garbage. */
    static final int MAX_ENCODED_LENGTH = 5462;

    private static final String[] STRINGS = {"alg", "kid", "typ", "cty", "enc"};

    /** A header or why it is refused; exactly one of the two is there. */
    record Reading(@Nullable JoseHeader header, @Nullable Rejected rejected) {}

    static Reading read(byte[] utf8) {
        JsonReader reader = new JsonReader(utf8, JsonLimits.HEADER);
        JsonProblem problem = reader.read();
        if (problem != null) {
            return refused(RejectionReason.MALFORMED_HEADER, problem.description());
        }
        JsonObject json = reader.object();
        @Nullable String[] values = new String[STRINGS.length];
        for (int i = 0; i < STRINGS.length; i++) {
            values[i] = json.string(STRINGS[i]);
            if (values[i] == null && json.contains(STRINGS[i])) {
                return refused(RejectionReason.MALFORMED_HEADER, STRINGS[i] + " is not a string");
            }
        }
        String algorithm = values[0];
        if (algorithm == null) {
            return refused(RejectionReason.MALFORMED_HEADER, "alg is missing");
        }
        // No extension is implemented, so whatever crit names, be it nothing, is refused (RFC 7515 section 4.1.11).
        // That goes for b64, too
        // (RFC 7797 section 7: not with JWTs), and nothing is ever inflated (RFC 8725 section 3.6).
        String unsupported =
                json.contains("crit") ? "crit" : json.contains("b64") ? "b64" : json.contains("zip") ? "zip" : null;
        if (unsupported != null) {
            return refused(
                    RejectionReason.UNSUPPORTED_HEADER, "the header parameter " + unsupported + " is not supported");
        }
        return new Reading(
                new JoseHeader(new ProtectedHeader(algorithm, values[1], values[2], values[3], values[4]), json), null);
    }

    Rejected reject(RejectionReason reason, String detail) {
        return new Rejected(Rejection.of(reason, detail, parameters.describe()));
    }

    private static Reading refused(RejectionReason reason, String detail) {
        return new Reading(null, new Rejected(Rejection.of(reason, detail)));
    }
}
