package io.sealgate.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request with exactly what a test gives it: POST over plain HTTP from far away, for {@code https://shop.example}. */
final class TestRequest implements RequestView {
    private final Map<String, List<String>> headers = new TreeMap<>();
    private final Map<String, List<String>> cookies = new TreeMap<>();
    private final Map<String, List<String>> formParameters = new TreeMap<>();
    private String method = "POST";
    private boolean secure;
    private boolean loopback;

    static TestRequest post() {
        return new TestRequest();
    }

    TestRequest method(String value) {
        this.method = value;
        return this;
    }

    TestRequest header(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(value);
        return this;
    }

    TestRequest cookie(String name, String value) {
        cookies.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    TestRequest formParameter(String name, String value) {
        formParameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    TestRequest overTls() {
        this.secure = true;
        return this;
    }

    TestRequest fromLoopback() {
        this.loopback = true;
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public List<String> cookies(String name) {
        return cookies.getOrDefault(name, List.of());
    }

    @Override
    public List<String> formParameters(String name) {
        return formParameters.getOrDefault(name, List.of());
    }

    @Override
    public boolean secure() {
        return secure;
    }

    @Override
    public boolean loopback() {
        return loopback;
    }

    @Override
    public String origin() {
        return "https://shop.example";
    }
}
