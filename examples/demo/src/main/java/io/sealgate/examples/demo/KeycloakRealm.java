package io.sealgate.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.Client.Header;
import io.sealgate.examples.demo.Client.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;

/** One realm of a Keycloak: its tokens, and its keys by the administrator's REST API. */
final class KeycloakRealm {

    private final Client client;
    private final String origin;
    private final String realm;
    private final String administrator;
    private final String administratorPassword;

    KeycloakRealm(Client client, String origin, String realm, String administrator, String administratorPassword) {
        this.client = client;
        this.origin = origin;
        this.realm = realm;
        this.administrator = administrator;
        this.administratorPassword = administratorPassword;
    }

    /** Whether it is there. */
    boolean answers() throws InterruptedException {
        try {
            URI metadata = URI.create(origin + "/realms/" + realm + "/.well-known/openid-configuration");
            return client.send(new Request("GET", metadata, null, List.of())).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A user's tokens, for a password (RFC 6749 section 4.3).
     *
     * @param clientId the application that the user logs in to
     */
    Tokens logIn(String clientId, String user, String password) throws IOException, InterruptedException {
        return tokens(
                realm,
                Map.of(
                        "grant_type", "password",
                        "client_id", clientId,
                        "username", user,
                        "password", password,
                        "scope", "openid"));
    }

    /** A program's own token (RFC 6749 section 4.4). */
    String clientToken(String clientId, String secret) throws IOException, InterruptedException {
        return tokens(realm, Map.of("grant_type", "client_credentials", "client_id", clientId, "client_secret", secret))
                .access();
    }

    /** The administrator's, which another realm issues. */
    String administratorToken() throws IOException, InterruptedException {
        return tokens(
                        "master",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                administrator,
                                "password",
                                administratorPassword))
                .access();
    }

    /**
     * @param identity empty if there is none
     */
    record Tokens(String access, String identity) {}

    private Tokens tokens(String from, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        Answer answer = send(
                "POST",
                "/realms/" + from + "/protocol/openid-connect/token",
                body,
                200,
                new Header("Content-Type", "application/x-www-form-urlencoded"));
        return new Tokens(answer.member("access_token"), answer.member("id_token"));
    }

    /**
     * Adds a key to sign with. It is published at once; of all keys, that of the highest priority signs.
     *
     * @return what to call it
     */
    KeyProvider addKey(String name, int priority) throws IOException, InterruptedException {
        Answer answer = administer("POST", "/components", provider(name, priority), 201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return new KeyProvider(location.substring(location.lastIndexOf('/') + 1), name);
    }

    /** Changes the priority of a key. */
    void setPriority(KeyProvider key, int priority) throws IOException, InterruptedException {
        administer("PUT", "/components/" + key.id(), provider(key.name(), priority), 204);
    }

    /** Removes a key: it neither signs nor is published any longer. */
    void removeKey(KeyProvider key) throws IOException, InterruptedException {
        administer("DELETE", "/components/" + key.id(), null, 204);
    }

    /** The key that signs at present. */
    KeyProvider signingKey() throws IOException, InterruptedException {
        Map<String, Object> keys = administer("GET", "/keys", null, 200).object();
        String kid = member(keys.get("active"), "RS256");
        for (Object key : (List<?>) requireNonNull(keys.get("keys"))) {
            if (kid.equals(member(key, "kid"))) {
                return new KeyProvider(member(key, "providerId"), "first");
            }
        }
        throw new IOException("Keycloak signs with a key that it does not list");
    }

    private static String member(@Nullable Object object, String name) {
        return (String) requireNonNull(((Map<?, ?>) requireNonNull(object)).get(name), name);
    }

    /** Keycloak's name for what holds a key, and ours. */
    record KeyProvider(String id, String name) {}

    private static String provider(String name, int priority) {
        return JsonUtil.toJson(Map.of(
                "name",
                name,
                "providerId",
                "rsa-generated",
                "providerType",
                "org.keycloak.keys.KeyProvider",
                "config",
                Map.of(
                        "priority",
                        List.of(String.valueOf(priority)),
                        "algorithm",
                        List.of("RS256"),
                        "keySize",
                        List.of("2048"))));
    }

    private Answer administer(String method, String path, @Nullable String json, int expected)
            throws IOException, InterruptedException {
        return send(
                method,
                "/admin/realms/" + realm + path,
                json,
                expected,
                new Header("Content-Type", "application/json"),
                Steps.bearer(administratorToken()));
    }

    private Answer send(String method, String path, @Nullable String body, int expected, Header... headers)
            throws IOException, InterruptedException {
        Answer answer = client.send(new Request(method, URI.create(origin + path), body, List.of(headers)));
        if (answer.status() != expected) {
            throw new IOException("Keycloak answered " + method + " " + path + " with status " + answer.status());
        }
        return answer;
    }
}
