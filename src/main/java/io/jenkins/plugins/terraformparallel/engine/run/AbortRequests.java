package io.jenkins.plugins.terraformparallel.engine.run;

import java.time.Duration;
import java.time.Instant;

/**
 * What repeated requests to abort a run mean: the first interrupts; one by a person at least three seconds after an earlier
 * one by a person kills; all others (a double click, an enclosing timeout, another signal) change nothing. Not thread-safe.
 */
final class AbortRequests {

    private static final Duration DOUBLE_CLICK = Duration.ofSeconds(3);

    /** What a request asks for. */
    enum Effect {
        INTERRUPT,
        KILL,
        NOTHING
    }

    // Mutable state
    private boolean aborted;
    private Instant firstByPerson;

    /** Takes note of a person's wish to wait no longer: kills whatever an earlier request waits for, whoever's that was. */
    Effect kill(Instant at) {
        boolean waits = aborted;
        request(true, at);
        return waits ? Effect.KILL : Effect.INTERRUPT;
    }

    /** Takes note of a request. */
    Effect request(boolean person, Instant at) {
        boolean kill = person && firstByPerson != null && !at.isBefore(firstByPerson.plus(DOUBLE_CLICK));
        if (person && firstByPerson == null) {
            firstByPerson = at;
        }
        if (!aborted) {
            aborted = true;
            return Effect.INTERRUPT;
        }
        return kill ? Effect.KILL : Effect.NOTHING;
    }
}
