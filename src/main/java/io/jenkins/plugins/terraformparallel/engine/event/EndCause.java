package io.jenkins.plugins.terraformparallel.engine.event;

/** What brought a unit to its end, as far as the run's status hangs on it. */
public enum EndCause {
    /** It ran to its own end, good or bad. */
    OWN,
    /** Its timeout. */
    TIMEOUT,
    /** An abort of the run. */
    ABORT,
    /** Another unit's failure, with failFast. */
    FAIL_FAST,
    /** A unit that had to succeed before it didn't. */
    PREREQUISITE,
    /** It can't be planned before its dependencies are applied. */
    NEEDS_APPLY,
    /** The journal can't be written any more, so nothing new may start. */
    JOURNAL_LOST,
    /** The machine on which it ran or would have run is gone for good, or nobody can ask it any more. */
    HOST_LOST
}
