package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * This machine as {@link ProcessHost}. Closing it, or its engine's death, ends no process; another one over the same
 * directory finds them all.
 *
 * <p>One engine at a time may use a run's directory: a chain that was launched by another one and hasn't come to life
 * when it is polled can't start any more, because nobody could tell whether it still will.
 */
public final class LocalProcessHost implements ProcessHost, AutoCloseable {

    private final ProcessFiles names;
    private final LocalHostFiles files;
    private final LocalChainFiles chains;
    private final LocalChainStart starter;
    private final LocalProcesses processes = new LocalProcesses();
    private final LocalDeletions deletions;

    // Mutable state
    private final RecentLooks recent = new RecentLooks();

    /** The scripts that this engine launched and that haven't ended, by their {@linkplain ProcessFiles#chain name}. */
    private final Map<String, Process> launched = new ConcurrentHashMap<>();

    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();

    /**
     * @param run the run's id; safe as a file name
     * @param directory absolute; of this run alone; made with mode 0700 where it is missing
     * @param baseEnvironment what every chain inherits, as a rule this program's own environment
     */
    public LocalProcessHost(String run, Path directory, Map<String, String> baseEnvironment) throws IOException {
        this(run, directory, baseEnvironment, LocalDeletions.atOnce());
    }

    /** @param deletions does what is discarded; the caller's to close */
    public LocalProcessHost(String run, Path directory, Map<String, String> baseEnvironment, LocalDeletions deletions)
            throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the run's directory must be absolute, found " + directory);
        }
        this.names = new ProcessFiles(directory.toString());
        this.files = new LocalHostFiles(run, directory.toString(), "");
        this.chains = new LocalChainFiles(names);
        this.starter = new LocalChainStart(run, directory.toString(), baseEnvironment);
        this.deletions = deletions;
        LocalPrivateFiles.createDirectories(directory);
    }

    @Override
    public String directory() {
        return names.hostDirectory();
    }

    @Override
    public void start(Chain chain) throws IOException {
        files.requireOwn(chain.run());
        Process script = starter.launch(chain);
        if (script != null) {
            String name = names.chain(chain.unit(), chain.number());
            launched.put(name, script);
            recent.started(chain.id(chain.processes().get(0)), System.nanoTime());
            script.onExit().thenRun(() -> scriptEnded(name));
        }
    }

    private void scriptEnded(String chain) {
        launched.remove(chain);
        callbacks.forEach(Runnable::run);
    }

    @Override
    public List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException {
        return recent.answers(queries, query -> script(query) != null, System.nanoTime(), this::look);
    }

    private List<ProcessProgress> look(List<ProcessQuery> queries) throws IOException {
        List<ProcessProgress> answers = new ArrayList<>(queries.size());
        for (ProcessQuery query : queries) {
            Process script = script(query);
            answers.add(files.progress(query, processes, script != null && script.isAlive()));
        }
        return answers;
    }

    /** Null where another engine launched it, or it has ended. */
    @CheckForNull
    private Process script(ProcessQuery query) {
        return launched.get(names.chain(query.id().unit(), query.chain()));
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
        return files.interrupt(id) == HostFiles.Signalling.SENT;
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        return files.find(unit);
    }

    @Override
    public void signal(FoundProcess process, boolean kill) throws IOException {
        files.signal(process, kill);
    }

    @Override
    public void discard(ProcessId id) throws IOException {
        files.requireOwn(id.run());
        deletions.delete(chains.ofProcess(id));
    }

    @Override
    public void discardChain(String unit, int chain) throws IOException {
        deletions.delete(chains.ofChain(unit, chain));
    }

    @Override
    public void onChange(Runnable callback) {
        callbacks.add(callback);
    }

    /** Ends the callbacks and nothing else. */
    @Override
    public void close() {
        callbacks.clear();
    }
}
