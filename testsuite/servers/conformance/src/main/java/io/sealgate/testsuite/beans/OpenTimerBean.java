package io.sealgate.testsuite.beans;

import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows that timers run at all. */
@Singleton
public class OpenTimerBean {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Resource
    private TimerService timers;

    /** To be called after the timer of {@link TimerBean} was set: this one takes longer. */
    public void start() {
        timers.createSingleActionTimer(1_000, new TimerConfig(null, false));
    }

    @Timeout
    public void run() {
        RUNS.incrementAndGet();
    }

    static int runs() {
        return RUNS.get();
    }
}
