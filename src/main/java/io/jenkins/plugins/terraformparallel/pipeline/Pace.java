package io.jenkins.plugins.terraformparallel.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How soon a run is looked at again: soon while something happens, ever later while nothing does. Where the node tells when a
 * unit's processes have ended, looking only brings their output; where it doesn't, an end must be noticed not much after it.
 * {@link #active} on the driver's thread, too; not thread-safe.
 */
final class Pace {

    private static final Range ASKING = new Range(40, 1_000, 10);
    private static final Range TOLD = new Range(250, 2_000, 5);

    /**
     * @param fraction of the time in which nothing happened: with 10, what took 2 s is noticed 0.2 s after its end at the latest
     */
    private record Range(long shortestMillis, long longestMillis, int fraction) {
        private Duration after(long idleMillis) {
            return Duration.ofMillis(Math.max(shortestMillis, Math.min(longestMillis, idleMillis / fraction)));
        }
    }

    private final LongSupplier nanos;

    // Mutable state
    private long lastChange;

    Pace() {
        this(System::nanoTime);
    }

    /** @param nanos any clock that never goes back */
    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastChange = nanos.getAsLong();
    }

    /** Something happened. */
    void active() {
        lastChange = nanos.getAsLong();
    }

    /**
     * How long to wait.
     *
     * @param asked what the engine asks for; zero where it has more to do at once
     * @param told whether the node tells when something ends
     */
    Duration next(Duration asked, boolean told) {
        if (asked.isZero()) {
            return asked;
        }
        long idle = Duration.ofNanos(nanos.getAsLong() - lastChange).toMillis();
        return (told ? TOLD : ASKING).after(idle);
    }
}
