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
     * @param launcherSuffix after the name of a chain, the name of the directory in which whoever launches its script has
     *     files; empty where it has none
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
            launches.create(files.chain(chain.unit(), chain.number()));
            return LocalChainFiles.charset().name();
        } catch (IOException | RuntimeException e) {
            chains.delete(chain, e);
            throw e;
        }
    }

    @Override
    public boolean undo(Chain chain) throws IOException {
        requireOwn(chain.run());
        String name = files.chain(chain.unit(), chain.number());
        Path pid = LocalChainFiles.file(name, ProcessFiles.PID);
        if (Files.exists(pid)) {
            return false;
        }
        LocalProcessStates.preventStarts(name);
        // Once more: it may have come to life just before it was stopped.
        if (Files.exists(pid)) {
            return false;
        }
        chains.delete(chain);
        launches.delete(name);
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
        String name = files.chain(chain.unit(), chain.number());
        return states.identity(name) == null && !launches.isOver(name);
    }

    ProcessProgress progress(ProcessQuery query, LocalLiving living, boolean launching) throws IOException {
        String process = process(query.id());
        String chain = files.chain(query.id().unit(), query.chain());
        // Before the bytes: what a process wrote before its end was seen is there.
        ProcessState state = new LocalProcessStates(living).state(process, chain, launching);
        LocalReading.Part stdout = LocalReading.part(
                LocalChainFiles.file(process, ProcessFiles.STDOUT), query.stdoutFrom(), query.maxBytes());
        boolean neverWill = state instanceof ProcessState.Never never && !never.chainLives();
        if (neverWill && states.identity(chain) == null) {
            Path own = Path.of(files.complaints(run, query.id().unit(), query.chain()));
            byte[] complaints = launches.complaints(own, chain, query.stderrFrom());
            return new ProcessProgress(query.id(), state, stdout.bytes(), complaints, stdout.more());
        }
        LocalReading.Part stderr = LocalReading.part(
                LocalChainFiles.file(process, ProcessFiles.STDERR), query.stderrFrom(), query.maxBytes());
        return new ProcessProgress(query.id(), state, stdout.bytes(), stderr.bytes(), stdout.more() || stderr.more());
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        LocalPrivateFiles.createDirectories(Path.of(files.directory()));
        LocalPrivateFiles.createFile(LocalChainFiles.file(files.chain(unit, chain), ProcessFiles.STOP));
    }

    @Override
    public Signalling interrupt(ProcessId id) throws IOException {
        String process = process(id);
        ProcessIdentity identity = states.identity(process);
        if (identity == null || !states.isPending(process)) {
            return Signalling.NOBODY;
        }
        if (!processes.isAlive(identity)) {
            return Signalling.UNSEEN;
        }
        // Noted first: of the two moments in which an engine can die here, this is the one in which terraform goes on
        // to its end unharmed.
        boolean first = LocalPrivateFiles.createFile(LocalChainFiles.file(process, ProcessFiles.SIGNALLED));
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
            LocalPrivateFiles.delete(chains.ofChain(one.unit(), one.number()));
            launches.delete(files.chain(one.unit(), one.number()));
        } else {
            LocalPrivateFiles.delete(chains.ofProcess(new ProcessId(run, one.unit(), one.number())));
        }
    }

    private String process(ProcessId id) {
        requireOwn(id.run());
        return files.process(id);
    }

    void requireOwn(String otherRun) {
        if (!run.equals(otherRun)) {
            throw new IllegalArgumentException("this is the host of run " + run + ", not of " + otherRun);
        }
    }
}
