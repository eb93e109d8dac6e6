package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import io.sealgate.token.TokenDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// Requirement 123
class RefusalLogTest {
    private static final Rejection EXPIRED = Rejection.of(
            RejectionReason.EXPIRED,
            "expected exp after now",
            new TokenDescription("ES256", "k1", "https://idp.example", "4f"));

    @Test
    void line_refusal_saysWhoWhatAndWhy() {
        assertThat(RefusalLog.line("GET", "/orders/7", EXPIRED))
                .isEqualTo(
                        "Refused EXPIRED GET /orders/7 alg=ES256 kid=k1 iss=https://idp.example jti=4f: expected exp after now");
    }

    @ParameterizedTest
    @CsvSource({
        "/a b, /a\\u0020b",
        "'/a\r\nRefused', /a\\u000d\\u000aRefused",
        "/\u001b[31m, /\\u001b[31m",
        "/\u00e4, /\\u00e4",
        "/\u2028, /\\u2028",
        "/a\\u000a, /a\\u005cu000a",
        "/a?q=s3cr3t, /a",
        "/a;jsessionid=s3cr3t/b;x, /a;/b;",
        "/a;s3cr3t?q, /a;",
        "/%0a, /%0a",
        "'', ''"
    })
    void line_anyPath_staysOneField(String path, String logged) {
        assertThat(RefusalLog.line("GET", path, EXPIRED)).startsWith("Refused EXPIRED GET " + logged + " alg=");
    }

    @Test
    void line_longInput_isCut() {
        String line = RefusalLog.line(
                "M".repeat(5000),
                "/" + "p".repeat(1 << 20),
                Rejection.of(RejectionReason.EXPIRED, "d".repeat(1 << 20)));

        assertThat(line).hasSizeLessThan(3500).contains("M... /p", "p... alg=-");
    }

    @Test
    void line_hostileMethodAndDetail_haveNoControlCharacter() {
        assertThat(RefusalLog.line("GE\nT \u0000", "/", Rejection.of(RejectionReason.EXPIRED, "a\r\nb\u001b{0}")))
                .isEqualTo(
                        "Refused EXPIRED GE\\u000aT\\u0020\\u0000 / alg=- kid=- iss=- jti=-: a\\u000d\\u000ab\\u001b{0}");
    }

    @Test
    void refused_anything_isOneWarning() {
        try (CapturedLog log = CapturedLog.open()) {
            RefusalLog.refused("GET", "/{0}", EXPIRED);

            assertThat(log.warnings()).containsExactly(RefusalLog.line("GET", "/{0}", EXPIRED));
        }
    }
}
