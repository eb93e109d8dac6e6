package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class RequestHeadersPropertiesTest {

    @Property(tries = 2000)
    void callerUsedTls_whateverTheCallerSends_doesNotOutvoteTheProxy(@ForAll("fields") List<String> fields) {
        List<String> fromCaller = List.copyOf(fields);
        assertThat(ForwardedHeader.callerUsedTls(with(fromCaller, "for=192.0.2.1;proto=http"), List.of()))
                .isFalse();
        assertThat(ForwardedHeader.callerUsedTls(with(fromCaller, "for=\"[2001:db8::1]\";proto=http"), List.of()))
                .isFalse();
        assertThat(ForwardedHeader.callerUsedTls(fromCaller, List.of("http"))).isFalse();
        assertThat(ForwardedHeader.callerUsedTls(List.of(), with(fromCaller, "http")))
                .isFalse();
    }

    @Property(tries = 1000)
    void callerUsedTls_proxySaysHttps_isBelievedUnlessTheListIsMalformed(@ForAll("elements") List<String> elements) {
        assertThat(ForwardedHeader.callerUsedTls(with(elements, "proto=https"), List.of()))
                .isTrue();
        assertThat(ForwardedHeader.callerUsedTls(List.of(String.join(" , ", with(elements, "proto=https"))), List.of()))
                .isTrue();
    }

    @Property(tries = 2000)
    void values_anyHeaders_neverThrows(@ForAll("fields") List<String> fields, @ForAll("cookieNames") String name) {
        assertThat(CookieHeader.values(fields, name)).doesNotContainNull();
    }

    @Property(tries = 1000)
    void values_pairs_findsEachOfTheName(@ForAll("pairs") List<Tuple2<String, String>> pairs) {
        String header =
                pairs.stream().map(pair -> pair.get1() + "=" + pair.get2()).collect(Collectors.joining("; "));
        assertThat(CookieHeader.values(List.of(header), "Bearer"))
                .isEqualTo(pairs.stream()
                        .filter(pair -> pair.get1().equals("Bearer"))
                        .map(Tuple2::get2)
                        .toList());
    }

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(
                        "proto=https",
                        "proto=https,",
                        "proto",
                        "https",
                        "http",
                        "for",
                        "by",
                        "=",
                        ";",
                        ",",
                        "\"",
                        "\\",
                        " ",
                        "\t",
                        "Bearer",
                        "x",
                        "[::1]",
                        "_a"),
                Arbitraries.strings().ofMaxLength(3));
        return piece.list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces))
                .list()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<String>> elements() {
        return Arbitraries.of(
                        "for=192.0.2.60",
                        "proto=http;by=_x",
                        "for=\"a,b;proto=http\"",
                        "For=unknown;;",
                        "host=\"\\\"\"",
                        "")
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> cookieNames() {
        return Arbitraries.of("Bearer", "x", "proto");
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> pairs() {
        return Combinators.combine(
                        Arbitraries.of("Bearer", "bearer", "Bearer2", "theme", "__Host-id"),
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars("-_.=/+")
                                .ofMaxLength(8))
                .as(Tuple::of)
                .list()
                .ofMaxSize(6);
    }

    private static List<String> with(List<String> values, String last) {
        List<String> all = new java.util.ArrayList<>(values);
        all.add(last);
        return all;
    }
}
