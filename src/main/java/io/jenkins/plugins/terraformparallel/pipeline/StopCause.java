package io.jenkins.plugins.terraformparallel.pipeline;

import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * Why a step is asked to stop, as far as the run needs to know.
 *
 * @param words for people
 * @param person whether somebody asked for it by hand; only a person's second request kills
 */
record StopCause(String words, boolean person) {

    /** What an interruption of the step means. Jenkins repeats most of them, so they say nothing about hurry. */
    static StopCause of(Throwable interruption) {
        if (!(interruption instanceof FlowInterruptedException flow)
                || flow.getCauses().isEmpty()) {
            return new StopCause("an interruption", false);
        }
        List<CauseOfInterruption> causes = flow.getCauses();
        String words = String.join(
                ", ",
                causes.stream().map(CauseOfInterruption::getShortDescription).toList());
        boolean person = causes.stream().anyMatch(CauseOfInterruption.UserInterruption.class::isInstance);
        return new StopCause(words, person);
    }
}
