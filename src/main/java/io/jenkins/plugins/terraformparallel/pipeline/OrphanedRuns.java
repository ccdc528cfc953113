package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Finds runs that have no end and whose step will never be called again: their build couldn't be resumed after a crash, or
 * was ended by force. Each gets a driver that brings it to its end. Looks at them from Jenkins' start on, as long as there
 * are any that nobody drives.
 */
@Extension
public final class OrphanedRuns extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(OrphanedRuns.class.getName());
    private static final long SECONDS = 2;

    @Override
    public void onLoaded() {
        RunDrivers drivers = RunDrivers.get();
        drivers.locks();
        look(drivers);
    }

    private static void look(RunDrivers drivers) {
        if (Jenkins.get().isTerminating()) {
            return;
        }
        boolean undecided = false;
        for (OpenRun open : drivers.open()) {
            try {
                undecided |= !decide(drivers, open);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "what becomes of run " + open.id() + " can't be told yet");
                undecided = true;
            }
        }
        if (undecided) {
            try {
                drivers.pool().schedule(() -> look(drivers), SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.FINE, "the controller shuts down", e);
            }
        }
    }

    /** Whether somebody looks after the run now. */
    private static boolean decide(RunDrivers drivers, OpenRun open) {
        Run<?, ?> build = RunDrivers.find(open);
        if (build == null) {
            LOGGER.warning(() -> "The build of terraform run " + open.id() + " (" + open.build()
                    + ") is gone, and its journal with it. What it started may still run on "
                    + new NodeConnection(open.place().node()).words() + ": look for processes with"
                    + " TERRAFORM_PARALLEL_PROCESS=" + open.id() + "/… in their environment.");
            drivers.forget(open.id());
            return true;
        }
        if (drivers.find(build, open.flowNode()) != null) {
            return true;
        }
        if (isOrphan(build, open.flowNode())) {
            LOGGER.info(() -> "Bringing run " + open.id() + " of " + build + " to its end: its step is gone");
            drivers.conclude(build, open);
            return true;
        }
        return false;
    }

    private static boolean isOrphan(Run<?, ?> build, String flowNode) {
        if (!build.isBuilding()) {
            return true;
        }
        FlowExecutionOwner owner =
                build instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        if (execution == null) {
            return false;
        }
        if (execution.isComplete()) {
            return true;
        }
        try {
            FlowNode node = execution.getNode(flowNode);
            return node != null && !node.isActive();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "flow node " + flowNode + " of " + build + " can't be read");
            return false;
        }
    }
}
