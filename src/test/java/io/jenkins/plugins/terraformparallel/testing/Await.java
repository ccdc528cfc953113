package io.jenkins.plugins.terraformparallel.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that another process does. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /** Returns when it is true; fails where that takes a minute. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, DEADLINE, condition);
    }

    /** Returns when it is true; fails where that takes longer. */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain, for " + deadline.toSeconds() + " s, until " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
