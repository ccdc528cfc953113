package io.jenkins.plugins.terraformparallel.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that another process does. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONG_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Await() {}

    /** Returns at once when it is true; fails where that takes a minute. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, DEADLINE, SHORT_PAUSE_NANOS, condition);
    }

    /** Returns when it is true; fails where that takes longer. Asks not as often, for what costs the other side work. */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) throws Exception {
        until(what, deadline, LONG_PAUSE_NANOS, condition);
    }

    private static void until(String what, Duration deadline, long pauseNanos, Callable<Boolean> condition)
            throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain, for " + deadline.toSeconds() + " s, until " + what);
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }
}
