package io.sealgate.extract;

import io.sealgate.extract.ExtractionResult.Found;
import io.sealgate.extract.ExtractionResult.Invalid;
import io.sealgate.extract.ExtractionResult.None;
import io.sealgate.token.BearerToken;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenSource;
import java.util.List;

/** A place in a request that holds the bare token, once. */
final class SingleValue {
    private SingleValue() {}

    /**
     * @param malformed the reason for a value that cannot be a token
     * @param place for the log
     */
    static ExtractionResult extract(List<String> values, TokenSource source, RejectionReason malformed, String place) {
        if (values.isEmpty()) {
            return None.INSTANCE;
        }
        if (values.size() > 1) {
            return new Invalid(Rejection.of(
                    RejectionReason.MULTIPLE_TOKENS, "expected one " + place + "; there are " + values.size()));
        }
        String value = values.get(0);
        if (!Token68.matches(value)) {
            return new Invalid(Rejection.of(
                    malformed,
                    "expected a token in " + place
                            + (value.isBlank() ? "; it is empty" : "; it has characters that no token has")));
        }
        return new Found(new BearerToken(value, source));
    }
}
