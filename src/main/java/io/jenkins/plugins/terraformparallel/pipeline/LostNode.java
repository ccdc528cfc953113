package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * A node that won't come back: it was deleted, or has been away for too long.
 *
 * @param reason the beginning of the sentence that is said of its units
 * @param removed whether it was deleted
 */
record LostNode(String reason, boolean removed) {

    /**
     * Whether a node is to be given up.
     *
     * @param node null where it isn't known
     * @param since when it was lost
     * @return null while it may come back
     */
    @CheckForNull
    static LostNode of(@CheckForNull NodeConnection node, Instant since, Instant now, Duration patience) {
        String words = node == null ? "its node" : node.words();
        if (node != null && node.isRemoved()) {
            return new LostNode(words + " was removed", true);
        }
        if (now.isBefore(since.plus(patience))) {
            return null;
        }
        return new LostNode(words + " could not be reached for " + patience.toMinutes() + " min", false);
    }

    /** As node blocks are interrupted for this reason, so that {@code retry(conditions: [agent()])} tries again. */
    FlowInterruptedException interruption() {
        return new FlowInterruptedException(
                Result.ABORTED,
                false,
                removed
                        ? new ExecutorStepExecution.RemovedNodeCause()
                        : new ExecutorStepExecution.RemovedNodeTimeoutCause());
    }
}
