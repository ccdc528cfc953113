package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * The step's side of a run: who waits for its end, with which arguments, and how it was interrupted. Answers the step at
 * most once. Any thread.
 */
final class WaitingStep {

    private static final Logger LOGGER = Logger.getLogger(WaitingStep.class.getName());

    // Mutable state
    private volatile StepLink link;
    private volatile Map<String, Object> arguments;
    private volatile Throwable interruption;

    /**
     * @param link null where nobody waits
     * @param arguments null where they aren't known
     */
    WaitingStep(@CheckForNull StepLink link, @CheckForNull Map<String, Object> arguments) {
        this.link = link;
        this.arguments = arguments;
    }

    /** The step is back after a restart. */
    void attach(StepLink step, Map<String, Object> given) {
        arguments = given;
        link = step;
    }

    /** Null where nobody waits (any more). */
    @CheckForNull
    StepLink link() {
        return link;
    }

    /** The step's arguments; null where they aren't known, and nothing may be started any more. */
    @CheckForNull
    Map<String, Object> arguments() {
        return arguments;
    }

    /** The step was interrupted and will fail with that; only the first time counts. */
    void interrupted(Throwable cause) {
        if (interruption == null) {
            interruption = cause;
        }
    }

    /** Jenkins ends steps by force without telling them: whether it has done so since the last call. */
    boolean wasEndedByForce() {
        StepLink step = link;
        boolean ended = step != null && step.isOver();
        if (ended) {
            link = null;
        }
        return ended;
    }

    /** Why no new unit is to start; null where there is no reason. */
    @CheckForNull
    String reasonToHold() {
        if (Jenkins.get().isQuietingDown()) {
            return "Jenkins is preparing to shut down";
        }
        StepLink step = link;
        return step != null && step.isPaused() ? "the build is paused" : null;
    }

    /**
     * Answers the step with a run that is over.
     *
     * @param report null where there is none
     * @param request null where it can't be known any more
     */
    void answer(@CheckForNull RunReport report, @CheckForNull RunRequest request, LocalRunFolder folder) {
        StepLink step = link;
        if (step == null) {
            return;
        }
        try {
            if (report != null) {
                new StepAnswer(folder).tell(step, report, request, interruption);
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "the step of " + folder + " is answered without its result");
        }
        fail("the run has no result; see the controller's log");
    }

    /** Lets the step fail, unless it was answered: as it was interrupted, or for this reason. */
    void fail(String otherwise) {
        StepLink step = link;
        if (step != null) {
            Throwable cause = interruption;
            step.fail(cause == null ? new AbortException("terraformParallel: " + otherwise) : cause);
        }
    }
}
