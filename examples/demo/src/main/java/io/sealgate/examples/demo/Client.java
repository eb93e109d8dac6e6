package io.sealgate.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Talks to one server as any HTTP client would: over TLS, trusting its certificate and no other. */
final class Client {

    private final HttpClient http;

    Client(Path certificate) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(TlsCertificate.trust(certificate))
                .build();
    }

    record Header(String name, String value) {}

    /**
     * @param body null: none
     * @param headers a name may come twice
     */
    record Request(String method, URI uri, @Nullable String body, List<Header> headers) {}

    record Answer(int status, HttpHeaders headers, String body) {

        /** The JSON object in the body; empty if there is none. */
        Map<String, Object> object() {
            try {
                return JsonUtil.parseJson(body);
            } catch (JoseException e) {
                return Map.of();
            }
        }

        /** A member of the JSON object in the body; empty if it is not there. */
        String member(String name) {
            Object value = object().get(name);
            return value == null ? "" : value.toString();
        }

        /** What the server says of a refusal (RFC 9457); empty if it says nothing in that form. */
        String reason() {
            if (!headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
                return "";
            }
            return member("detail").isEmpty() ? member("title") : member("detail");
        }
    }

    Answer send(Request request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(Duration.ofSeconds(30))
                .method(
                        request.method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        request.headers().forEach(header -> builder.header(header.name(), header.value()));
        HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
