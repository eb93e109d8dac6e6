package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.servlet.TestServer.Response;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {
    private static final TokenDescription DESCRIPTION = new TokenDescription("s3cr3t", "s3cr3t", "s3cr3t", "s3cr3t");

    private static Refusal refusal(RejectionReason reason) {
        return Refusal.of(Rejection.of(reason, "s3cr3t", DESCRIPTION), "shop");
    }

    @ParameterizedTest
    @EnumSource
    void of_anyReason_saysWhatTheReasonSaysAndNoMore(RejectionReason reason) {
        Refusal refusal = refusal(reason);

        assertThat(refusal.status()).isEqualTo(reason.status());
        assertThat(refusal.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(refusal.headers().containsKey("WWW-Authenticate")).isEqualTo(reason.status() != 503);
        assertThat(refusal.headers().containsKey("Retry-After")).isEqualTo(reason.status() == 503);
        assertThat(refusal.body())
                .startsWith("{\"type\":\"about:blank\",\"title\":\"")
                .contains("\"status\":" + reason.status() + ",", "\"detail\":\"" + reason.description() + "\"");
        assertThat(refusal.toString()).doesNotContain("s3cr3t");
    }

    // RFC 6750 section 3: characters that error_description may have; none of them needs escaping in JSON.
    @ParameterizedTest
    @EnumSource
    void description_anyReason_hasOnlyCharactersThatAChallengeMayHold(RejectionReason reason) {
        assertThat(reason.description()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }

    // Requirement 6
    @Test
    void of_missingToken_hasNoErrorCode() {
        assertThat(refusal(RejectionReason.TOKEN_REQUIRED).headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"shop\"");
        assertThat(refusal(RejectionReason.TOKEN_REQUIRED).body()).doesNotContain("error");
    }

    // Requirement 9
    @Test
    void of_missingClaim_isInsufficientScope() {
        Refusal refusal = refusal(RejectionReason.CLAIM_REQUIRED);

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.headers())
                .containsEntry(
                        "WWW-Authenticate",
                        "Bearer realm=\"shop\", error=\"insufficient_scope\", error_description=\"The token lacks a claim that is required here\"");
        assertThat(refusal.body()).contains("\"title\":\"Forbidden\"", "\"error\":\"insufficient_scope\"");
    }

    // Requirement 9 and RFC 9470 section 3
    @Test
    void of_moreThatTheCallerNeeds_isInTheChallengeUntilTheReasonIsHidden() {
        Rejection rejection = new NotAuthorized(
                RejectionReason.CLAIM_REQUIRED, "s3cr3t", DESCRIPTION, Map.of("scope", "orders:read \"x"));

        assertThat(Refusal.of(rejection, "shop").headers().get("WWW-Authenticate"))
                .endsWith("is required here\", scope=\"orders:read \\\"x\"");
        assertThat(Refusal.of(rejection.toldAs(RejectionReason.EXPIRED), "shop").headers())
                .containsEntry(
                        "WWW-Authenticate",
                        "Bearer realm=\"shop\", error=\"invalid_token\", error_description=\"The token has expired\"");
    }

    @ParameterizedTest
    @CsvSource({"a\"b, a\\\"b", "a\\b, a\\\\b", "'a\r\nX: y', a??X: y", "caf\u00e9, caf?", "'', ''"})
    void of_anyRealm_staysOneQuotedString(String realm, String quoted) {
        assertThat(Refusal.of(Rejection.of(RejectionReason.TOKEN_REQUIRED, ""), realm)
                        .headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"" + quoted + "\"");
    }

    @Test
    void headers_cannotBeChanged() {
        assertThatThrownBy(() -> refusal(RejectionReason.EXPIRED).headers().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void writeTo_head_writesNoBody() throws Exception {
        HttpServletRequest head = fake(HttpServletRequest.class, method -> method.equals("getMethod") ? "HEAD" : null);
        HttpServletResponse response = fake(HttpServletResponse.class, method -> {
            assertThat(method).isNotIn("getOutputStream", "getWriter");
            return method.equals("isCommitted") ? false : null;
        });

        // A container would drop a body in silence.
        refusal(RejectionReason.EXPIRED).writeTo(head, response);
    }

    private static <T> T fake(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }

    @Test
    void writeTo_afterTheApplicationBegan_replacesWhatIsNotSent() throws Exception {
        try (TestServer server = TestServer.start(
                true,
                (classes, context) ->
                        context.addServlet("late", new LateRefusal()).addMapping("/"))) {
            Response fromWriter = server.get("/writer");
            assertThat(fromWriter.status()).isEqualTo(401);
            assertThat(fromWriter.body())
                    .isEqualTo(refusal(RejectionReason.EXPIRED).body());
            assertThat(fromWriter.headers("Access-Control-Allow-Origin")).containsExactly("https://other.example");

            Response fromStream = server.get("/stream");
            assertThat(fromStream.status()).isEqualTo(401);
            assertThat(fromStream.body())
                    .isEqualTo(refusal(RejectionReason.EXPIRED).body());

            Response committed = server.get("/committed");
            assertThat(committed.status()).isEqualTo(200);
            assertThat(committed.body()).isEqualTo("begun");
        }
    }

    private static final class LateRefusal extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("Access-Control-Allow-Origin", "https://other.example");
            if (request.getServletPath().equals("/stream")) {
                response.getOutputStream().print("begun");
            } else {
                response.getWriter().print("begun");
            }
            if (request.getServletPath().equals("/committed")) {
                response.flushBuffer();
            }
            refusal(RejectionReason.EXPIRED).writeTo(request, response);
        }
    }
}
