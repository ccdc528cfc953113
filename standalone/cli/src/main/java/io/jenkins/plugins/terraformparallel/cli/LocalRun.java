package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.JournalWriter;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDeletions;
import io.jenkins.plugins.terraformparallel.engine.process.LocalProcessHost;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.request.MaskedValues;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.run.InitMemory;
import io.jenkins.plugins.terraformparallel.engine.run.LocalInitRecords;
import io.jenkins.plugins.terraformparallel.engine.run.LocalPlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.LocalRunLogs;
import io.jenkins.plugins.terraformparallel.engine.run.LocalUnitFiles;
import io.jenkins.plugins.terraformparallel.engine.run.Masker;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelProcessor;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelRuns;
import io.jenkins.plugins.terraformparallel.engine.run.RunCache;
import io.jenkins.plugins.terraformparallel.engine.run.RunResources;
import io.jenkins.plugins.terraformparallel.engine.run.RunSettings;
import io.jenkins.plugins.terraformparallel.engine.run.SecretHash;
import io.jenkins.plugins.terraformparallel.engine.run.SuppliedValues;
import io.jenkins.plugins.terraformparallel.engine.run.UnitPlaces;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run on this machine, from its start or resume to its end. One thread drives it; any may abort it. */
final class LocalRun implements AutoCloseable {

    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final LocalRunDirectory directory;
    private final FileChannel engineLock;
    private final LocalProcessHost host;
    private final LocalRunLogs logs;
    private final LocalDeletions deletions = LocalDeletions.inBackground();
    private final RunReportFold fold;
    private final RunWatcher watcher;
    /** Not finer than the journal, so that whoever reads that later comes to the same durations. */
    private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);

    private final Semaphore changed = new Semaphore(0);

    // Mutable state
    /** Called with the report at the run's end. */
    private Consumer<RunReport> afterwards = report -> {};

    private JournalWriter journal;
    private ParallelProcessor processor;

    private LocalRun(
            LocalRunDirectory directory, FileChannel engineLock, String runId, LocalRunPlace place, RunWatcher watcher)
            throws IOException {
        this.directory = directory;
        this.engineLock = engineLock;
        this.watcher = watcher;
        this.host = new LocalProcessHost(runId, directory.path(), place.environment(), deletions);
        this.host.onChange(changed::release);
        this.logs = new LocalRunLogs(directory.path());
        this.fold = new RunReportFold(directory.path().toString());
    }

    /**
     * Begins a run.
     *
     * @throws RequestException where it can't be run as asked; nothing was started
     * @throws IOException where the run's directory can't be used; nothing was started
     */
    static LocalRun start(RunRequest request, WorkPlan plan, LocalRunPlace place, RunWatcher watcher)
            throws RequestException, IOException {
        String executable = TerraformProbe.resolve(request.executable(), place);
        LocalStateDirectory state = LocalStateDirectory.of(place.environment());
        String runId = newRunId(Instant.now());
        Path wanted = place.runDirectory();
        LocalRunDirectory directory = LocalRunDirectory.create(wanted == null ? state.runDirectory(runId) : wanted);
        LocalRun run = null;
        try {
            run = new LocalRun(directory, directory.lockEngine(), runId, place, watcher);
            TerraformProbe probe = TerraformProbe.start(runId, executable, run.host, place);
            // While terraform answers, all is made ready that doesn't hang on it.
            EventJson.line(new RunEvent.RunResumed(run.clock.instant()));
            Masker masker = Masker.of(MaskedValues.secretValues(request, place.environment()));
            Path plans = place.planDirectory();
            RunResources resources = run.resources(
                    runId, place, state, masker, plans, new LocalCacheDirectory(place).of(request.pluginCache()));
            if (plans != null) {
                directory.notePlanDirectory(plans);
            }
            TerraformVersion version = probe.version();
            watcher.starting(directory.path());
            run.processor = ParallelRuns.begin(plan, RunSettings.of(request, executable, version), resources);
            Clock clock = run.clock;
            run.afterwards = report -> new LocalDurations(place.environment()).add(plan, report, clock.instant());
            return run;
        } finally {
            if (run == null || run.processor == null) {
                if (run != null) {
                    run.close();
                }
                directory.discard();
            }
        }
    }

    /**
     * Goes on with a run whose engine died.
     *
     * @param supplied values that are given again, because the journal keeps none that is secret
     * @param given the same values as a request; those under the run's masked names are secrets again
     * @throws RequestException where that is impossible; the run is as it was
     */
    static LocalRun resume(
            Path runDirectory, SuppliedValues supplied, RunRequest given, LocalRunPlace place, RunWatcher watcher)
            throws RequestException, IOException {
        LocalRunDirectory directory = LocalRunDirectory.open(runDirectory);
        FileChannel engineLock = directory.lockEngine();
        LocalRun run = null;
        try {
            LocalStateDirectory state = LocalStateDirectory.of(place.environment());
            List<RunEvent> events = new ArrayList<>();
            directory.read(events::add);
            String runId = !events.isEmpty() && events.get(0) instanceof RunEvent.RunStarted started
                    ? started.id()
                    : "unknown";
            String planDirectory = directory.planDirectory();
            run = new LocalRun(directory, engineLock, runId, place, watcher);
            Set<String> names = new HashSet<>(given.mask());
            names.addAll(ParallelRuns.mask(events));
            Masker masker = Masker.of(MaskedValues.secretValues(names, given, place.environment()));
            String providerCache = ParallelRuns.providerCache(events);
            RunResources resources = run.resources(
                    runId,
                    place,
                    state,
                    masker,
                    planDirectory.isEmpty() ? null : Path.of(planDirectory),
                    providerCache == null ? null : Path.of(providerCache));
            for (RunEvent event : events) {
                run.fold.apply(event);
                watcher.event(event);
            }
            watcher.starting(directory.path());
            run.processor = ParallelRuns.resume(events, supplied, resources);
            return run;
        } finally {
            if (run == null) {
                engineLock.close();
            } else if (run.processor == null) {
                run.close();
            }
        }
    }

    /** The run's directory, absolute. */
    Path directory() {
        return directory.path();
    }

    /** Asks the run to stop, see {@link ParallelProcessor#abort}. Any thread; returns at once. */
    void abort(String cause, boolean person) {
        ParallelProcessor current = processor;
        if (current != null) {
            current.abort(cause, person);
            changed.release();
        }
    }

    /** Drives the run to its end and reports it. */
    RunReport drive() throws IOException {
        while (!processor.isFinished()) {
            Duration pause = processor.pulse();
            watcher.tick(clock.instant());
            if (!processor.isFinished()) {
                await(pause);
            }
        }
        RunReport report = fold.report(clock.instant(), false);
        afterwards.accept(report);
        return report;
    }

    /** Waits until what isn't needed any more is deleted; what couldn't be, in sentences for people. */
    List<String> settle() {
        deletions.settle();
        return deletions.troubles();
    }

    /** Closes its files; what terraform left for the user stays. */
    @Override
    public void close() throws IOException {
        host.close();
        deletions.close();
        logs.close();
        if (journal != null) {
            journal.close();
        }
        if (processor != null && processor.isFinished()) {
            directory.tidy();
        }
        engineLock.close();
    }

    private RunResources resources(
            String runId,
            LocalRunPlace place,
            LocalStateDirectory state,
            Masker masker,
            @CheckForNull Path planDirectory,
            @CheckForNull Path providerCache)
            throws RequestException, IOException {
        SecretHash hash = state.secretHash();
        RunCache cache = providerCache == null ? null : new LocalCacheDirectory(place).open(providerCache);
        return new RunResources(
                runId,
                host,
                state.locks(),
                UnitPlaces.UNLIMITED,
                new LocalUnitFiles(directory.path(), hash, deletions),
                planDirectory == null ? null : new LocalPlanStore(planDirectory.toAbsolutePath()),
                logs,
                masker,
                hash,
                new InitMemory(hash, new LocalInitRecords(hash)),
                place.environment(),
                cache == null ? new LocalCacheDirectory(place).shared() : null,
                cache,
                this::write,
                watcher::output,
                clock);
    }

    /** The journal first: what isn't in it has not happened. */
    private void write(RunEvent event) throws IOException {
        try {
            if (journal == null) {
                journal = event instanceof RunEvent.RunStarted
                        ? JournalWriter.create(directory.path())
                        : JournalWriter.resume(directory.path());
            }
            journal.append(event);
        } finally {
            // Where the journal is lost, people are told all the same, and the final report is whole.
            fold.apply(event);
            watcher.event(event);
        }
    }

    private void await(Duration pause) throws IOException {
        try {
            if (changed.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the run's driver was interrupted; resume " + directory.path());
        }
    }

    private static String newRunId(Instant now) {
        byte[] random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        return RUN_TIME.format(now) + "-" + HexFormat.of().formatHex(random);
    }
}
