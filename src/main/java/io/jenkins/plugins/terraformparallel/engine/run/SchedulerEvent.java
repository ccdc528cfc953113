package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** What the {@link Scheduler} is told. */
sealed interface SchedulerEvent {

    /** The run begins, or goes on after a resume. */
    record Begun() implements SchedulerEvent {}

    /**
     * What a resumed run knows of a unit from its journal; comes before {@link Begun}, the units in any order. For a unit
     * that hasn't ended, {@link InitEnded} and {@link Applying} follow where the journal knows of them.
     *
     * @param outcome null where the unit was started and hasn't ended
     */
    record Restored(String unit, @CheckForNull Outcome outcome) implements SchedulerEvent {}

    /** Somebody outside the run has what a started unit needs: it gives its slot back and waits. */
    record Blocked(String unit) implements SchedulerEvent {}

    /** A blocked unit may try again. */
    record Unblocked(String unit) implements SchedulerEvent {}

    /** A unit's init is over, successful or not; it never runs another. */
    record InitEnded(String unit) implements SchedulerEvent {}

    /** A unit's apply process is about to start. */
    record Applying(String unit) implements SchedulerEvent {}

    /** A started unit is done with. */
    record Ended(String unit, Outcome outcome) implements SchedulerEvent {}

    /** Nothing new may start and everything that runs is to be interrupted. */
    record Aborted() implements SchedulerEvent {}

    /** One unit is not to start, or to be interrupted; what depends on it is skipped, and everything else goes on. */
    record UnitAborted(String unit) implements SchedulerEvent {}

    /** Nothing new may start; what runs goes on, unless an abort or failFast interrupts it. */
    record JournalLost() implements SchedulerEvent {}

    /** Until {@link Released} nothing new starts; what runs goes on, and nothing else changes. */
    record Held() implements SchedulerEvent {}

    /** Units start again. */
    record Released() implements SchedulerEvent {}

    /**
     * So many units more may start; said once, it holds until these have started. A unit that gives its slot back gives its
     * place back, too. Where it is never said, there is a place for every slot.
     */
    record Places(int more) implements SchedulerEvent {}

    /** What became of a unit, as far as it matters to others. */
    enum Outcome {
        SUCCEEDED,
        /** Failed or timed out. */
        FAILED,
        /** Interrupted by an abort or by failFast. */
        ABORTED,
        /** Its dependencies must be applied before it can be planned. */
        NEEDS_APPLY,
        /** Never started. */
        SKIPPED
    }
}
