package io.sealgate.examples.demo;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.Client.Header;
import io.sealgate.examples.demo.Client.Request;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a walk through one application: a request, and the answer that it must have. */
final class Steps {

    private final Client client;
    private final String base;
    private final Report report;

    /**
     * @param base the URL of the application
     */
    Steps(Client client, String base, Report report) {
        this.client = client;
        this.base = base;
        this.report = report;
    }

    /**
     * Sends a request, and reports whether the answer was as expected.
     *
     * @param with who asks and how
     * @param reason what the server must say of the refusal; empty: nothing
     */
    Answer expect(String with, int status, String reason, Request request) throws IOException, InterruptedException {
        Answer answer = client.send(request);
        report.answer(request, with, answer, status, reason);
        return answer;
    }

    /** Sends a request, and says nothing of it. */
    Answer send(Request request) throws IOException, InterruptedException {
        return client.send(request);
    }

    Request get(String path, Header... headers) {
        return request("GET", path, null, headers);
    }

    /**
     * @param body null: none
     */
    Request request(String method, String path, @Nullable String body, Header... headers) {
        return new Request(method, URI.create(base + path), body, List.of(headers));
    }

    static Header bearer(String token) {
        return new Header("Authorization", "Bearer " + token);
    }
}
