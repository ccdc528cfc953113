package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.agent.AgentPorts;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelProcessor;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What drives a run while its node can be reached. It is thrown away when that is gone, and made anew from the journal.
 *
 * @param processor the queue
 * @param ports the node
 * @param logs in the build's folder
 */
record RunEngine(ParallelProcessor processor, AgentPorts ports, LocalBuildLogs logs) {

    private static final Logger LOGGER = Logger.getLogger(RunEngine.class.getName());

    /** Closes the files on this side; the node isn't asked for anything. */
    void drop() {
        try {
            logs.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a unit's log can't be closed", e);
        }
    }
}
