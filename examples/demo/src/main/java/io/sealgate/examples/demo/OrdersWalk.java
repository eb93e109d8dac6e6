package io.sealgate.examples.demo;

import io.sealgate.examples.demo.Client.Answer;
import io.sealgate.examples.demo.Client.Header;
import io.sealgate.examples.demo.Client.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.lang.JoseException;

/** The requests, in order, each with the answer that it must have. */
final class OrdersWalk {

    private final Steps steps;
    private final Server server;
    private final Path keys;
    private final Report report;

    /**
     * @param keys where the application keeps its keys
     */
    OrdersWalk(Client client, Server server, Path keys, Report report) {
        this.steps = new Steps(client, server.base("shop"), report);
        this.server = server;
        this.keys = keys;
        this.report = report;
    }

    /** Performs it; the report then knows whether all answers were as expected. */
    void perform() throws IOException, InterruptedException, JoseException {
        report.section("Log in: a password for a token that is signed, then encrypted");
        expect("alice, wrong password", 403, "", post("/login", login("alice", "guess")));
        String alice = logIn("alice", "alice-demo-password");
        String bob = logIn("bob", "bob-demo-password");

        report.section("Accepted");
        expect("no token: open to all", 200, "", steps.get("/orders/public"));
        expect("alice, header", 201, "", post("/orders", "{\"item\":\"tea\"}", Steps.bearer(alice)));
        expect("alice, cookie", 200, "", steps.get("/orders", cookie(alice)));
        expect("alice, cookie, from the shop's own page", 201, "", sameOriginPost(alice));
        expect("bob, header", 200, "", steps.get("/orders", Steps.bearer(bob)));

        report.section("Refused: the token");
        TokenForge forge = new TokenForge(keys);
        expect("no token", 401, "A token is required", steps.get("/orders"));
        refuse("expired", forge.expired(), "The token has expired");
        refuse("tampered signature", forge.withTamperedSignature(), "The token could not be decrypted and verified");
        refuse("signed by a stranger", forge.signedByAStranger(), "The token could not be decrypted and verified");
        refuse("tampered ciphertext", forge.withTamperedCiphertext(), "The token could not be decrypted and verified");
        refuse("wrong audience", forge.forAnotherAudience(), "The token is for another audience");
        refuse("merely encrypted", forge.merelyEncrypted(), "The token is not signed");
        refuse("merely signed", forge.merelySigned(), "The token is not encrypted");

        report.section("Refused: the request");
        expect(
                "two tokens, header and cookie",
                400,
                "The request carries more than one token",
                steps.get("/orders", Steps.bearer(alice), cookie(bob)));
        expect(
                "alice, header, over plain HTTP",
                400,
                "Tokens are accepted over TLS only",
                new Request(
                        "GET",
                        URI.create("http://127.0.0.1:" + server.httpPort() + "/shop/orders"),
                        null,
                        List.of(Steps.bearer(alice))));
        expect(
                "alice, cookie, from another site",
                403,
                "A cookie does not authorize a cross-site request",
                post("/orders", "{\"item\":\"tea\"}", cookie(alice), origin("https://elsewhere.example")));

        report.section("Refused: the caller");
        expect(
                "bob, without scope orders:write",
                403,
                "The token lacks a claim that is required here",
                post("/orders", "{\"item\":\"tea\"}", Steps.bearer(bob)));
        expect(
                "bob, without role manager",
                403,
                "The caller lacks a role that is required here",
                steps.request("DELETE", "/orders/1", null, Steps.bearer(bob)));
        expect("alice, manager", 204, "", steps.request("DELETE", "/orders/1", null, Steps.bearer(alice)));
    }

    private String logIn(String user, String password) throws IOException, InterruptedException {
        Answer answer = expect(user + ", right password", 200, "", post("/login", login(user, password)));
        return answer.member("access_token");
    }

    private void refuse(String fault, String token, String reason) throws IOException, InterruptedException {
        expect(fault, 401, reason, steps.get("/orders", Steps.bearer(token)));
    }

    private Answer expect(String with, int status, String reason, Request request)
            throws IOException, InterruptedException {
        return steps.expect(with, status, reason, request);
    }

    private Request sameOriginPost(String token) {
        return post("/orders", "{\"item\":\"tea\"}", cookie(token), origin("https://127.0.0.1:" + server.httpsPort()));
    }

    private Request post(String path, String json, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.add(new Header("Content-Type", "application/json"));
        return steps.request("POST", path, json, all.toArray(Header[]::new));
    }

    private static String login(String user, String password) {
        return "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    private static Header cookie(String token) {
        return new Header("Cookie", "__Host-token=" + token);
    }

    private static Header origin(String origin) {
        return new Header("Origin", origin);
    }
}
