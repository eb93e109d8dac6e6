package io.sealgate.benchmarks;

import io.sealgate.json.JsonObject;
import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.ClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the claim rules of {@link Ours} ask of the claims, but not of the header ({@code typ}), written for the one token that is measured: no configuration, no reason for a refusal, no result.
 * Shows how much of the rules' time is owed to what they ask. Not a way to validate tokens.
 */
final class RulesByHand {
    private static final JsonPointer ISS = JsonPointer.toMember(ClaimNames.ISSUER);
    private static final JsonPointer AUD = JsonPointer.toMember(ClaimNames.AUDIENCE);
    private static final JsonPointer EXP = JsonPointer.toMember(ClaimNames.EXPIRATION_TIME);
    private static final JsonPointer NBF = JsonPointer.toMember(ClaimNames.NOT_BEFORE);
    private static final JsonPointer IAT = JsonPointer.toMember(ClaimNames.ISSUED_AT);
    private static final JsonPointer SUB = JsonPointer.toMember(ClaimNames.SUBJECT);
    private static final JsonPointer UPN = JsonPointer.toMember(ClaimNames.USER_PRINCIPAL_NAME);
    private static final JsonPointer PREFERRED_USERNAME = JsonPointer.toMember(ClaimNames.PREFERRED_USERNAME);
    private static final JsonPointer JTI = JsonPointer.toMember(ClaimNames.JWT_ID);
    private static final JsonPointer CNF = JsonPointer.toMember(ClaimNames.CONFIRMATION);

    private static final long ABSENT = Long.MIN_VALUE;
    private static final long SKEW = 60;
    private static final long LIFETIME = Duration.ofDays(366).toSeconds();

    private final String issuer;
    private final String audience;
    private final Clock clock = Clock.systemUTC();
    private final LongAdder accepted = new LongAdder();

    /** For tokens of this issuer, to this audience. */
    RulesByHand(ClaimsSet claims) {
        this.issuer = claims.string(ClaimNames.ISSUER).orElseThrow();
        this.audience = claims.strings(ClaimNames.AUDIENCE).get(0);
    }

    /**
     * Counts the token if the rules hold.
     *
     * @throws IllegalStateException if one does not
     */
    JsonObject accept(JsonObject claims) {
        if (!hold(claims, clock.instant().getEpochSecond())) {
            throw new IllegalStateException("refused");
        }
        accepted.increment();
        return claims;
    }

    private boolean hold(JsonObject claims, long now) {
        long expiration = claims.find(EXP).floor(ABSENT);
        long notBefore = claims.find(NBF).floor(ABSENT);
        long issuedAt = claims.find(IAT).floor(ABSENT);
        JsonValue subject = claims.find(SUB);
        return claims.find(ISS).isString(issuer)
                && claims.find(AUD).holdsString(audience)
                && now < expiration + SKEW
                && notBefore <= now + SKEW
                && issuedAt <= now + SKEW
                && expiration - issuedAt <= LIFETIME
                && subject.isString()
                && !subject.isString("")
                && isStringOrAbsent(claims.find(UPN))
                && isStringOrAbsent(claims.find(PREFERRED_USERNAME))
                && isStringOrAbsent(claims.find(JTI))
                && claims.find(CNF).isAbsent();
    }

    private static boolean isStringOrAbsent(JsonValue value) {
        return value.isAbsent() || value.isString();
    }
}
