package io.sealgate.claims;

import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.VerifiedToken;
import java.util.List;
import java.util.Optional;

/**
 * Asks that {@code aud} names this resource server: a string that is one of the configured audiences, or an array of strings that holds one, compared exactly. A token
 * without {@code aud} is refused (RFC 7519 section 4.1.3).
 */
public record AudienceRule(List<String> audiences) implements TimelessRule {
    private static final JsonPointer AUD = JsonPointer.toMember(ClaimNames.AUDIENCE);

    public AudienceRule {
        audiences = List.copyOf(audiences);
    }

    @Override
    public Optional<Rejection> validate(VerifiedToken token) {
        JsonValue audience = token.claims().find(AUD);
        for (int i = 0; i < audiences.size(); i++) { // no iterator, for this runs at each request
            if (audience.holdsString(audiences.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(Rejection.of(
                RejectionReason.AUDIENCE_NOT_ACCEPTED,
                "expected aud to hold one of mp.jwt.verify.audiences",
                token.description()));
    }
}
