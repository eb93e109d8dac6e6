package io.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealgate.testing.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement(67)
class KeyLocationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"https://idp.example.org/jwks?realm=1", "HTTPS://idp.example.org:8443", "https://[2001:db8::1]/k"
            })
    void parse_https_accepts(String text) {
        assertThat(KeyLocation.parse(text, false)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/jwks",
                "http://LOCALHOST",
                "http://127.0.0.1/",
                "http://127.8.0.1/",
                "http://[::1]/"
            })
    void parse_httpOnLoopback_needsTheSwitch(String text) {
        assertThat(KeyLocation.parse(text, true)).hasToString(text);
        assertThatThrownBy(() -> KeyLocation.parse(text, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain-http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.org/",
                "http://localhost.example.org/",
                "http://127.0.0.1.example.org/",
                "http://128.0.0.1/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://[::2]/",
                "http://[::]/",
                "http://[2001:db8::1]/",
                "http://localhost@evil.example/",
                "ftp://localhost/",
                "file:///etc/passwd",
                "https:idp.example.org",
                "https:///jwks",
                "https://user@idp.example.org/",
                "https://idp.example.org/#x",
                "https://idp.example.org:0/",
                "https://idp.example.org:65536/",
                "https://idp.example.org/a b",
                "//idp.example.net/keys",
                "/keys",
                ""
            })
    void parse_anythingElse_refusesWithoutShowingIt(String text) {
        assertThatThrownBy(() -> KeyLocation.parse(text, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(text.isEmpty() ? "\0" : text);
    }
}
