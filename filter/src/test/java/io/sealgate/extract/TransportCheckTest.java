package io.sealgate.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.token.Rejection;
import io.sealgate.token.RejectionReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportCheckTest {

    @ParameterizedTest
    @CsvSource({
        "TLS_ONLY, false, false, false",
        "TLS_ONLY, false, true, false",
        "TLS_ONLY, true, false, true",
        "TLS_OR_LOOPBACK, false, false, false",
        "TLS_OR_LOOPBACK, false, true, true",
        "TLS_OR_LOOPBACK, true, false, true",
        "ANY, false, false, true"
    })
    void check_connection_passesWhereConfigured(TransportCheck check, boolean tls, boolean loopback, boolean passes) {
        TestRequest request = TestRequest.post();
        if (tls) {
            request.overTls();
        }
        if (loopback) {
            request.fromLoopback();
        }

        assertThat(check.check(request).isEmpty()).isEqualTo(passes);
        assertThat(check.check(request).stream().map(Rejection::reason))
                .allMatch(RejectionReason.INSECURE_TRANSPORT::equals);
    }
}
