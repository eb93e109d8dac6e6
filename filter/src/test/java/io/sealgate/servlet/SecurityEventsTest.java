package io.sealgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealgate.event.SecurityEvent;
import io.sealgate.event.SecurityEvent.AccessDenied;
import io.sealgate.event.SecurityEvent.RequestRefused;
import io.sealgate.event.SecurityEventListener;
import io.sealgate.token.Rejection;
import io.sealgate.token.Rejection.NotAuthorized;
import io.sealgate.token.RejectionReason;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecurityEventsTest {
    /** What rules say, though the request or we ourselves are at fault. */
    private static final Set<RejectionReason> OF_RULES =
            EnumSet.of(RejectionReason.AMBIGUOUS_PATH, RejectionReason.DECISION_FAILED);

    private final List<SecurityEvent> events = new ArrayList<>();
    private final SecurityEventListener listener = events::add;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void register() {
        ClassLoader application = new ClassLoader(before) {};
        Thread.currentThread().setContextClassLoader(application);
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                before,
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> method.getName().equals("getClassLoader") ? application : null);
        SecurityEvents.register(context, listener);
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @ParameterizedTest
    @EnumSource
    void refused_anyReason_tellsRulesFromTokens(RejectionReason reason) {
        Rejection rejection = Rejection.of(reason, "expected something");
        SecurityEvents.refused("Orders#cancel", rejection, true);
        boolean ofRule = rejection instanceof NotAuthorized || OF_RULES.contains(reason);
        assertThat(events)
                .singleElement()
                .isInstanceOf(ofRule ? AccessDenied.class : RequestRefused.class)
                .hasFieldOrPropertyWithValue("reason", reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"RULE_REFUSED", "DECISION_FAILED"})
    void refused_onlyReported_saysThatItHasPassed(RejectionReason reason) {
        SecurityEvents.refused("Orders#cancel", Rejection.of(reason, "expected something"), false);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        AccessDenied.class,
                        event -> assertThat(event.enforced()).isFalse());
    }
}
