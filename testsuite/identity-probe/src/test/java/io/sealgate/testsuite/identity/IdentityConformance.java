package io.sealgate.testsuite.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What every server has to answer, checked from outside. For a test class of the server matrix, which brings the client, the address and the tokens.
 */
public final class IdentityConformance {
    /** Ways on which a request or its work travels, all of which must see the caller. */
    public static final List<String> WAYS = List.of(
            "sync", "session", "forward", "include", "dispatch", "start", "startOriginal", "ejb", "executor", "stage", "error");

    /** Ways whose threads Payara gives no request, where Jakarta Security then sees nobody; nothing but a null may stand there. */
    private static final Set<String> MANAGED_THREADS = Set.of("executor", "stage");

    private final HttpClient client;
    private final URI application;
    private final BiFunction<String, Set<String>, String> tokens;

    /**
     * @param application with a slash at the end
     * @param tokens makes a valid token of a name and roles
     */
    public IdentityConformance(HttpClient client, URI application, BiFunction<String, Set<String>, String> tokens) {
        this.client = client;
        this.application = application;
        this.tokens = tokens;
    }

    /** Every view, on one way: the caller is this one, with these roles of {@code user} and {@code admin} and no other. */
    public void assertCaller(String way, String name, Set<String> roles) throws IOException, InterruptedException {
        check(way, name, roles, get("identity/" + way, tokens.apply(name, roles)));
    }

    /** Every view, on one way: nobody. */
    public void assertNobody(String way) throws IOException, InterruptedException {
        check(way, null, Set.of(), get("identity/" + way, null));
    }

    /** Jakarta REST, synchronously and on a managed thread. */
    public void assertRestCaller(String name, Set<String> roles) throws IOException, InterruptedException {
        String token = tokens.apply(name, roles);
        JsonObject views = json(get("rest/identity", token));
        for (String view : List.of("rest", "request", "ejb")) {
            checkView("REST " + view, views.getJsonObject(view), name, roles);
        }
        checkView("REST stage", json(get("rest/identity/stage", token)).getJsonObject("ejb"), name, roles);
    }

    /** A role that only Jakarta REST names. */
    public void assertRestRole() throws IOException, InterruptedException {
        assertThat(get("rest/identity/auditor", tokens.apply("alice", Set.of("auditor"))).statusCode())
                .isEqualTo(200);
        assertThat(get("rest/identity/auditor", tokens.apply("alice", Set.of("user"))).statusCode())
                .isEqualTo(403);
        assertThat(get("rest/identity/auditor", null).statusCode()).isEqualTo(401);
    }

    /**
     * Many callers, and nobody, in turn on kept-alive connections: each sees himself alone.
     *
     * @param requests of each of the threads
     */
    public void assertNothingLeaks(int threads, int requests) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int seed = i;
                clients.add(() -> {
                    sendMixed(new Random(seed), requests);
                    return null;
                });
            }
            for (Future<Void> done : executor.invokeAll(clients)) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void sendMixed(Random random, int requests) throws IOException, InterruptedException {
        for (int i = 0; i < requests; i++) {
            String way = WAYS.get(random.nextInt(WAYS.size()));
            switch (random.nextInt(3)) {
                case 0 -> assertCaller(way, "alice", Set.of("user"));
                case 1 -> assertCaller(way, "bob", Set.of("admin"));
                default -> assertNobody(way);
            }
        }
    }

    private static void check(String way, @Nullable String name, Set<String> roles, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(way).isEqualTo(way.equals("error") ? 409 : 200);
        JsonObject views = json(response);
        if (way.equals("ejb")) {
            checkView(way, views, name, roles);
            return;
        }
        checkView(way + " ejb", views.getJsonObject("ejb"), name, roles);
        if (views.containsKey("request")) {
            checkView(way + " request", views.getJsonObject("request"), name, roles);
        }
        JsonObject jakartaSecurity = views.getJsonObject("securityContext");
        if (!(MANAGED_THREADS.contains(way) && jakartaSecurity.isNull("caller"))) {
            checkView(way + " securityContext", jakartaSecurity, name, roles);
        }
        checkName(way + " injected", views.getJsonObject("injected"), name);
        assertThat(views.getString("ejbUser")).as(way).isEqualTo(roles.contains("user") ? "entered" : "denied");
        assertThat(views.getString("ejbAdmin")).as(way).isEqualTo(roles.contains("admin") ? "entered" : "denied");
    }

    private static void checkView(String where, JsonObject view, @Nullable String name, Set<String> roles) {
        checkName(where, view, name);
        if (name != null) {
            assertThat(view.getString("type")).as(where).isEqualTo("TokenPrincipal");
        }
        JsonArray seen = view.getJsonArray("roles");
        Set<String> names = new TreeSet<>();
        seen.getValuesAs(JsonString.class).forEach(role -> names.add(role.getString()));
        assertThat(names).as(where).isEqualTo(new TreeSet<>(roles));
    }

    private static void checkName(String where, JsonObject view, @Nullable String name) {
        assertThat(view).as(where).doesNotContainKey("failed");
        assertThat(view.get("caller")).as(where).isEqualTo(name == null ? JsonValue.NULL : Json.createValue(name));
    }

    private HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
