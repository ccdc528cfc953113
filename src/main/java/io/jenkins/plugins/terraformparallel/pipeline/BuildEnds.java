package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/** Tells drivers that their build has ended, in whatever way: its steps may have been ended without a word. */
final class BuildEnds {

    private static final Logger LOGGER = Logger.getLogger(BuildEnds.class.getName());

    private BuildEnds() {}

    /** The end of a build's Pipeline. */
    @Extension
    public static final class OfPipelines extends FlowExecutionListener {
        @Override
        public void onCompleted(FlowExecution execution) {
            try {
                Queue.Executable executable = execution.getOwner().getExecutable();
                if (executable instanceof Run<?, ?> build) {
                    RunDrivers.get().buildEnded(build);
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "the build of " + execution + " is gone");
            }
        }
    }

    /** A build is deleted, or killed so hard that nobody tells its Pipeline. */
    @Extension
    public static final class OfBuilds extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> build) {
            if (build.getAction(TerraformParallelAction.class) != null) {
                RunDrivers.get().buildEnded(build);
            }
        }

        @Override
        public void onDeleted(Run<?, ?> build) {
            RunDrivers.get().buildEnded(build);
        }
    }
}
