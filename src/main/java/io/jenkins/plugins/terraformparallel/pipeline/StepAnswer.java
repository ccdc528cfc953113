package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.console.HyperlinkNote;
import io.jenkins.plugins.terraformparallel.engine.report.ConsoleSummary;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.OnChanges;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * What the step is told when its run is over: the summary on the console, and the result or the failure.
 *
 * @param folder of the run
 */
record StepAnswer(LocalRunFolder folder) {

    private static final int COLUMNS = 120;

    /**
     * Answers the step.
     *
     * @param request null where it can't be known any more
     * @param interruption how the step was interrupted, with which it fails as it came; null if it wasn't
     */
    void tell(StepLink step, RunReport report, @CheckForNull RunRequest request, @CheckForNull Throwable interruption) {
        String url = url();
        PrintStream console = step.listener().getLogger();
        console.print(summary(report, url));
        if (report.hasChanges()) {
            // Whoever is asked to approve them next finds the link right above.
            console.println(HyperlinkNote.encodeTo(
                    "/" + TerraformParallelAction.url(folder.build(), folder.flowNode()) + "changes",
                    "All planned changes"));
        }
        if (interruption != null) {
            step.fail(interruption);
            return;
        }
        StepVerdict verdict = request == null
                ? StepVerdict.of(report, OnFailure.FAIL, OnChanges.CONTINUE, url)
                : StepVerdict.of(report, request.onFailure(), request.onChanges(), url);
        if (verdict instanceof StepVerdict.Failure failure) {
            step.fail(new AbortException(failure.message()));
            return;
        }
        if (verdict instanceof StepVerdict.Unstable unstable) {
            step.unstable(unstable.message());
        }
        step.succeed(ResultMap.of(report, url));
    }

    private static String summary(RunReport report, String url) {
        StringBuilder summary = new StringBuilder("\n");
        try {
            ConsoleSummary.write(report, COLUMNS, List.of(url), summary);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be written", e);
        }
        return summary.toString();
    }

    /** Absolute where an administrator has told Jenkins its address, else relative to it. */
    private String url() {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "" : root) + folder.build().getUrl() + LocalRunFolder.NAME + "/" + folder.flowNode()
                + "/";
    }
}
