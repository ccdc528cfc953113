package io.jenkins.plugins.terraformparallel.agent;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;

/** What a run's ports need of the controller at the moment of a call. Called by the run's driver. */
public interface AgentAccess {

    /** The connection to the node. @throws HostGoneException where there is none */
    VirtualChannel channel();

    /**
     * What starts processes: the step's own, decorated one (in a container, for instance) while the step lives, else the
     * node's.
     *
     * @throws HostGoneException where there is none
     */
    Launcher launcher();

    /**
     * What terraform inherits, a fresh copy, asked from the step's context at each call because credentials in it may
     * change: nobody keeps it for long.
     *
     * @throws HostGoneException where it can't be had because of the node
     */
    EnvVars environment();

    /** The step's console; nothing of a secret may be written there unmasked. */
    TaskListener listener();
}
