package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.testing.TestTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What the tests of tokens have in common: the application, requests to it, and the log, in which each refusal has a line that is found by a path of its own. Nothing of a token is ever
 * in it.
 */
abstract class TokenConformance {
    static final String CONTEXT = "/tokens";
    static final String ORDERS = "/api/orders";
    static final String WHOSE_ORDERS = "SECRET orders of ";

    /** In every token, and never to be seen again. */
    static final String NOTE = "note-" + UUID.randomUUID();

    static final TestHttpClient CLIENT = new TestHttpClient();
    static final AtomicInteger COUNTER = new AtomicInteger();
    static final Set<String> TOKENS = ConcurrentHashMap.newKeySet();

    static ServerLog.Excerpt log;

    @Deployment(testable = false)
    static WebArchive application() {
        return TestArchives.withArtifacts("tokens", "io.sealgate.testsuite.app", TestIssuer.configuration());
    }

    @BeforeAll
    static void beginLog() {
        log = ServerUnderTest.log().fromHere();
    }

    // The log

    @Test
    @Order(Integer.MAX_VALUE)
    void log_afterAll_holdsNothingSecret() {
        String mark = "mark-" + UUID.randomUUID();
        get("/api/log?mark=" + mark).isOk("logged");
        log.await(mark);
        Set<String> parts = new HashSet<>();
        for (String token : TOKENS) {
            for (String part : token.split("\\.", -1)) {
                if (part.length() >= 20) {
                    parts.add(part.substring(0, 20));
                }
            }
        }
        assertThat(parts).hasSizeGreaterThan(10);
        for (ServerLog.Entry each : log.entries()) {
            assertThat(each.text()).doesNotContain(NOTE);
            assertThat(parts.stream().filter(each.text()::contains).toList())
                    .as(each.text())
                    .isEmpty();
            // Servers add traces of their own to what they refuse themselves, and to the failures of others.
            if (each.text().contains("[io.sealgate]") || each.text().contains("Refused")) {
                assertThat(each.hasStackTrace()).as(each.text()).isFalse();
            }
        }
    }

    // How requests are made

    static Answer assertRefused(Reason reason, String... headers) {
        return assertRefused(reason, reason.name(), headers);
    }

    /**
     * @param logged the reason that the log has where callers are told another: what is inside an encrypted token is not theirs to find out
     */
    static Answer assertRefused(Reason reason, String logged, String[] headers) {
        String path = ORDERS + "/case-" + COUNTER.incrementAndGet();
        Answer answer = get(path, headers);
        answer.isRefusal(reason);
        String expected = "Refused " + logged + " GET " + CONTEXT + path + " alg=";
        ServerLog.Entry line = log.await(expected);
        assertThat(line.isWarning()).as(line.text()).isTrue();
        assertThat(line.hasStackTrace()).as(line.text()).isFalse();
        assertThat(log.entries().stream().filter(each -> each.text().contains(path + " ")))
                .as("lines in the log for one refusal")
                .hasSize(1);
        return answer;
    }

    static Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    static Answer send(String method, String path, String body, String... headers) {
        return CLIENT.send(method, https(path), body, headers);
    }

    static Answer raw(String path, String header) {
        return CLIENT.sendRaw("GET " + CONTEXT + path + " HTTP/1.1\r\nHost: localhost\r\n" + header
                + "\r\nConnection: close\r\n\r\n");
    }

    static java.net.URI https(String path) {
        return ServerUnderTest.https(CONTEXT + path);
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static TestTokens reader() {
        return TestIssuer.claims().claim("note", NOTE);
    }

    static TestTokens roles(String... roles) {
        return TestTokens.valid().claim("realm_access", Map.of("roles", List.of(roles)));
    }

    static String signed() {
        return keep(TestIssuer.sign(reader()));
    }

    static String writer() {
        return keep(TestIssuer.sign(TestTokens.valid().claim("scope", "orders:write")));
    }

    static String encrypt(String plaintext) {
        return TestTokens.encrypt(
                plaintext,
                TestIssuer.ENCRYPTION,
                TestIssuer.KEY_MANAGEMENT,
                TestIssuer.CONTENT_ENCRYPTION,
                Map.of("cty", "JWT"));
    }

    /** Remembers a token, to look for it in the log. */
    static String keep(String token) {
        TOKENS.add(token);
        return token;
    }
}
