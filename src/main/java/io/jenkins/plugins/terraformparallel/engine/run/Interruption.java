package io.jenkins.plugins.terraformparallel.engine.run;

import java.time.Instant;

/**
 * Why and since when a unit is to stop.
 *
 * @param why in words, as in "interrupted by Ctrl-C"
 * @param killAt when the grace period is over
 */
record Interruption(Kind kind, String why, Instant killAt) {

    /** What it makes of a unit that doesn't succeed all the same. */
    enum Kind {
        ABORT,
        FAIL_FAST,
        TIMEOUT
    }

    Interruption killedAt(Instant other) {
        return new Interruption(kind, why, other);
    }
}
