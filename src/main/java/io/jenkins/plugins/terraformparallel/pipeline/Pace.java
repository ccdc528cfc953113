package io.jenkins.plugins.terraformparallel.pipeline;

import java.time.Duration;

/**
 * How soon a run is looked at again: soon while something happens, ever later while nothing does, but never so late that a
 * unit's end would be noticed much after it. {@link #active} on the driver's thread, too; not thread-safe.
 */
final class Pace {

    private static final long SHORTEST_MILLIS = 40;
    private static final long LONGEST_MILLIS = 1_000;
    /** Of the time in which nothing happened: a unit of 2 s is noticed 0.2 s after its end at the latest. */
    private static final int FRACTION = 10;

    // Mutable state
    private long lastChange = System.nanoTime();

    /** Something happened. */
    void active() {
        lastChange = System.nanoTime();
    }

    /** @param asked what the engine asks for; zero where it has more to do at once */
    Duration next(Duration asked) {
        if (asked.isZero()) {
            return asked;
        }
        long idle = Duration.ofNanos(System.nanoTime() - lastChange).toMillis();
        return Duration.ofMillis(Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, idle / FRACTION)));
    }
}
