package io.jenkins.plugins.terraformparallel.testing.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;

import hudson.FilePath;
import hudson.model.Node;
import io.jenkins.plugins.terraformparallel.agent.AgentPlace;
import io.jenkins.plugins.terraformparallel.agent.AgentPorts;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.testing.Await;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run of one unit on a node, without an engine. */
public final class NodeRun {

    public static final String RUN = "run-1";
    public static final String UNIT = "unit-1a2b3c";

    private static final byte[] KEY = new byte[32];

    private final AgentPlace place;
    private final NodeAccess access;
    private AgentPorts ports;

    /** In a workspace whose path is as odd as it may be. */
    public NodeRun(Node node, NodeAccess access) {
        String workspace = node.getRootPath().getRemote() + "/workspace/" + oddName();
        this.place = new AgentPlace(node.getNodeName(), workspace, workspace, workspace + "@tmp");
        this.access = access;
        this.ports = anotherEnginesPorts();
    }

    /** With letters that aren't Latin, where Java can name such files here. */
    private static String oddName() {
        String letters = "\u00fc\u65e5\u0416";
        String encoding = System.getProperty("sun.jnu.encoding", "US-ASCII");
        return "a $HOME %s$$ " + (Charset.forName(encoding).newEncoder().canEncode(letters) ? letters : "");
    }

    public AgentPlace place() {
        return place;
    }

    public AgentPorts ports() {
        return ports;
    }

    public ProcessHost host() {
        return ports.host();
    }

    /** The engine is gone: from now on the run has these. */
    public AgentPorts anotherEnginesPorts() {
        ports = new AgentPorts(place, RUN, KEY, access);
        return ports;
    }

    /** A file on the node. */
    public FilePath file(String path) {
        return new FilePath(access.channel(), path);
    }

    /** Writes a file below the workspace. */
    public void write(String name, String content) throws Exception {
        FilePath file = file(place.workspace() + "/" + name);
        file.getParent().mkdirs();
        file.write(content, "UTF-8");
    }

    /** Makes a program of a shell script; its path. */
    public String program(String name, String script) throws Exception {
        write(name, "#!/bin/sh\n" + script);
        FilePath file = file(place.workspace() + "/" + name);
        file.chmod(0755);
        return file.getRemote();
    }

    public static ProcessId id(int number) {
        return new ProcessId(RUN, UNIT, number);
    }

    public static ProcessSpec process(int number, String... argv) {
        return new ProcessSpec(number, "apply", List.of(argv), Map.of(), Set.of(0), ProcessSpec.Guard.NONE);
    }

    /** A chain in a directory below the workspace. */
    public Chain chain(String directory, Map<String, String> environment, ProcessSpec... processes) {
        return new Chain(RUN, UNIT, place.workspace() + "/" + directory, environment, List.of(processes));
    }

    public ProcessProgress poll(int chain, int number) throws Exception {
        return host().poll(List.of(new ProcessQuery(id(number), chain, 0, 0, 1 << 20)))
                .get(0);
    }

    /** Its end. */
    public ProcessProgress awaitEnd(int chain, int number) throws Exception {
        List<ProcessProgress> last = new ArrayList<>();
        Await.until("process " + number + " has ended", () -> {
            last.add(poll(chain, number));
            return last.get(last.size() - 1).state().isFinal();
        });
        return last.get(last.size() - 1);
    }

    /** Waits until it has written this. */
    public void awaitOutput(int chain, int number, String text) throws Exception {
        Await.until(
                "process " + number + " writes " + text,
                () -> out(poll(chain, number)).contains(text));
    }

    /** Kills what is left of the unit. */
    public void endAll() throws Exception {
        Await.until("all processes are gone", () -> {
            List<FoundProcess> left = host().find(UNIT);
            for (FoundProcess process : left) {
                host().signal(process, true);
            }
            return left.isEmpty();
        });
    }

    public static String out(ProcessProgress progress) {
        return new String(progress.stdout(), UTF_8);
    }

    public static int exitCode(ProcessProgress progress) {
        if (progress.state() instanceof ProcessState.Ended ended) {
            return ended.exitCode();
        }
        throw new AssertionError(progress.state() + ": " + out(progress) + new String(progress.stderr(), UTF_8));
    }
}
