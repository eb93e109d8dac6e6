package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.Requirement;
import io.sealgate.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests come: with TLS or without, from whose pages, many at once and one after the other on a connection. */
@ArquillianTest
@ExtendWith(DecisionRecorder.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransportConformanceIT extends TokenConformance {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "X-Forwarded-Proto: https",
                "Forwarded: proto=https;for=192.0.2.1",
                "X-Forwarded-Ssl: on",
                "Front-End-Https: on",
                "$WSSC: https",
                "$WSIS: true"
            })
    void plainHttp_token_isRefused(String forwarded) {
        String[] headers = headers(forwarded, bearer(signed()));
        CLIENT.get(ServerUnderTest.http(CONTEXT + ORDERS), headers).isRefusal(Reason.INSECURE_TRANSPORT);
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/who"), headers).isRefusal(Reason.INSECURE_TRANSPORT);
    }

    /** One header more, {@code Name: value}; none if that is empty. */
    private static String[] headers(String more, String... others) {
        return Stream.concat(Stream.of(others), more.isEmpty() ? Stream.empty() : Stream.of(more.split(": ", 2)))
                .toArray(String[]::new);
    }

    @Test
    void plainHttp_noToken_passesWhatIsOpen() {
        CLIENT.get(ServerUnderTest.http(CONTEXT + "/api/shared/anybody")).isOk("caller=none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/api/roles/admin", "/api/shared"})
    @Requirement(18)
    void preflight_passesAndShowsNothing(String path) {
        Answer answer = send(
                "OPTIONS",
                path,
                "",
                "Origin",
                "https://app.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization");
        assertThat(answer.status()).as(answer.toString()).isIn(200, 204);
        answer.givesNothingAway();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void cookiePost_fromElsewhere_isRefused(String header) {
        send("POST", ORDERS, "book", headers(header, "Cookie", "token=" + writer()))
                .isRefusal(Reason.CROSS_SITE_REQUEST);
    }

    @Test
    void cookiePost_fromOwnPages_passes() {
        String origin = "https://localhost:" + ServerUnderTest.httpsPort();
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Origin", origin)
                .isOk("SECRET added book");
        send("POST", ORDERS, "book", "Cookie", "token=" + writer(), "Sec-Fetch-Site", "same-origin")
                .isOk("SECRET added book");
    }

    @Test
    void headerPost_fromElsewhere_passes() {
        send("POST", ORDERS, "book", "Authorization", "Bearer " + writer(), "Origin", "https://app.example")
                .isOk("SECRET added book");
    }

    @Test
    void sharedBean_twoCallersAtOnce_seesEachHisOwn() throws Exception {
        List<String> callers = List.of("alice", "bob");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> requests = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String caller = callers.get(i % 2);
                String token = TestIssuer.sign(TestTokens.valid().claim("sub", caller));
                requests.add(() -> {
                    get("/api/shared", bearer(token)).isOk(String.join(" ", caller, caller, caller, caller));
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(requests)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keptAliveConnection_alternatingCallers_leaksNothing() {
        TestHttpClient oneConnection = new TestHttpClient();
        String user = TestIssuer.sign(TestTokens.valid().claim("groups", List.of("user")));
        String admin = TestIssuer.sign(TestTokens.valid().claim("sub", "bob").claim("groups", List.of("admin")));
        for (int i = 0; i < 50; i++) {
            oneConnection.get(https("/who"), bearer(user)).isOk("caller=alice user=true admin=false secure=true");
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
            oneConnection.get(https("/who"), bearer(admin)).isOk("caller=bob user=false admin=true secure=true");
            oneConnection
                    .get(https("/who"), bearer(TestTokens.tampered(user, 2)))
                    .isRefusal(Reason.SIGNATURE_INVALID);
            oneConnection.get(https("/who")).isOk("caller=none user=false admin=false secure=true");
        }
    }

    /** Some servers keep what headers say with the connection, and look there without regard to letter case. */
    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer ", "Cookie: token=", "X-Token: "})
    void keptAliveConnection_signatureInOtherLetterCase_isRefused(String header) {
        TestHttpClient oneConnection = new TestHttpClient();
        String token = signatureStartsWithLetter();
        String[] good = headers(header + token);
        String[] respelled = headers(header + withFirstOfSignatureInOtherCase(token));
        for (int i = 0; i < 5; i++) {
            oneConnection.get(https("/who"), good).isOk("caller=alice user=false admin=false secure=true");
            oneConnection.get(https("/who"), respelled).isRefusal(Reason.SIGNATURE_INVALID);
        }
    }

    private static String signatureStartsWithLetter() {
        String token;
        do {
            token = signed();
        } while (!Character.isLetter(token.charAt(token.lastIndexOf('.') + 1)));
        return token;
    }

    private static String withFirstOfSignatureInOtherCase(String token) {
        char[] characters = token.toCharArray();
        int first = token.lastIndexOf('.') + 1;
        characters[first] = (char) (characters[first] ^ ('a' ^ 'A'));
        return new String(characters);
    }
}
