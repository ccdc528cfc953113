package io.jenkins.plugins.terraformparallel.agent;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.ChainName;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Discarded;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Look;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Signalling;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.RecentLooks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Jenkins node as {@link ProcessHost}. Files and processes are looked at on the node; only where that doesn't see a
 * process, because it runs in a container, a shell is asked through the step's launcher. What is to be discarded waits for
 * a poll that nobody waits for, and is one call with it.
 *
 * <p>Any method throws {@link HostGoneException} where the node can't be reached. It then is unknown whether a chain was
 * launched; whoever goes on asks with another object, which lets no chain start that hasn't come to life yet.
 */
final class AgentProcessHost implements ProcessHost {

    /** How long a script may take from its launch until it says who it is. */
    private static final Duration COMING_TO_LIFE = Duration.ofSeconds(60);

    /** So many directories are deleted at once, also while something waits for the answer. */
    private static final int BATCH = 24;

    private static final String SETSID = "setsid";

    private final NodeCalls calls;
    private final String run;
    private final ProcessFiles names;
    private final HostFiles files;
    private final ChainLauncher launcher;
    private final LauncherShell shell;

    // Mutable state
    private final UnseenProcesses unseen = new UnseenProcesses();
    private final RecentLooks recent = new RecentLooks();
    /** When chains were launched that may not have come to life yet. */
    private final Map<ChainName, Long> launched = new ConcurrentHashMap<>();

    /** Chains whose end the node will tell. */
    private final Set<ChainName> reported = ConcurrentHashMap.newKeySet();
    /** Whether something has ended since the last look, so that others may start. */
    private volatile boolean woken;
    /** Whether the node will tell the end of everything that was asked about last. */
    private boolean tellsEnds;

    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    /** Kept here as long as the node may call it. */
    private final ChainEnds ends = this::ended;

    private List<Discarded> discarded = new ArrayList<>();
    /** Who was found by a shell, with the marker that it carries. */
    private final Map<FoundProcess, String> elsewhere = new HashMap<>();

    /**
     * @param directory the run's own, on the node
     * @param shellDirectory where shells start that are asked about processes; exists
     */
    AgentProcessHost(NodeCalls calls, String run, String directory, String shellDirectory) {
        this.calls = calls;
        this.run = run;
        this.names = new ProcessFiles(directory);
        this.files = RemotePort.of(calls, new NodePort.OfHost(run, directory, launcherSuffix()), NodeCalls.USUAL);
        this.launcher = new ChainLauncher(calls);
        this.shell = new LauncherShell(calls, shellDirectory);
    }

    /** What durable-task appends to the name of the directory that it is given. */
    private static String launcherSuffix() {
        FilePath temporary = WorkspaceList.tempDir(new FilePath((VirtualChannel) null, "/chain"));
        return temporary == null ? "" : temporary.getName().substring("chain".length());
    }

    @Override
    public String directory() {
        return names.hostDirectory();
    }

    @Override
    public void start(Chain chain) throws IOException {
        if (launcher.isPlain()) {
            startOnNode(chain);
        } else {
            launch(chain);
        }
    }

    private void startOnNode(Chain chain) throws IOException {
        ChainName name = new ChainName(chain.unit(), chain.number());
        ChainEnds told = calls.access().channel().export(ChainEnds.class, ends);
        // Before the node can tell that it has ended.
        boolean first = launched.putIfAbsent(name, System.nanoTime()) == null;
        reported.add(name);
        try {
            NodeStart start = new NodeStart(run, names.hostDirectory(), chain, launcher.inherited(), told);
            boolean started = Boolean.TRUE.equals(
                    calls.answer("start", start, NodeCalls.LAUNCHING).get());
            if (started) {
                recent.started(chain.id(chain.processes().get(0)), System.nanoTime());
            } else if (first) {
                forget(name);
            }
        } catch (IOException e) {
            forget(name);
            throw e;
        }
    }

    private void ended(String unit, int chain) {
        forget(new ChainName(unit, chain));
        woken = true;
        callbacks.forEach(Runnable::run);
    }

    private void forget(ChainName chain) {
        launched.remove(chain);
        reported.remove(chain);
    }

    private void launch(Chain chain) throws IOException {
        String charset = files.prepare(chain, SETSID);
        if (charset == null) {
            return;
        }
        try {
            launcher.launch(chain, names, charset);
        } catch (IOException e) {
            if (files.undo(chain)) {
                throw e;
            }
            // It came to life all the same.
        }
        launched.put(new ChainName(chain.unit(), chain.number()), System.nanoTime());
    }

    @Override
    public List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException {
        tellsEnds = queries.stream().allMatch(this::isReported);
        // Nobody is as a moment ago where the node is gone.
        calls.access().channel();
        return recent.answers(queries, this::isReported, System.nanoTime(), this::lookAndAsk);
    }

