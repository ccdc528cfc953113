package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.run.PlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.UnitFiles;
import java.io.IOException;
import java.util.Set;

/**
 * The engine's ports for one run on a node. All their methods, and these, throw {@link HostGoneException} where the node
 * can't be reached; {@link IOException} is what the node itself has to complain about. One driver at a time calls them.
 */
public final class AgentPorts {

    private final AgentPlace place;
    private final String runId;
    private final AgentAccess access;

    /**
     * @param runId safe as a file name
     * @param hashKey the instance's key for hashes of secrets; it doesn't leave the controller
     */
    public AgentPorts(AgentPlace place, String runId, byte[] hashKey, AgentAccess access) {
        this.place = place;
        this.runId = runId;
        this.access = access;
    }

    /** The node's processes; the same object at each call. */
    public ProcessHost host() {
        throw new UnsupportedOperationException("TODO " + place + runId + access);
    }

    /** The modules' files. */
    public UnitFiles files() {
        throw new UnsupportedOperationException("TODO");
    }

    /** @param directory absolute, on the node; made where it doesn't exist yet */
    public PlanStore plans(String directory) {
        throw new UnsupportedOperationException("TODO " + directory);
    }

    /**
     * Deletes what dead runs left in this workspace's temporary directory: files with values, process directories.
     * Rescued state stays.
     *
     * @param liveRunIds runs that have an engine, of whichever build
     */
    public void tidy(Set<String> liveRunIds) throws IOException {
        throw new UnsupportedOperationException("TODO " + liveRunIds);
    }

    /** At the end of the run: deletes all it has on the node but rescued state. */
    public void discardRun() throws IOException {
        throw new UnsupportedOperationException("TODO");
    }
}
