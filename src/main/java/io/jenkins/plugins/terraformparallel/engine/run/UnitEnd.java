package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;

/** What became of a unit that was started. */
record UnitEnd(
        UnitState state,
        EndCause cause,
        Outcome outcome,
        @CheckForNull String reason,
        UnitNotes notes) {

    /** A unit that never got to start a process. */
    static UnitEnd failed(String reason) {
        return new UnitEnd(UnitState.FAILED, EndCause.OWN, Outcome.FAILED, reason, UnitNotes.NONE);
    }
}
