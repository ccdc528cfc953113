package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.ArrayList;
import java.util.List;

/** What {@link Scheduler} knows of a unit. Mutable; the scheduler's own. */
final class ScheduledUnit {

    enum State {
        QUEUED,
        BLOCKED,
        RUNNING,
        ENDED
    }

    final SchedulerUnit unit;
    /** The lower one starts first where nothing else decides. */
    final int order;

    final List<ScheduledUnit> successors = new ArrayList<>();

    // Mutable state
    State state = State.QUEUED;
    /** How many of its prerequisites haven't succeeded yet. */
    int unmet;

    boolean initialised;
    boolean applying;
    boolean interrupted;

    ScheduledUnit(SchedulerUnit unit, int order) {
        this.unit = unit;
        this.order = order;
        this.unmet = unit.prerequisites().size();
    }

    String name() {
        return unit.name();
    }

    boolean isWaiting() {
        return state == State.QUEUED || state == State.BLOCKED;
    }
}
