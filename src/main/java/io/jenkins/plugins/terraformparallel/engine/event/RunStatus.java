package io.jenkins.plugins.terraformparallel.engine.event;

/** What a run is, or what became of it. */
public enum RunStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED,
    /** Its journal has no end and no engine lives. */
    LOST
}
