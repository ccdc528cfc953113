package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** What the {@link Scheduler} wants to happen. */
sealed interface SchedulerDecision {

    /** The unit has a slot: claim what it needs and start it. */
    record Start(String unit) implements SchedulerDecision {}

    /** Interrupt the unit's terraform. */
    record Interrupt(String unit, Cause cause) implements SchedulerDecision {}

    /**
     * The unit will never start.
     *
     * @param because the unit that is to blame; null for an abort and a lost journal
     */
    record Skip(String unit, Cause cause, @CheckForNull String because) implements SchedulerDecision {

        /** Why, in words. */
        String reason(String abortCause) {
            return switch (cause) {
                case ABORT -> "not started, because the run was aborted by " + abortCause;
                case FAIL_FAST -> "not started, because " + because + " failed (failFast)";
                case PREREQUISITE -> "not started, because " + because + " did not succeed";
                case NEEDS_APPLY -> "needs " + because + " to be applied first";
                case JOURNAL_LOST -> "not started, because the run's journal can't be written";
            };
        }
    }

    /** Every unit has its final state. */
    record Finish() implements SchedulerDecision {}

    /** Why a unit is interrupted or skipped. */
    enum Cause {
        ABORT,
        FAIL_FAST,
        /** A prerequisite didn't succeed. */
        PREREQUISITE,
        /** A prerequisite must be applied before this unit can be planned. */
        NEEDS_APPLY,
        /** Nothing new may start, because the journal can't be written any more. */
        JOURNAL_LOST
    }
}
