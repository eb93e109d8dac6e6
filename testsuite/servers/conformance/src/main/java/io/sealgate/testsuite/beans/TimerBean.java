package io.sealgate.testsuite.beans;

import io.sealgate.cdi.RequiresScope;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.atomic.AtomicInteger;

/** What a timer calls has no caller, whoever set the timer. */
@Singleton
public class TimerBean {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @Resource
    private TimerService timers;

    public void start() {
        timers.createSingleActionTimer(1, new TimerConfig(null, false));
    }

    @Timeout
    @RequiresScope("orders:read")
    public void run() {
        RUNS.incrementAndGet();
    }

    /** How often the guarded method ran. */
    static int runs() {
        return RUNS.get();
    }
}
