package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ChainScript;
import io.jenkins.plugins.terraformparallel.engine.process.ChainVariables;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.ChainName;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ShellQuote;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;

/**
 * Launches the scripts of chains through the step's own launcher, decorated as it is, by durable-task, which lets them outlive
 * connection and controller. It is asked for nothing else: our own files tell the rest. What nobody has decorated the node can
 * do by itself, see {@link NodeStart}: durable-task takes six calls and ten processes for a launch.
 */
final class ChainLauncher {

    /** With it, the end of the node block, which ends all that carries the block's own cookie, spares a process. */
    private static final Map<String, String> SPARED = Map.of("JENKINS_NODE_COOKIE", "dontKillMe");

    /** What starts together asks the step once: to gather a launcher and an environment takes Jenkins long. */
    private static final Duration RECENT = Duration.ofSeconds(1);

    private final NodeCalls calls;

    /**
     * What the step's context said.
     *
     * @param channel the connection at that moment
     * @param inherited what a chain inherits; nobody changes it
     */
    private record Answer(VirtualChannel channel, long nanos, boolean plain, TreeMap<String, String> inherited) {}

    // Mutable state
    /** Null before the first question. */
    @CheckForNull
    private Answer last;

    /** What holds resources until it is cleaned up. */
    private final Map<ChainName, Controller> controllers = new HashMap<>();

    ChainLauncher(NodeCalls calls) {
        this.calls = calls;
    }

    /** Whether the launcher would do nothing but start a process on the node. */
    boolean isPlain() {
        return answer().plain();
    }

    /** What a chain that the node starts by itself inherits from the step; not to be changed. */
    TreeMap<String, String> inherited() {
        return answer().inherited();
    }

    private Answer answer() {
        VirtualChannel channel = calls.access().channel();
        long now = System.nanoTime();
        Answer known = last;
        if (known == null || known.channel() != channel || now - known.nanos() > RECENT.toNanos()) {
            Class<?> type = calls.access().launcher().getClass();
            boolean plain = type == Launcher.LocalLauncher.class || type == Launcher.RemoteLauncher.class;
            TreeMap<String, String> inherited = new TreeMap<>(calls.access().environment());
            inherited.putAll(SPARED);
            known = new Answer(channel, now, plain, inherited);
            last = known;
        }
        return known;
    }

    /**
     * Launches the script of a chain that was prepared.
     *
     * @param names of the run's files
     * @param charset in which the node gives text to processes
     * @throws IOException where it couldn't be launched
     */
    void launch(Chain chain, ProcessFiles names, String charset) throws IOException {
        EnvVars environment = environment(chain, charset);
        VirtualChannel channel = calls.access().channel();
        // A directory of its own: durable-task's files then lie beside it, and so does its cookie, by which it kills.
        String name = names.chain(chain.unit(), chain.number());
        FilePath place = new FilePath(channel, name);
        BourneShellScript script =
                new BourneShellScript(text(name, names.complaints(chain.run(), chain.unit(), chain.number())));
        try {
            Controller controller = calls.bounded(
                    NodeCalls.LAUNCHING,
                    () -> script.launch(
                            environment,
                            place,
                            calls.access().launcher(),
                            calls.access().listener()));
            controllers.put(new ChainName(chain.unit(), chain.number()), controller);
        } catch (IOException e) {
            if (calls.access().channel() != channel) {
                throw new HostGoneException(calls.nodeInWords() + " was connected anew in between", e);
            }
            throw e;
        }
    }

    /** Gives back what a chain's launch still holds. */
    void forget(String unit, int number, String directory) {
        Controller controller = controllers.remove(new ChainName(unit, number));
        if (controller == null) {
            return;
        }
        try {
            calls.bounded(NodeCalls.USUAL, () -> cleanUp(controller, calls.file(directory)));
        } catch (IOException e) {
            // The files go with the chain's.
            return;
        }
    }

    @CheckForNull
    private static Void cleanUp(Controller controller, FilePath place) throws IOException, InterruptedException {
        controller.cleanup(place);
        return null;
    }

    /** It begins so that no shell with -x, which would show values, has to do with it. */
    private static String text(String chain, String complaints) {
        return "#!/bin/sh\nexec /bin/sh " + ShellQuote.quote(ProcessFiles.file(chain, ProcessFiles.SCRIPT)) + " >>"
                + ShellQuote.quote(complaints) + " 2>&1\n";
    }

    private EnvVars environment(Chain chain, String charset) throws IOException {
        EnvVars inherited = calls.access().environment();
        Map<String, String> variables = ChainVariables.of(chain, inherited);
        ChainVariables.check(variables, chain, inherited, charset(charset), ChainLauncher::refusal);
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : chain.environment().keySet()) {
            if (!names.add(name)) {
                throw new IOException("environment variable " + name
                        + " differs from another one only in upper and lower case, and Jenkins can't pass on both");
            }
        }
        EnvVars environment = new EnvVars(variables);
        // Jenkins finds names whatever their case: put alone would keep the name that was there.
        environment.keySet().removeAll(names);
        environment.putAll(chain.environment());
        environment.putAll(SPARED);
        return environment;
    }

    private static Optional<String> refusal(String variable) {
        return ChainScript.canCarry(variable)
                ? Optional.empty()
                : Optional.of("environment variable " + variable
                        + " can't be passed on by a shell, because of its name; give the value in vars or a var file");
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
