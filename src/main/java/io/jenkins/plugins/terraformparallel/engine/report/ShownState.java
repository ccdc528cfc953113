package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;

/**
 * A unit's state as people are told it. Where nobody drives a run any more, what its journal tells last is no longer so:
 * nothing of it is shown as running, or as waiting for a slot.
 */
public enum ShownState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    SKIPPED,
    /** It had begun when its run was lost. */
    UNFINISHED,
    /** It hadn't. */
    NOT_STARTED;

    /** @param run the status of its run */
    public static ShownState of(UnitState unit, RunStatus run) {
        if (run == RunStatus.LOST && unit == UnitState.RUNNING) {
            return UNFINISHED;
        }
        return run == RunStatus.LOST && unit == UnitState.QUEUED ? NOT_STARTED : valueOf(unit.name());
    }

    /** In words, such as {@code timed out}. */
    public String word() {
        return Wording.state(this);
    }

    /** One character that tells it without colour. */
    public String symbol() {
        return switch (this) {
            case QUEUED, NOT_STARTED -> "○";
            case RUNNING -> "▶";
            case SUCCEEDED -> "✓";
            case FAILED -> "✗";
            case TIMED_OUT -> "◔";
            case ABORTED -> "■";
            case SKIPPED -> "↷";
            case UNFINISHED -> "?";
        };
    }
}
