package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accounts for every unit of a run: who has ended, how, and what that makes of the run. Not thread-safe. */
final class RunAccount {

    private final RunJournal journal;
    private final Masker masker;
    private final Clock clock;

    // Mutable state
    private final Map<String, UnitState> states = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final Set<EndCause> causes = EnumSet.noneOf(EndCause.class);
    private boolean closed;

    RunAccount(RunJournal journal, Masker masker, Clock clock) {
        this.journal = journal;
        this.masker = masker;
        this.clock = clock;
    }

    /** A unit is done with; the journal is told. */
    void ended(String unit, UnitState state, EndCause cause, @CheckForNull String reason, UnitNotes notes) {
        restored(unit, state, cause);
        String masked = reason == null ? null : masker.sentence(reason);
        journal.tell(new RunEvent.UnitEnded(clock.instant(), unit, state, cause, masked, notes));
    }

    /** A unit was done with before this engine began; the journal knows. */
    void restored(String unit, UnitState state, @CheckForNull EndCause cause) {
        states.put(unit, state);
        if (state == UnitState.FAILED || state == UnitState.TIMED_OUT) {
            failed.add(unit);
        }
        if (cause != null) {
            causes.add(cause);
        }
    }

    /** The unit that failed first; null where none did. */
    @CheckForNull
    String firstFailed() {
        return failed.isEmpty() ? null : failed.get(0);
    }

    /** The units that failed, in that order. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    boolean hasEnded(String unit) {
        return states.containsKey(unit);
    }

    int size() {
        return states.size();
    }

    /** The run is over; the journal is told. */
    void close() {
        closed = true;
        journal.tell(new RunEvent.RunEnded(clock.instant(), RunStatus.of(states.values(), causes)));
    }

    boolean isClosed() {
        return closed;
    }

    /** Says something about the run, or about one unit. */
    void remark(@CheckForNull String unit, String text) {
        journal.tell(new RunEvent.Remark(clock.instant(), unit, masker.sentence(text)));
    }
}