    private boolean isReported(ProcessQuery query) {
        return reported.contains(new ChainName(query.id().unit(), query.chain()));
    }

    private List<ProcessProgress> lookAndAsk(List<ProcessQuery> queries) throws IOException {
        Look look = look(queries);
        if (look.seen()) {
            unseen.seen();
        }
        long now = System.nanoTime();
        List<ProcessIdentity> asked = unseen.toAsk(look.unseen(), now);
        boolean anyDead = !asked.isEmpty() && ask(asked, now);
        return anyDead ? look(queries).progress() : look.progress();
    }

    private Look look(List<ProcessQuery> queries) throws IOException {
        long now = System.nanoTime();
        launched.values().removeIf(since -> now - since > COMING_TO_LIFE.toNanos());
        Set<ChainName> launching = new LinkedHashSet<>();
        for (ProcessQuery query : queries) {
            ChainName chain = new ChainName(query.id().unit(), query.chain());
            if (launched.containsKey(chain)) {
                launching.add(chain);
            }
        }
        List<Discarded> due = takeDiscarded();
        return files.look(
                new HostFiles.Question(new ArrayList<>(queries), launching, unseen.seesAll(), unseen.dead(), due));
    }

    /** In batches, or when there is time: whoever waits for the end of a process needn't wait for them. */
    private List<Discarded> takeDiscarded() {
        boolean later = woken && discarded.size() < BATCH;
        woken = false;
        List<Discarded> now = later ? new ArrayList<>() : discarded;
        discarded = later ? discarded : new ArrayList<>();
        return now;
    }

    /** Whether anybody turns out to be dead. */
    private boolean ask(List<ProcessIdentity> asked, long now) {
        try {
            String answer = shell.ask(ShellQuestions.living(asked), Map.of());
            return unseen.answered(asked, ShellQuestions.livingAnswer(asked, answer), now);
        } catch (IOException e) {
            return unseen.notAnswered(asked, now);
        }
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        files.stopChain(unit, chain);
        // Whether there is something to signal by now is to be seen at once.
        recent.forget(unit);
        callbacks.forEach(Runnable::run);
    }

    @Override
    public boolean interrupt(ProcessId id) throws IOException {
        Signalling signalling = files.interrupt(id);
        if (signalling == Signalling.UNSEEN && !unseen.seesAll()) {
            return ShellQuestions.interruptAnswer(shell.ask(ShellQuestions.interrupt(names.process(id)), Map.of()));
        }
        return signalling == Signalling.SENT;
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        List<FoundProcess> found = files.find(unit);
        if (unseen.seesAll()) {
            return found;
        }
        Map<FoundProcess, Integer> there = findByShell(unit);
        there.forEach((process, number) -> elsewhere.put(process, new ProcessId(run, unit, number).marker()));
        // Where the node sees into a container, it sees the same processes under other pids.
        Set<Long> starts = new HashSet<>();
        there.keySet().forEach(process -> starts.add(process.startTicks()));
        List<FoundProcess> all = new ArrayList<>(there.keySet());
        found.stream().filter(process -> !starts.contains(process.startTicks())).forEach(all::add);
        return all;
    }

    private Map<FoundProcess, Integer> findByShell(String unit) {
        try {
            return ShellQuestions.findAnswer(shell.ask(ShellQuestions.find(run, unit), Map.of()));
        } catch (IOException e) {
            // No shell, no container: what the node sees is all there is.
            return new LinkedHashMap<>();
        }
    }

    @Override
    public void signal(FoundProcess process, boolean kill) throws IOException {
        if (!elsewhere.containsKey(process)) {
            files.signal(process, kill);
            return;
        }
        try {
            ShellQuestions.signalAnswer(shell.ask(ShellQuestions.signal(process, kill), Map.of()));
        } catch (IOException e) {
            if (!kill) {
                throw e;
            }
            killByLauncher(elsewhere.get(process));
        }
    }

    /** Whatever carries the marker; never by the workspace's cookie, which others carry, too. */
    private void killByLauncher(String marker) throws IOException {
        calls.bounded(NodeCalls.USUAL, () -> {
            calls.access().launcher().kill(Map.of(ProcessId.VARIABLE, marker));
            return true;
        });
    }

    @Override
    public void discard(ProcessId id) {
        discarded.add(new Discarded(id.unit(), id.number(), false));
    }

    @Override
    public void discardChain(String unit, int chain) {
        forget(new ChainName(unit, chain));
        launcher.forget(unit, chain, names.chain(unit, chain));
        discarded.add(new Discarded(unit, chain, true));
    }

    /** Whether {@link #onChange} will tell the end of everything that was asked about last. */
    boolean tellsEnds() {
        return tellsEnds;
    }

    /** {@inheritDoc} Only chains that the node has started by itself are reported. */
    @Override
    public void onChange(Runnable callback) {
        callbacks.add(callback);
    }
}
