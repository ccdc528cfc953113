package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@link HostFiles} on this machine. Any thread; keeps nothing between calls. */
public final class LocalHostFiles implements HostFiles {

    private final String run;
    private final ProcessFiles files;
    private final LocalLaunchFiles launches;
    private final LocalChainFiles chains;
    private final LocalProcesses processes = new LocalProcesses();
    private final LocalProcessStates states = new LocalProcessStates(processes);

    /**
     * @param run the run's id; safe as a file name
     * @param directory absolute; of this run alone; made with mode 0700 where it is missing
     * @param launcherSuffix after the name of a chain's directory, the name of the one beside it in which whoever launches
     *     its script has files; empty where it has none
     */
    public LocalHostFiles(String run, String directory, String launcherSuffix) {
        ProcessFiles.requireSafeName("run id", run);
        this.run = run;
        this.files = new ProcessFiles(directory);
        this.launches = new LocalLaunchFiles(launcherSuffix);
        this.chains = new LocalChainFiles(files);
    }

    @CheckForNull
    @Override
    public String prepare(Chain chain, String setsid) throws IOException {
        requireOwn(chain.run());
        if (!chains.create(chain)) {
            return null;
        }
        try {
            chains.write(chain, setsid);
            return LocalChainFiles.charset().name();
        } catch (IOException | RuntimeException e) {
            chains.delete(chain, e);
            throw e;
        }
    }

    @Override
    public boolean undo(Chain chain) throws IOException {
        requireOwn(chain.run());
        Path directory = chains.directory(chain);
        if (Files.exists(directory.resolve(ProcessFiles.PID))) {
            return false;
        }
        LocalProcessStates.preventStarts(directory);
        // Once more: it may have come to life just before it was stopped.
        if (Files.exists(directory.resolve(ProcessFiles.PID))) {
            return false;
        }
        chains.delete(chain);
        launches.delete(directory);
        return true;
    }

    @Override
    public Look look(Question question) throws IOException {
        discardIfPossible(question.discarded());
        boolean seen = false;
        List<ProcessProgress> progress = new ArrayList<>();
        Set<ProcessIdentity> unseen = new LinkedHashSet<>();
        for (ProcessQuery query : question.queries()) {
            LocalSightings sightings = new LocalSightings(processes, question.seesAll(), question.dead());
            ChainName chain = new ChainName(query.id().unit(), query.chain());
            ProcessProgress answer =
                    progress(query, sightings, question.launching().contains(chain) && mayStart(chain));
            progress.add(answer);
            seen |= sightings.hasSeen();
            if (!answer.state().isFinal()) {
                unseen.addAll(sightings.unseen());
            }
        }
        return new Look(progress, seen, unseen);
    }

    private void discardIfPossible(List<Discarded> discarded) {
        try {
            discard(discarded);
        } catch (IOException e) {
            // They go at the run's end, or with the next run here.
            return;
        }
    }

    /** Whether a launched script may still be about to say who it is. */
    private boolean mayStart(ChainName chain) throws IOException {
        Path directory = Path.of(files.chain(chain.unit(), chain.number()));
        return states.identity(directory) == null && !launches.isOver(directory);
    }

    ProcessProgress progress(ProcessQuery query, LocalLiving living, boolean launching) throws IOException {
        Path directory = processDirectory(query.id());
        Path chain = Path.of(files.chain(query.id().unit(), query.chain()));
        // Before the bytes: what a process wrote before its end was seen is there.
        ProcessState state = new LocalProcessStates(living).state(directory, chain, launching);
        LocalReading.Part stdout =
                LocalReading.part(directory.resolve(ProcessFiles.STDOUT), query.stdoutFrom(), query.maxBytes());
        if (state.equals(new ProcessState.Never(false)) && states.identity(chain) == null) {
            byte[] complaints = launches.complaints(chain, query.stderrFrom());
            return new ProcessProgress(query.id(), state, stdout.bytes(), complaints, stdout.more());
        }
        LocalReading.Part stderr =
                LocalReading.part(directory.resolve(ProcessFiles.STDERR), query.stderrFrom(), query.maxBytes());
        return new ProcessProgress(query.id(), state, stdout.bytes(), stderr.bytes(), stdout.more() || stderr.more());
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        Path directory = Path.of(files.chain(unit, chain));
        LocalPrivateFiles.createDirectories(directory);
        LocalProcessStates.preventStarts(directory);
    }

    @Override
    public Signalling interrupt(ProcessId id) throws IOException {
        Path directory = processDirectory(id);
        ProcessIdentity identity = states.identity(directory);
        if (identity == null || !states.isPending(directory)) {
            return Signalling.NOBODY;
        }
        if (!processes.isAlive(identity)) {
            return Signalling.UNSEEN;
        }
        // Noted first: of the two moments in which an engine can die here, this is the one in which terraform goes on
        // to its end unharmed.
        boolean first = LocalPrivateFiles.createFile(directory.resolve(ProcessFiles.SIGNALLED));
        boolean sent = !first || processes.signal(identity.pid(), identity.startTicks(), false);
        return sent ? Signalling.SENT : Signalling.NOBODY;
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        return processes.findByEnvironment(ProcessId.VARIABLE, ProcessId.markerPrefix(run, unit));
    }

    @Override
    public void signal(FoundProcess process, boolean kill) throws IOException {
        processes.signal(process.pid(), process.startTicks(), kill);
    }

    @Override
    public void discard(List<Discarded> discarded) throws IOException {
        IOException failure = null;
        for (Discarded one : discarded) {
            try {
                discard(one);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void discard(Discarded one) throws IOException {
        if (one.isChain()) {
            Path directory = Path.of(files.chain(one.unit(), one.number()));
            LocalPrivateFiles.deleteRecursively(directory);
            launches.delete(directory);
        } else {
            LocalPrivateFiles.deleteRecursively(processDirectory(new ProcessId(run, one.unit(), one.number())));
        }
    }

    private Path processDirectory(ProcessId id) {
        requireOwn(id.run());
        return Path.of(files.process(id));
    }

    void requireOwn(String otherRun) {
        if (!run.equals(otherRun)) {
            throw new IllegalArgumentException("this is the host of run " + run + ", not of " + otherRun);
        }
    }
}
