package io.sealgate.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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

/** Talks to the shop as any HTTP client would: over TLS, trusting its certificate and no other. */
final class ShopClient {

    private final HttpClient http;

    ShopClient(Path certificate) {
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(TlsCertificate.trust(certificate))
                .build();
    }

    record Header(String name, String value) {}

    /**
     * @param json the body; null: none
     * @param headers a name may come twice
     */
    record Request(String method, URI uri, @Nullable String json, List<Header> headers) {}

    record Answer(int status, String contentType, String body) {

        /** A member of the JSON object in the body; empty if it is not there. */
        String member(String name) {
            try {
                Map<String, Object> object = JsonUtil.parseJson(body);
                Object value = object.get(name);
                return value == null ? "" : value.toString();
            } catch (JoseException e) {
                return "";
            }
        }

        /** What the server says of a refusal (RFC 9457); empty if it says nothing in that form. */
        String reason() {
            if (!contentType.startsWith("application/problem+json")) {
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
                        request.json() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.json()));
        if (request.json() != null) {
            builder.header("Content-Type", "application/json");
        }
        request.headers().forEach(header -> builder.header(header.name(), header.value()));
        HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }
}
