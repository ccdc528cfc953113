package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Units that wait for somebody outside the run: another run, or a terraform that outlived one. Not thread-safe. */
final class WaitingUnits {

    static final Duration RETRY = Duration.ofMillis(500);

    private final RunJournal journal;

    // Mutable state
    private final Set<String> blocked = new TreeSet<>();
    /** What was last said of it: nothing is said twice in a row. */
    private final Map<String, String> told = new HashMap<>();

    private Instant retryAt = Instant.MAX;

    WaitingUnits(RunJournal journal) {
        this.journal = journal;
    }

    /**
     * The unit waits; it is worth trying again after a while.
     *
     * @param forWhom empty for another unit of the run, of which nothing is said
     */
    void waits(String unit, String forWhom, Instant now) {
        if (!forWhom.equals(told.put(unit, forWhom)) && !forWhom.isEmpty()) {
            journal.tell(new RunEvent.UnitWaiting(now, unit, forWhom));
        }
        retryAt = now.plus(RETRY);
    }

    /** The unit has given its slot back. */
    void block(String unit) {
        blocked.add(unit);
    }

    /** The unit waits no longer. */
    void release(String unit) {
        blocked.remove(unit);
    }

    /** Whether it is time to try again; if so, that counts as done. */
    boolean retryIsDue(Instant now) {
        boolean due = !now.isBefore(retryAt);
        if (due) {
            retryAt = Instant.MAX;
        }
        return due;
    }

    /** Those that have no slot. */
    List<String> blocked() {
        return List.copyOf(blocked);
    }
}
