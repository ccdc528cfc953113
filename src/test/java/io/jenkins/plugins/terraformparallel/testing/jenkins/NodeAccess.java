package io.jenkins.plugins.terraformparallel.testing.jenkins;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.terraformparallel.agent.AgentAccess;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A node without a step. */
public final class NodeAccess implements AgentAccess {

    private final Computer computer;
    private final Map<String, String> environment = new TreeMap<>();
    private UnaryOperator<Launcher> decoration = UnaryOperator.identity();
    private UnaryOperator<VirtualChannel> wrapping = UnaryOperator.identity();

    public NodeAccess(Node node) {
        this.computer = node.toComputer();
    }

    /** Also this variable. */
    public NodeAccess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** As a step that wraps others does with launchers. */
    public NodeAccess decorated(UnaryOperator<Launcher> with) {
        decoration = with;
        return this;
    }

    /** Calls go through what this makes of the channel. */
    public NodeAccess wrapped(UnaryOperator<VirtualChannel> with) {
        wrapping = with;
        return this;
    }

    @Override
    public VirtualChannel channel() {
        VirtualChannel channel = computer.getChannel();
        if (channel == null) {
            throw new HostGoneException(computer.getDisplayName() + " isn't connected");
        }
        return wrapping.apply(channel);
    }

    @Override
    public Launcher launcher() {
        channel();
        return decoration.apply(computer.getNode().createLauncher(listener()));
    }

    @Override
    public EnvVars environment() {
        try {
            EnvVars all = new EnvVars(computer.getEnvironment());
            all.putAll(environment);
            return all;
        } catch (IOException | InterruptedException e) {
            throw new HostGoneException("no environment", e);
        }
    }

    @Override
    public TaskListener listener() {
        return TaskListener.NULL;
    }
}
