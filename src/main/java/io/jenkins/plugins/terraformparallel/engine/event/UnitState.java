package io.jenkins.plugins.terraformparallel.engine.event;

/** What a unit is, or what became of it. */
public enum UnitState {
    QUEUED,
    RUNNING,
    /** Its last process ended as it should. */
    SUCCEEDED,
    /** A process ended otherwise, or its outcome can't be known. */
    FAILED,
    /** Its timeout passed. */
    TIMED_OUT,
    /** It was signalled by an abort and didn't succeed, or had processes left to run. */
    ABORTED,
    /** It never started. */
    SKIPPED;

    /** Whether nothing more will happen to the unit. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
