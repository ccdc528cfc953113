package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.ShownState;
import java.util.Locale;

/** How a state is told on a page, aside from its word. */
final class StateLook {

    private StateLook() {}

    static String cssClass(Enum<?> state) {
        return "tfp-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One of core's symbols for builds. */
    static String icon(ShownState state) {
        return switch (state) {
            case QUEUED, NOT_STARTED -> "symbol-status-nobuilt";
            case RUNNING -> "symbol-status-nobuilt-anime";
            case SUCCEEDED -> "symbol-status-blue";
            case FAILED -> "symbol-status-red";
            case TIMED_OUT, UNFINISHED -> "symbol-status-yellow";
            case ABORTED -> "symbol-status-aborted";
            case SKIPPED -> "symbol-status-disabled";
        };
    }

    static String icon(RunStatus status) {
        return switch (status) {
            case RUNNING -> "symbol-status-nobuilt-anime";
            case SUCCEEDED -> "symbol-status-blue";
            case FAILED, LOST -> "symbol-status-red";
            case ABORTED -> "symbol-status-aborted";
        };
    }
}
