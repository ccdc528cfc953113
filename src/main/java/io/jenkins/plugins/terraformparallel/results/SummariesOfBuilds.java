package io.jenkins.plugins.terraformparallel.results;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the figures of a build's runs in the build when it is over. */
@Extension
public final class SummariesOfBuilds extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(SummariesOfBuilds.class.getName());

    @Override
    public void onFinalized(Run<?, ?> build) {
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        if (action != null) {
            try {
                action.summarize();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "can't save the figures of the runs of " + build);
            }
        }
    }
}
