package io.sealgate.testsuite.endpoints;

import io.sealgate.event.SecurityEvent.AccessDenied;
import io.sealgate.event.SecurityEvent.CallerAuthenticated;
import io.sealgate.event.SecurityEvent.RequestRefused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers the events of requests whose path holds {@code event}, and fails at those whose path holds {@code fail}. */
@ApplicationScoped
public class SeenEvents {
    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    void authenticated(@Observes CallerAuthenticated event) {
        remember(event.path(), "authenticated " + event.method() + " " + event.path() + " " + event.token());
    }

    void refused(@Observes RequestRefused event) {
        remember(event.path(), "refused " + event.method() + " " + event.path() + " " + event.reason());
    }

    void denied(@Observes AccessDenied event) {
        remember(
                event.path(),
                "denied " + event.method() + " " + event.path() + " " + event.reason() + " enforced="
                        + event.enforced());
    }

    private void remember(String path, String event) {
        if (path.contains("fail")) {
            throw new IllegalStateException("an observer that fails");
        }
        if (path.contains("event")) {
            seen.add(event);
        }
    }

    String take() {
        StringBuilder all = new StringBuilder();
        for (String next = seen.poll(); next != null; next = seen.poll()) {
            all.append(next).append('\n');
        }
        return all.toString();
    }
}
