package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.terraformparallel.agent.AgentAccess;
import java.util.function.Supplier;

/**
 * What a run's ports use: the step's own launcher, environment and console while the step lives, the node's afterwards.
 *
 * @param node where the run works
 * @param step gives null as soon as nobody waits for the run any more
 */
record RunAccess(NodeConnection node, Supplier<StepLink> step) implements AgentAccess {

    @CheckForNull
    private StepLink living() {
        StepLink link = step.get();
        return link == null || link.isOver() ? null : link;
    }

    @Override
    public VirtualChannel channel() {
        return node.channel();
    }

    @Override
    public Launcher launcher() {
        StepLink link = living();
        node.channel();
        return link == null ? node.launcher(TaskListener.NULL) : link.launcher();
    }

    @Override
    public EnvVars environment() {
        StepLink link = living();
        node.channel();
        return link == null ? node.environment() : link.environment();
    }

    @Override
    public TaskListener listener() {
        StepLink link = living();
        return link == null ? TaskListener.NULL : link.listener();
    }
}
