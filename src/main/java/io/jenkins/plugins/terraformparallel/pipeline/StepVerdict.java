package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.report.Verdict;
import io.jenkins.plugins.terraformparallel.engine.request.OnChanges;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
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
     * Decides it. What failed counts before what changes.
     *
     * @param onChanges what a plan with changes means; an apply is there to make some
     * @param url of the run's page
     */
    static StepVerdict of(RunReport report, OnFailure onFailure, OnChanges onChanges, String url) {
        StepVerdict ofChanges = ofChanges(report, onChanges, url);
        if (report.status() == RunStatus.SUCCEEDED || onFailure == OnFailure.CONTINUE) {
            return ofChanges;
        }
        String message = message(report, "", report.failures(), url);
        return onFailure == OnFailure.FAIL || ofChanges instanceof Failure
                ? new Failure(message)
                : new Unstable(message);
    }

    private static StepVerdict ofChanges(RunReport report, OnChanges onChanges, String url) {
        if (!report.hasChanges() || report.operation() != Operation.PLAN || onChanges == OnChanges.CONTINUE) {
            return new Success();
        }
        List<UnitReport> changed =
                report.units().stream().filter(UnitReport::hasChanges).toList();
        String message = message(report, "changes found; ", changed, url);
        return onChanges == OnChanges.FAIL ? new Failure(message) : new Unstable(message);
    }

    private static String message(RunReport report, String what, List<UnitReport> units, String url) {
        return "terraform " + report.operation().keyword() + ": " + what + Verdict.of(report) + names(units) + ". "
                + url;
    }

    private static String names(List<UnitReport> units) {
        if (units.isEmpty()) {
            return "";
        }
        List<String> names = units.stream().map(UnitReport::name).toList();
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return " (" + first + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "") + ")";
    }
}
