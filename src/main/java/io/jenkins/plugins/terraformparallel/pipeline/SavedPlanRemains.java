package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import io.jenkins.plugins.terraformparallel.results.PlanPlace;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deletes the saved plans of a build that is over: nobody can apply them any more, and terraform writes secrets into them. */
final class SavedPlanRemains {

    private static final Logger LOGGER = Logger.getLogger(SavedPlanRemains.class.getName());

    private SavedPlanRemains() {}

    /** Deletes what can be reached now. Blocks on the nodes; call it on a pool. */
    static void discard(Run<?, ?> build) {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        if (action == null) {
            return;
        }
        for (PlanPlace place : action.planPlaces()) {
            try {
                new FilePath(new NodeConnection(place.node()).channel(), place.directory()).deleteRecursive();
            } catch (HostGoneException | IOException e) {
                LOGGER.log(Level.INFO, e, () -> "the saved plans of " + build + " stay on " + place);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
