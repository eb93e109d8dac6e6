package io.sealgate.benchmarks;

import io.sealgate.extract.RequestView;
import java.util.List;

/**
 * A request over TLS with a token in one place.
 *
 * @param header the values of {@code Authorization}
 * @param cookie the values of the cookie
 */
record OneTokenRequest(List<String> header, List<String> cookie) implements RequestView {
    static OneTokenRequest withHeader(String token) {
        return new OneTokenRequest(List.of("Bearer " + token), List.of());
    }

    static OneTokenRequest withCookie(String token) {
        return new OneTokenRequest(List.of(), List.of(token));
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public List<String> headers(String name) {
        return name.equals("Authorization") ? header : List.of();
    }

    @Override
    public List<String> cookies(String name) {
        return cookie;
    }

    @Override
    public List<String> formParameters(String name) {
        return List.of();
    }

    @Override
    public boolean secure() {
        return true;
    }

    @Override
    public boolean loopback() {
        return false;
    }

    @Override
    public String origin() {
        return "https://shop.example.org";
    }
}
