package io.jenkins.plugins.terraformparallel.engine.event;

import java.util.Collection;
import java.util.Set;

/** What a run is, or what became of it. */
public enum RunStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED,
    /** Its journal has no end and no engine lives. */
    LOST;

    /**
     * What a run that is over became.
     *
     * @param states the final state of every unit
     * @param causes what brought them there
     */
    public static RunStatus of(Collection<UnitState> states, Set<EndCause> causes) {
        if (causes.contains(EndCause.ABORT)) {
            return ABORTED;
        }
        boolean failed = states.contains(UnitState.FAILED)
                || states.contains(UnitState.TIMED_OUT)
                || causes.contains(EndCause.JOURNAL_LOST)
                || causes.contains(EndCause.HOST_LOST);
        return failed ? FAILED : SUCCEEDED;
    }
}
