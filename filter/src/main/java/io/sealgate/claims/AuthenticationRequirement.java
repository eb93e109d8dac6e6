package io.sealgate.claims;

import io.sealgate.claims.ClaimRequirement.Match;
import io.sealgate.json.JsonPointer;
import io.sealgate.json.JsonValue;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenPrincipal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks how and how long ago the user was authenticated, by {@code acr} and {@code auth_time} of the token. Who does not fulfil it is sent to authenticate again: 401 {@code
 * insufficient_user_authentication} with {@code acr_values} and {@code max_age} (RFC 9470). Immutable and thread-safe.
 */
public final class AuthenticationRequirement implements Requirement {
    private static final JsonPointer ACR = JsonPointer.toMember(ClaimNames.AUTHENTICATION_CONTEXT_CLASS);

    /** RFC 9470 section 3 separates them by spaces; RFC 9110 section 5.6.4 would escape what is left out besides. */
    private static final Pattern ACR_VALUE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

    private final List<String> acr;
    private final @Nullable Duration maxAge;
    private final @Nullable ClaimRequirement recent;

    /**
     * With neither {@code acr} nor {@code maxAge}, any valid token will do.
     *
     * @param acr the authentication context classes of which {@code acr}, a string, has to be one, the preferred first; empty if that does not matter
     * @param maxAge how long ago {@code auth_time} may be, PT1S to P36500D, full seconds; null if that does not matter
     * @throws IllegalArgumentException if an {@code acr} is not printable ASCII without space, quote and backslash, or {@code maxAge} is out of its range
     */
    public AuthenticationRequirement(List<String> acr, @Nullable Duration maxAge) {
        this.acr = List.copyOf(acr);
        this.maxAge = maxAge;
        this.recent = maxAge == null
                ? null
                : ClaimRequirement.of(ClaimNames.AUTHENTICATION_TIME, Match.WITHIN, maxAge.toString());
        for (String value : this.acr) {
            if (!ACR_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("An acr is not printable ASCII without space, quote and backslash");
            }
        }
    }

    @Override
    public boolean isFulfilledBy(TokenPrincipal caller, Call call) {
        return (acr.isEmpty() || isAccepted(caller.claims().find(ACR)))
                && (recent == null || recent.isFulfilledBy(caller, call));
    }

    private boolean isAccepted(JsonValue value) {
        for (int i = 0; i < acr.size(); i++) {
            if (value.isString(acr.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public RejectionReason reason() {
        return RejectionReason.AUTHENTICATION_INSUFFICIENT;
    }

    @Override
    public String expectation() {
        return "expected " + this + (maxAge == null ? "" : " (by auth_time)");
    }

    @Override
    public Map<String, String> challenge() {
        Map<String, String> challenge = new LinkedHashMap<>();
        if (!acr.isEmpty()) {
            challenge.put("acr_values", String.join(" ", acr));
        }
        if (maxAge != null) {
            challenge.put("max_age", Long.toString(maxAge.toSeconds()));
        }
        return challenge;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuthenticationRequirement requirement
                && acr.equals(requirement.acr)
                && Objects.equals(maxAge, requirement.maxAge);
    }

    @Override
    public int hashCode() {
        return Objects.hash(acr, maxAge);
    }

    @Override
    public String toString() {
        return "authentication" + (acr.isEmpty() ? "" : " with acr any of [" + String.join(", ", acr) + "]")
                + (maxAge == null ? "" : " within " + maxAge);
    }
}
