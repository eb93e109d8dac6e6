package io.sealgate.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server answered.
 *
 * @param status 0 where the server closed the connection without an answer
 * @param headers all values by lower-case name
 * @param body empty where there is none
 */
record Answer(int status, Map<String, List<String>> headers, String body) {

    private static final Pattern STATUS_LINE = Pattern.compile("\\AHTTP/1\\.1 (\\d{3})");
    /** Servers add traces of their own to what they refuse themselves, before any application. */
    private static final Pattern INTERNALS = Pattern.compile("io\\.sealgate|jose4j");

    static Answer of(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Answer(response.statusCode(), headers, response.body());
    }

    /** From the text that came over the connection. */
    static Answer ofText(String text) {
        Matcher statusLine = STATUS_LINE.matcher(text);
        if (!statusLine.find()) {
            return new Answer(0, Map.of(), text);
        }
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        Map<String, List<String>> headers = new TreeMap<>();
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return new Answer(Integer.parseInt(statusLine.group(1)), headers, end < 0 ? "" : text.substring(end + 4));
    }

    /** All values of a header. */
    List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** It went well, and this is the body. */
    void isOk(String expectedBody) {
        assertThat(this).extracting(Answer::status, Answer::body).containsExactly(200, expectedBody);
    }

    /** A refusal of the library, complete: status, challenge, problem document, caching. */
    void isRefusal(Reason reason) {
        isRefusal(reason, "(, scope=\"[!#-~ ]+\")?");
    }

    /**
     * As {@link #isRefusal(Reason)}.
     *
     * @param needs a regular expression for what the challenge tells besides
     */
    void isRefusal(Reason reason, String needs) {
        isRefusalWithoutBody(reason, needs);
        assertThat(body).isEqualTo(reason.problem());
        assertThat(header("Content-Type")).hasSize(1);
        assertThat(header("Content-Type").get(0)).matches("application/problem\\+json(;\\s*charset=\\S+)?");
    }

    /** As {@link #isRefusal}, in answer to HEAD. */
    void isRefusalWithoutBody(Reason reason) {
        isRefusalWithoutBody(reason, "");
    }

    /** As {@link #isRefusal(Reason, String)}, where the body is not shown. */
    void isRefusalWithoutBody(Reason reason, String needs) {
        assertThat(status).as(toString()).isEqualTo(reason.status());
        assertThat(header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .matches(Pattern.quote(reason.challenge()) + needs);
        assertThat(header("Cache-Control")).containsExactly("no-store");
    }

    /** Refused by whichever layer saw it first: one of these statuses, with nothing of the application or the library in it. */
    void isRefusedWith(Integer... statuses) {
        assertThat(statuses).as(toString()).contains(status);
        givesNothingAway();
    }

    /** Neither what is protected, nor the name of a class of the application or the library. */
    void givesNothingAway() {
        assertThat(body).doesNotContain("SECRET").doesNotContainPattern(INTERNALS);
    }

    /** Neither the body nor a header repeats this part of the request. */
    void saysNothingOf(String secret) {
        assertThat(body).doesNotContain(secret);
        assertThat(headers.values().toString()).doesNotContain(secret);
    }
}
