package io.jenkins.plugins.terraformparallel.pipeline;

import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * Why a step is asked to stop, as far as the run needs to know.
 *
 * @param words who or what did it, such as {@code alice}; stands in "interrupted by ..."
 * @param person whether somebody asked for it by hand; only a person's second request kills
 */
record StopCause(String words, boolean person) {

    /** Jenkins has ended the step without asking it. */
    static final StopCause FORCE = new StopCause("Jenkins, which ended the step by force,", false);

    /** What an interruption of the step means. Jenkins repeats most of them, so they say nothing about hurry. */
    static StopCause of(Throwable interruption) {
        List<CauseOfInterruption> causes =
                interruption instanceof FlowInterruptedException flow ? flow.getCauses() : List.of();
        for (CauseOfInterruption cause : causes) {
            if (cause instanceof UserInterruption user) {
                return new StopCause(user.getUserId(), true);
            }
        }
        String why =
                causes.stream().map(CauseOfInterruption::getShortDescription).collect(Collectors.joining(", "));
        return new StopCause(why.isEmpty() ? "Jenkins" : "Jenkins (" + why + ")", false);
    }
}
