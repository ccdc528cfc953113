package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Verdict;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import java.util.List;

/** What a run that is over makes of its step and its build. */
sealed interface StepVerdict {

    /** All is well, or nobody wants to hear otherwise. */
    record Success() implements StepVerdict {}

    /** The step returns, but it and the build are marked. */
    record Unstable(String message) implements StepVerdict {}

    /** The step throws. */
    record Failure(String message) implements StepVerdict {}

    int MOST_NAMES = 20;

    /**
     * Decides it.
     *
     * @param url of the run's page
     */
    static StepVerdict of(RunReport report, OnFailure onFailure, String url) {
        boolean failed = report.status() != RunStatus.SUCCEEDED;
        if (!failed || onFailure == OnFailure.CONTINUE) {
            return new Success();
        }
        String message =
                "terraform " + report.operation().keyword() + ": " + Verdict.of(report) + names(report) + ". " + url;
        return onFailure == OnFailure.UNSTABLE ? new Unstable(message) : new Failure(message);
    }

    private static String names(RunReport report) {
        List<String> names = report.failures().stream().map(UnitReport::name).toList();
        if (names.isEmpty()) {
            return "";
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return " (" + first + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "") + ")";
    }
}
