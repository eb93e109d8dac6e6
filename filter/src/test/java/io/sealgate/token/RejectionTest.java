package io.sealgate.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealgate.token.Rejection.InvalidRequest;
import io.sealgate.token.Rejection.InvalidToken;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.Rejection.Undecided;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionTest {
    private static final TokenDescription TOKEN = new TokenDescription("ES256", "k1", "https://idp.example", "4f");

    private static Rejection rejection(RejectionReason reason) {
        return Rejection.of(reason, "expected something", TOKEN);
    }

    /** What callers of each kind are answered with. */
    private static List<String> answers(Rejection rejection) {
        return rejection.match(
                request -> List.of("400 INVALID_REQUEST", "403 null"),
                token -> List.of("401 INVALID_TOKEN"),
                denied -> List.of("401 null", "403 INSUFFICIENT_SCOPE", "401 INSUFFICIENT_USER_AUTHENTICATION"),
                undecided -> List.of("503 null"));
    }

    @ParameterizedTest
    @EnumSource
    void of_anyReason_isOfTheKindThatIsAnsweredSo(RejectionReason reason) {
        Rejection rejection = rejection(reason);
        assertThat(answers(rejection)).contains(reason.status() + " " + reason.error());
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.publicReason()).isEqualTo(reason);
        assertThat(rejection.token()).isEqualTo(TOKEN);
        assertThat(rejection.located(", asked by x"))
                .hasSameClassAs(rejection)
                .extracting(Rejection::detail)
                .isEqualTo("expected something, asked by x");
    }

    @ParameterizedTest
    @EnumSource
    void toldAs_anyReason_hidesItFromTheCallerAlone(RejectionReason reason) {
        InvalidToken hidden = rejection(reason).toldAs(RejectionReason.DECRYPTION_FAILED);
        assertThat(hidden.reason()).isEqualTo(reason);
        assertThat(hidden.publicReason()).isEqualTo(RejectionReason.DECRYPTION_FAILED);
        assertThat(hidden.withDetail("other").publicReason()).isEqualTo(RejectionReason.DECRYPTION_FAILED);
    }

    @Test
    void constructor_reasonOfAnotherKind_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InvalidRequest(RejectionReason.EXPIRED, "", TOKEN))
                .withMessageStartingWith("EXPIRED ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NotAuthorized(RejectionReason.OVERLOADED, "", TOKEN, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Undecided(RejectionReason.TOKEN_REQUIRED, "", TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rejection(RejectionReason.EXPIRED).toldAs(RejectionReason.TOKEN_REQUIRED));
    }

    @Test
    void challenge_mapThatIsChanged_staysInItsOrder() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("scope", "a");
        given.put("acr_values", "b");
        given.put("max_age", "1");
        NotAuthorized denied = new NotAuthorized(RejectionReason.CLAIM_REQUIRED, "", TOKEN, given);
        given.clear();
        assertThat(denied.withDetail("other").challenge().keySet()).containsExactly("scope", "acr_values", "max_age");
        assertThat(denied.challenge()).isUnmodifiable();
    }
}
