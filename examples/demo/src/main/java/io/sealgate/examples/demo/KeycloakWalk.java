package io.sealgate.examples.demo;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.Client.Request;
import io.sealgate.examples.demo.KeycloakRealm.KeyProvider;
import io.sealgate.examples.demo.KeycloakRealm.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** The requests, in order, each with the answer that it must have. */
final class KeycloakWalk {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);

    /** After this long without an answer from Keycloak the next attempt to reach it is a minute away, and no further. */
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(75);

    /** sealgate.keys.min-age, as KeycloakExample sets it, sealgate.keys.timeout, and what a busy machine adds. */
    private static final Duration RETIRED_WITHIN = Duration.ofSeconds(10 + 5 + 5);

    private static final String UNAVAILABLE = "Tokens cannot be verified at the moment";
    private static final String UNKNOWN_KEY = "The token's key is not known";

    private final Steps steps;
    private final Keycloak keycloak;
    private final Report report;

    KeycloakWalk(Steps steps, Keycloak keycloak, Report report) {
        this.steps = steps;
        this.keycloak = keycloak;
        this.report = report;
    }

    /** Performs it; the report then knows whether all answers were as expected. */
    void perform() throws IOException, InterruptedException {
        report.section("Keycloak is not there yet: the application has started all the same");
        steps.expect("no token: open to all", 200, "", steps.get("/items/count"));
        Answer unavailable = steps.expect("any token", 503, UNAVAILABLE, list(withUnknownKey()));
        report.note("Retry-After: "
                + unavailable.headers().firstValue("Retry-After").orElse("missing"));
        long begin = System.nanoTime();
        keycloak.start();
        KeycloakRealm realm = keycloak.awaitRealm(STARTS_WITHIN);
        report.note(keycloak.name() + " is up at " + keycloak.origin() + " after " + seconds(begin));

        report.section("Accepted, as soon as the keys are found through the realm's metadata");
        String alice = alice(realm);
        String bob = realm.logIn("till", "bob", "bob-demo-password").access();
        String stocktaking = realm.clientToken("stocktaking", "stocktaking-demo-secret");
        awaitStatus(200, FOUND_WITHIN, list(alice));
        steps.expect("alice, clerk and manager", 200, "", list(alice));
        steps.expect("bob, clerk", 200, "", list(bob));
        steps.expect("bob takes something in", 204, "", put("/items/tea", bob));
        steps.expect("alice writes it off", 204, "", delete("/items/tea", alice));
        steps.expect("stocktaking, a program", 200, "", steps.get("/items/stocktaking", Steps.bearer(stocktaking)));

        report.section("Refused");
        steps.expect("no token", 401, "A token is required", steps.get("/items"));
        steps.expect(
                "bob, who is no manager",
                403,
                "The caller lacks a role that is required here",
                delete("/items/tea", bob));
        steps.expect(
                "stocktaking, which has no role",
                403,
                "The token lacks a claim that is required here",
                list(stocktaking));
        steps.expect(
                "alice, who is not the program",
                403,
                "The token lacks a claim that is required here",
                steps.get("/items/stocktaking", Steps.bearer(alice)));
        Tokens newsletter = realm.logIn("newsletter", "alice", "alice-demo-password");
        steps.expect(
                "alice, by another application", 401, "The token is for another audience", list(newsletter.access()));
        steps.expect(
                "alice, her ID token",
                401,
                "The token is for another audience",
                list(realm.logIn("till", "alice", "alice-demo-password").identity()));
        steps.expect("alice, one bit changed", 401, "The token's signature is invalid", list(tampered(alice)));

        report.section("Keycloak gets a new key, and signs with it at once");
        KeyProvider old = realm.signingKey();
        realm.addKey("second", 200);
        String young = alice(realm);
        steps.expect("alice, the new key", 200, "", list(young));
        steps.expect("alice, the key before", 200, "", list(alice));

        report.section("Keycloak removes the old key");
        long removed = System.nanoTime();
        realm.removeKey(old);
        awaitStatus(401, RETIRED_WITHIN, list(alice));
        String after = seconds(removed);
        steps.expect("alice, the old key, after " + after, 401, UNKNOWN_KEY, list(alice));
        steps.expect("alice, the new key", 200, "", list(young));
        steps.expect("another realm's administrator", 401, UNKNOWN_KEY, list(realm.administratorToken()));

        report.section("Keycloak is stopped");
        keycloak.close();
        steps.expect("alice, the new key", 200, "", list(young));
        steps.expect("alice, the old key", 401, UNKNOWN_KEY, list(alice));
        steps.expect("a key that nobody knows", 401, UNKNOWN_KEY, list(withUnknownKey()));
        steps.expect("alice, the new key", 200, "", list(young));
    }

    private static String alice(KeycloakRealm realm) throws IOException, InterruptedException {
        return realm.logIn("till", "alice", "alice-demo-password").access();
    }

    private Request list(String token) {
        return steps.get("/items", Steps.bearer(token));
    }

    private Request put(String path, String token) {
        return steps.request("PUT", path, null, Steps.bearer(token));
    }

    private Request delete(String path, String token) {
        return steps.request("DELETE", path, null, Steps.bearer(token));
    }

    /** Repeats a request until it is answered so, or for too long: the step that follows will tell. */
    private void awaitStatus(int status, Duration atMost, Request request) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (steps.send(request).status() != status && System.nanoTime() < end) {
            Thread.sleep(100);
        }
    }

    private static String seconds(long since) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
    }

    /** What anyone can write. */
    private static String withUnknownKey() {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\",\"kid\":\"nobody\"}".getBytes(StandardCharsets.US_ASCII))
                + "." + encoder.encodeToString("{}".getBytes(StandardCharsets.US_ASCII))
                + "." + encoder.encodeToString(new byte[256]);
    }

    private static String tampered(String token) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        signature[signature.length / 2] ^= 1;
        return token.substring(0, dot + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
