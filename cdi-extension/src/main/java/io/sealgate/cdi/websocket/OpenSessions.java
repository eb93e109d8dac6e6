package io.sealgate.cdi.websocket;

import io.sealgate.Sealgate;
import io.sealgate.claims.TimeRule;
import io.sealgate.config.SealgateConfig;
import io.sealgate.config.SealgateConfig.Claims;
import io.sealgate.config.SealgateConfig.Issuer;
import io.sealgate.servlet.ApplicationSealgate;
import io.sealgate.token.ClaimNames;
import io.sealgate.token.VerifiedToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an application that a token has opened, which are closed within a second of its expiry, on threads of their own, as a caller who does not read may keep a thread
 * waiting. Thread-safe.
 */
@ApplicationScoped
class OpenSessions {
    static final String EXPIRED = "The token has expired";

    private static final Logger LOGGER = System.getLogger("io.sealgate");
    private static final long INTERVAL_MILLIS = 500;
    private static final int CLOSING_THREADS = 8;

    private final Map<Session, VerifiedToken> open = new ConcurrentHashMap<>();
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();
    private final Supplier<Sealgate> sealgate;
    private @Nullable Thread watch;
    private @Nullable ExecutorService closing;
    private boolean stopped;

    OpenSessions() {
        ClassLoader loader = application;
        sealgate = () -> ApplicationSealgate.get(loader);
    }

    /**
     * @param sealgate the application's
     */
    OpenSessions(Supplier<Sealgate> sealgate) {
        this.sealgate = sealgate;
    }

    /** Notes a connection, until it is closed by whomever. */
    void add(Session session, VerifiedToken token) {
        open.put(session, token);
        start();
    }

    /** Whether the token of a connection would still be accepted, as far as time goes and its issuer is known. */
    boolean isInForce(VerifiedToken token) {
        Sealgate current = sealgate.get();
        SealgateConfig config = current.config();
        Optional<Claims> asked = config.issuers().stream()
                .filter(issuer -> issuer.name()
                        .equals(token.claims().string(ClaimNames.ISSUER).orElse("")))
                .map(Issuer::claims)
                .findFirst();
        if (asked.isEmpty() && config.lookup().isEmpty()) {
            return false;
        }
        TimeRule rule = new TimeRule(
                asked.map(Claims::clockSkew).orElse(Duration.ZERO),
                asked.flatMap(Claims::maxAge),
                Duration.ofSeconds(Long.MAX_VALUE));
        return rule.validate(token, current.clock().instant()).isEmpty();
    }

    /** The time that callers are judged by, in seconds since 1970. */
    long epochSecond() {
        return sealgate.get().now().epochSecond();
    }

    /** Whether what rules deny passes, in the whole application. */
    boolean reportsOnly() {
        return sealgate.get().config().authorization().reportOnly();
    }

    /** Closes a connection with 1008, as its caller may not go on. */
    static void close(Session session, String why) {
        try {
            session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, why));
        } catch (IOException | IllegalStateException closedAlready) {
            // as it should be
        }
    }

    private synchronized void start() {
        if (watch != null || stopped) {
            return;
        }
        ThreadFactory threads = task -> {
            Thread thread = new Thread(null, task, "sealgate-websockets", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(application);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                CLOSING_THREADS, CLOSING_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        closing = pool;
        watch = threads.newThread(() -> run(pool));
        watch.start();
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
        if (watch != null) {
            watch.interrupt();
        }
        if (closing != null) {
            closing.shutdown();
        }
    }

    private void run(ExecutorService pool) {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                look(pool);
            }
        } catch (InterruptedException e) {
            // stop() wants the thread to end
        }
    }

    private void look(ExecutorService pool) {
        open.forEach((session, token) -> {
            try {
                if (!session.isOpen()) {
                    open.remove(session);
                } else if (!isInForce(token)) {
                    open.remove(session);
                    LOGGER.log(
                            Level.DEBUG,
                            () -> "Closing a WebSocket connection whose token has expired: " + token.description());
                    pool.execute(() -> close(session, EXPIRED));
                }
            } catch (RuntimeException e) {
                // Whatever it is, the thread has to live on, for nobody else looks at the connections.
                LOGGER.log(
                        Level.WARNING,
                        "A WebSocket connection cannot be looked at: {0}",
                        e.getClass().getName());
            }
        });
    }
}
