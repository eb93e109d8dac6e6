package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proto=https",
                "Proto=HTTPS",
                "proto=\"https\"",
                "proto=\"ht\\tps\"",
                "for=192.0.2.60;proto=https;by=203.0.113.43",
                "for=\"[2001:db8::1]:4711\";proto=https",
                "for=\"a,b;proto=http\";proto=https",
                "for=\"\\\"\";proto=https",
                "proto=http, proto=https",
                "for=unknown , ,proto=https ,",
                "proto=https;",
                ";proto=https"
            })
    void callerUsedTls_nearestSaysHttps_isTrue(String forwarded) {
        assertThat(ForwardedHeader.callerUsedTls(List.of(forwarded), List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "for=192.0.2.60",
                "proto=http",
                "proto=https, proto=http",
                "proto=https, for=192.0.2.60",
                "proto=httpsx",
                "proto=\"https",
                "proto=\"https\\",
                "proto=\"https\"x",
                "proto =https",
                "proto= https",
                "proto",
                "proto=",
                "=https",
                "proto=https;proto=https",
                "proto=http;proto=https",
                "for=192.0.2.60; proto=https",
                "for=[2001:db8::1];proto=https",
                "for=1.2.3.4:80;proto=https",
                "for=\"a\u0000\";proto=https",
                "for=a b;proto=https",
                "x y, proto=https",
                "for=\"proto=https",
                "\u00a0proto=https"
            })
    void callerUsedTls_notSaidOrMalformed_isFalse(String forwarded) {
        assertThat(ForwardedHeader.callerUsedTls(List.of(forwarded), List.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https, true",
        "HTTPS, true",
        "'http, https', true",
        "'http,https ', true",
        "http, false",
        "'https, http', false",
        "'https,', false",
        "'', false",
        "https;x, false",
        "\"https\", false",
        "on, false"
    })
    void callerUsedTls_xForwardedProto_lastCounts(String value, boolean tls) {
        assertThat(ForwardedHeader.callerUsedTls(List.of(), List.of(value))).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource({
        "proto=https, https, true",
        "proto=https, http, false",
        "proto=http, https, false",
        "for=a, https, true",
        "for=a, http, false",
        "for=;, https, false"
    })
    void callerUsedTls_bothHeaders_mustNotContradict(String forwarded, String xForwardedProto, boolean tls) {
        assertThat(ForwardedHeader.callerUsedTls(List.of(forwarded), List.of(xForwardedProto)))
                .isEqualTo(tls);
    }

    @Test
    void callerUsedTls_severalLines_lastCounts() {
        assertThat(ForwardedHeader.callerUsedTls(List.of("proto=http", "proto=https"), List.of()))
                .isTrue();
        assertThat(ForwardedHeader.callerUsedTls(List.of("proto=https", "proto=http"), List.of()))
                .isFalse();
        assertThat(ForwardedHeader.callerUsedTls(List.of(), List.of("https", "http")))
                .isFalse();
        assertThat(ForwardedHeader.callerUsedTls(List.of(), List.of())).isFalse();
    }
}
