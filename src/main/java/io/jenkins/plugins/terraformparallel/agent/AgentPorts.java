package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.run.InitMemory;
import io.jenkins.plugins.terraformparallel.engine.run.PlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.RunCache;
import io.jenkins.plugins.terraformparallel.engine.run.SecretHash;
import io.jenkins.plugins.terraformparallel.engine.run.UnitFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The engine's ports for one run on a node. All their methods, and those here, throw {@link HostGoneException} where the
 * node can't be reached; an {@link IOException} is what the node itself has to complain about. One driver at a time calls
 * them; after a {@link HostGoneException} it goes on with another object.
 */
public final class AgentPorts {

    private final String runId;
    private final NodeCalls calls;
    private final AgentProcessHost host;
    private final UnitFiles files;
    private final RunRemains remains;

    /**
     * @param runId safe as a file name
     * @param hashKey the instance's key for hashes of secrets; it doesn't leave the controller
     */
    public AgentPorts(AgentPlace place, String runId, byte[] hashKey, AgentAccess access) {
        String directory = directory(place, runId);
        this.runId = runId;
        this.calls = new NodeCalls(place, access);
        this.host = new AgentProcessHost(calls, runId, directory, home(place));
        this.files = RemotePort.of(calls, new NodePort.OfUnits(directory, nodeKey(hashKey)), NodeCalls.READING);
        this.remains = RemotePort.of(calls, new NodePort.OfRemains(place.temporary()), NodeCalls.READING);
    }

    /** The directory of a run on its node: {@link ProcessHost#directory()}. */
    public static String directory(AgentPlace place, String runId) {
        return home(place) + "/" + runId;
    }

    /** The directory in which all runs of a workspace have theirs. */
    static String home(AgentPlace place) {
        return place.temporary() + "/" + LocalRunRemains.HOME;
    }

    /**
     * A directory for plans on a node, which outlives its runs.
     *
     * @param owner of whose plans they are; safe as a file name
     */
    public static String planDirectory(AgentPlace place, String owner) {
        return home(place) + "/" + LocalRunRemains.PLANS + "/" + owner;
    }

    /** The node's processes. */
    public ProcessHost host() {
        return host;
    }

    /**
     * Whether {@link ProcessHost#onChange} will tell the end of everything that the host was last asked about, so that asking
     * often only brings its output sooner.
     */
    public boolean tellsEnds() {
        return host.tellsEnds();
    }

    /** The modules' files. */
    public UnitFiles files() {
        return files;
    }

    /**
     * What remembers inits from one run to the next.
     *
     * @param key the same for all runs that may rely on each other's inits; it doesn't leave the controller
     */
    public InitMemory inits(byte[] key) {
        return new InitMemory(
                new SecretHash(key), RemotePort.of(calls, new NodePort.OfInits(nodeKey(key)), NodeCalls.READING));
    }

    /**
     * The provider cache in a directory.
     *
     * @param directory absolute, on the node
     * @param environment what terraform inherits
     */
    public RunCache providerCache(String directory, Map<String, String> environment) {
        return new RunCache(directory, CacheChoice.open(calls, directory, environment));
    }

    /** @param directory absolute, on the node; made where it doesn't exist yet */
    public PlanStore plans(String directory) {
        return new NodePlans(directory, RemotePort.of(calls, new NodePort.OfPlans(directory), NodeCalls.READING));
    }

    /**
     * Deletes what dead runs left in this workspace's temporary directory: files with values, and those of its processes.
     * Rescued state stays, and so does a run one of whose processes is seen to live.
     *
     * @param liveRunIds tells the runs that are driven now, of whichever build; a run must be among them before it makes
     *     anything here
     */
    public void tidy(Supplier<Set<String>> liveRunIds) throws IOException {
        // Who lives is asked after what is there: a run that begins meanwhile is among those, or isn't there yet.
        Set<String> dead = new HashSet<>(remains.runs());
        dead.removeAll(liveRunIds.get());
        if (!dead.isEmpty()) {
            remains.tidy(dead);
        }
    }

    /** At the end of the run: deletes all that it has on the node but rescued state. */
    public void discardRun() throws IOException {
        remains.discard(runId);
    }

    /** A key for hashes that are made and compared on nodes; always the same, and useless for those of the controller. */
    private static byte[] nodeKey(byte[] hashKey) {
        return new SecretHash(hashKey).of("files on nodes").getBytes(StandardCharsets.US_ASCII);
    }
}
