package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.terraformparallel.agent.AgentPlace;
import io.jenkins.plugins.terraformparallel.agent.HostGoneException;
import java.io.IOException;
import jenkins.model.Jenkins;

/**
 * A node by its name, asked anew at each call: it may be disconnected, reconnected, or deleted at any time. Any thread.
 *
 * @param name empty for the built-in node
 */
record NodeConnection(String name) {

    /** For people. */
    String words() {
        return AgentPlace.words(name);
    }

    /** Whether the node was deleted, so that it won't come back. */
    boolean isRemoved() {
        return !name.isEmpty() && Jenkins.get().getNode(name) == null;
    }

    /** @throws HostGoneException where there is no connection */
    VirtualChannel channel() {
        if (name.isEmpty()) {
            return FilePath.localChannel;
        }
        Computer computer = Jenkins.get().getComputer(name);
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            throw new HostGoneException(words() + " is offline");
        }
        return channel;
    }

    /** The node's own launcher, which knows nothing of a step. */
    Launcher launcher(TaskListener listener) {
        VirtualChannel channel = channel();
        Node node = name.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(name);
        if (node == null) {
            throw new HostGoneException(words() + " was removed");
        }
        return name.isEmpty() ? new Launcher.LocalLauncher(listener, channel) : node.createLauncher(listener);
    }

    /** What processes of the node inherit. */
    EnvVars environment() {
        Computer computer =
                name.isEmpty() ? Jenkins.get().toComputer() : Jenkins.get().getComputer(name);
        try {
            return computer == null ? new EnvVars() : new EnvVars(computer.getEnvironment());
        } catch (IOException e) {
            throw new HostGoneException(words() + " doesn't tell its environment", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostGoneException("interrupted while " + words() + " was asked for its environment", e);
        }
    }
}
