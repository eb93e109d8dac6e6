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

    /**
     * @param headers names and values in turns; a name may come twice
     */
    record Request(String method, URI uri, @Nullable String json, String... headers) {}

    record Answer(int status, String contentType, String body, HttpResponse<String> response) {

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
        for (int i = 0; i < request.headers().length; i += 2) {
            builder.header(request.headers()[i], request.headers()[i + 1]);
        }
        HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response);
    }
}
