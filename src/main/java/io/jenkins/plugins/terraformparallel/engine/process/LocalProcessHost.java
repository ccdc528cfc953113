package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

    private final String run;
    private final ProcessFiles files;
    private final LocalLauncher launcher;
    private final LocalProcesses processes = new LocalProcesses();
    private final LocalProcessStates states = new LocalProcessStates(processes);

    // Mutable state

    /** The scripts that this engine launched and that haven't ended, by their chain's directory. */
    private final Map<Path, Process> launched = new ConcurrentHashMap<>();

    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();

    /**
     * @param run the run's id; safe as a file name
     * @param directory absolute; of this run alone; made with mode 0700 where it is missing
     * @param baseEnvironment what every chain inherits, as a rule this program's own environment
     */
    public LocalProcessHost(String run, Path directory, Map<String, String> baseEnvironment) throws IOException {
        ProcessFiles.requireSafeName("run id", run);
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("the run's directory must be absolute, found " + directory);
        }
        this.run = run;
        this.files = new ProcessFiles(directory.toString());
        this.launcher = new LocalLauncher(baseEnvironment);
        LocalPrivateFiles.createDirectories(directory);
    }

    @Override
    public String directory() {
        return files.hostDirectory();
    }

    @Override
    public void start(Chain chain) throws IOException {
        requireOwn(chain.run());
        Path chainDirectory = chainDirectory(chain.unit(), chain.number());
        List<Path> directories = chain.processes().stream()
                .map(spec -> processDirectory(chain.id(spec)))
                .toList();
        LocalPrivateFiles.createDirectories(Path.of(files.unit(chain.unit())));
        if (directories.stream().anyMatch(directory -> Files.exists(directory, LinkOption.NOFOLLOW_LINKS))
                || !LocalPrivateFiles.createDirectory(chainDirectory)) {
            return;
        }
        try {
            for (Path directory : directories) {
                LocalPrivateFiles.createDirectory(directory);
            }
            Process script = launcher.launch(chain, chainDirectory);
            launched.put(chainDirectory, script);
            script.onExit().thenRun(() -> scriptEnded(chainDirectory));
        } catch (IOException | RuntimeException e) {
            undo(chainDirectory, directories, e);
            throw e;
        }
    }

    /** Nothing was launched: the same numbers may be used again. */
    private static void undo(Path chainDirectory, List<Path> directories, Exception failure) {
        try {
            for (Path directory : directories) {
                LocalPrivateFiles.deleteRecursively(directory);
            }
            LocalPrivateFiles.deleteRecursively(chainDirectory);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void scriptEnded(Path chainDirectory) {
        launched.remove(chainDirectory);
        callbacks.forEach(Runnable::run);
    }

    @Override
    public List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException {
        List<ProcessProgress> answers = new ArrayList<>(queries.size());
        for (ProcessQuery query : queries) {
            answers.add(progress(query));
        }
        return answers;
    }

    private ProcessProgress progress(ProcessQuery query) throws IOException {
        Path directory = processDirectory(query.id());
        Path chain = chainDirectory(query.id().unit(), query.chain());
        Process script = launched.get(chain);
        // Before the bytes: what a process wrote before its end was seen is there.
        ProcessState state = states.state(directory, chain, script != null && script.isAlive());
        LocalReading.Part stdout =
                LocalReading.part(directory.resolve(ProcessFiles.STDOUT), query.stdoutFrom(), query.maxBytes());
        LocalReading.Part stderr =
                LocalReading.part(directory.resolve(ProcessFiles.STDERR), query.stderrFrom(), query.maxBytes());
        return new ProcessProgress(query.id(), state, stdout.bytes(), stderr.bytes(), stdout.more() || stderr.more());
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        Path directory = chainDirectory(unit, chain);
        LocalPrivateFiles.createDirectories(directory);
        LocalProcessStates.preventStarts(directory);
    }

    @Override
    public boolean interrupt(ProcessId id) throws IOException {
        Path directory = processDirectory(id);
        ProcessIdentity identity = states.identity(directory);
        if (!processes.isAlive(identity) || !states.isPending(directory)) {
            return false;
        }
        // Noted first: of the two moments in which an engine can die here, this is the one in which terraform goes on
        // to
        // its end unharmed.
        boolean first = LocalPrivateFiles.createFile(directory.resolve(ProcessFiles.SIGNALLED));
        return !first || processes.signal(identity.pid(), identity.startTicks(), false);
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        return processes.findByEnvironment(ProcessId.VARIABLE, run + "/" + unit + "/");
    }

    @Override
    public void signal(FoundProcess process, boolean kill) throws IOException {
        processes.signal(process.pid(), process.startTicks(), kill);
    }

    @Override
    public void discard(ProcessId id) throws IOException {
        LocalPrivateFiles.deleteRecursively(processDirectory(id));
    }

    @Override
    public void discardChain(String unit, int chain) throws IOException {
        LocalPrivateFiles.deleteRecursively(chainDirectory(unit, chain));
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

    private Path processDirectory(ProcessId id) {
        requireOwn(id.run());
        return Path.of(files.process(id));
    }

    private Path chainDirectory(String unit, int chain) {
        return Path.of(files.chain(unit, chain));
    }

    private void requireOwn(String otherRun) {
        if (!run.equals(otherRun)) {
            throw new IllegalArgumentException("this is the host of run " + run + ", not of " + otherRun);
        }
    }
}
