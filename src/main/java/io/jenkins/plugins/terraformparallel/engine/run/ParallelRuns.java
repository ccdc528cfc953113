package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Begins runs, goes on with those whose engine died, and concludes those that can't go on. */
public final class ParallelRuns {

    private ParallelRuns() {}

    /** As {@link #begin(WorkPlan, RunSettings, RunResources, Masker)}; the journal keeps all values that aren't secret. */
    public static ParallelProcessor begin(WorkPlan plan, RunSettings settings, RunResources resources)
            throws RequestException, IOException {
        return begin(plan, settings, resources, resources.masker());
    }

    /**
     * Begins a run: checks saved plans where it applies and writes the first event. Its first pulse starts what can start.
     *
     * @param withheld finds the values of {@code vars}, {@code backendConfig} and {@code env} of which the journal keeps a
     *     keyed hash only, so that whoever resumes the run gives them again; {@link Masker#everything()} finds all of them
     * @throws RequestException where saved plans don't fit; then nothing was started and the journal is empty
     * @throws IOException where the journal or the modules' files can't be used; then nothing was started
     */
    public static ParallelProcessor begin(WorkPlan plan, RunSettings settings, RunResources resources, Masker withheld)
            throws RequestException, IOException {
        boolean applySaved = appliesSavedPlans(plan, settings, resources);
        ResumeRecord record = new ResumeRecord(new MaskedEntry(withheld, resources.hash()));
        resources
                .events()
                .accept(new RunEvent.RunStarted(
                        resources.clock().instant(),
                        resources.runId(),
                        plan.operation(),
                        settings.parallelAsked(),
                        settings.parallel(),
                        settings.executableAsked(),
                        settings.version().text(),
                        outlines(plan, resources),
                        ResumeRecord.withProviderCache(
                                record.write(plan, settings, applySaved, resources.environment()),
                                providerCache(resources))));
        ParallelProcessor processor = new ParallelProcessor(plan, settings, resources, applySaved);
        if (settings.parallelAsked() > RunRequest.MAX_PARALLEL) {
            resources
                    .events()
                    .accept(new RunEvent.Remark(
                            resources.clock().instant(),
                            null,
                            "parallel: " + settings.parallelAsked() + " was asked, " + settings.parallel()
                                    + " is used: the most terraform processes of one run at once."));
        }
        processor.begin();
        return processor;
    }

    /**
     * Goes on with a run whose engine died, with its first pulse.
     *
     * @param journal its events so far, from the first
     * @param supplied what is given again for masked entries
     * @throws RequestException where a masked entry is missing or differs, or the run has ended
     */
    public static ParallelProcessor resume(List<RunEvent> journal, SuppliedValues supplied, RunResources resources)
            throws RequestException {
        RunEvent.RunStarted started = beginning(journal);
        ResumeRecord record = new ResumeRecord(new MaskedEntry(resources.masker(), resources.hash()));
        ResumeRecord.Content content = record.read(started.resume(), supplied, resources.environment());
        WorkPlan plan = content.plan().expecting(expected(started));
        RunReplay replay = replay(journal, plan, started.id());
        ParallelProcessor processor = new ParallelProcessor(plan, content.settings(), resources, content.applySaved());
        processor.resume(replay);
        discardLeftovers(replay, started.id(), resources);
        return processor;
    }

    /**
     * Brings a run to its end that nobody can go on with, because its secrets are unknown or whoever asked for it is gone:
     * an aborted run that is resumed, but whose masked entries needn't be given again. Nothing is ever started: what runs
     * gets its one signal, its grace period and its kill, and the journal gets its end. A plan that was made is not kept for
     * an apply, because nobody knows any more what it was made from.
     *
     * @param journal its events so far, from the first
     * @param cause why, in words; without meaning where the run was aborted before
     * @param resources their environment isn't used; their masker is {@link Masker#everything()} where secrets of the run
     *     are unknown
     * @throws RequestException where the journal has no beginning, or has its end already
     */
    public static ParallelProcessor conclude(List<RunEvent> journal, String cause, RunResources resources)
            throws RequestException {
        RunEvent.RunStarted started = beginning(journal);
        ResumeRecord record = new ResumeRecord(new MaskedEntry(resources.masker(), resources.hash()));
        ResumeRecord.Content content = record.readWithoutSecrets(started.resume());
        RunReplay replay = replay(journal, content.plan(), started.id());
        ParallelProcessor processor =
                new ParallelProcessor(content.plan(), content.settings(), resources.concluding(), content.applySaved());
        processor.conclude(replay, cause);
        discardLeftovers(replay, started.id(), resources);
        return processor;
    }

    /** What the dead engine hadn't come to delete; what can't be deleted now either goes with the run's directory. */
    private static void discardLeftovers(RunReplay replay, String run, RunResources resources) {
        try {
            for (HostFiles.Discarded leftover : replay.leftovers()) {
                if (leftover.isChain()) {
                    resources.host().discardChain(leftover.unit(), leftover.number());
                } else {
                    resources.host().discard(new ProcessId(run, leftover.unit(), leftover.number()));
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    private static RunEvent.RunStarted beginning(List<RunEvent> journal) throws RequestException {
        if (!journal.isEmpty() && journal.get(0) instanceof RunEvent.RunStarted started) {
            return started;
        }
        throw new RequestException(List.of(
                new Mistake("RUN_DIR", "a journal without a beginning", "the directory of a run that has started")));
    }

    /** So that units go on in the order in which they began. */
    private static Map<String, Long> expected(RunEvent.RunStarted started) {
        Map<String, Long> expected = new HashMap<>();
        started.units().stream()
                .filter(unit -> unit.expectedMillis() != null)
                .forEach(unit -> expected.put(unit.name(), unit.expectedMillis()));
        return expected;
    }

    private static RunReplay replay(List<RunEvent> journal, WorkPlan plan, String id) throws RequestException {
        RunReplay replay = new RunReplay(plan, id);
        journal.forEach(replay::accept);
        if (replay.isEnded()) {
            throw new RequestException(
                    List.of(new Mistake("RUN_DIR", "a run that has ended", "one whose engine died before its end")));
        }
        return replay;
    }

    /**
     * The names whose values are secrets of a run. The journal has no values: whoever resumes it masks those that it is
     * given under these names, from the first moment.
     *
     * @param journal its events, from the first
     */
    public static List<String> mask(List<RunEvent> journal) {
        return !journal.isEmpty() && journal.get(0) instanceof RunEvent.RunStarted started
                ? ResumeRecord.mask(started.resume())
                : List.of();
    }

    /**
     * The directory of a run's provider cache, where it goes on to work with it.
     *
     * @param journal its events, from the first
     * @return null if it has none
     */
    @CheckForNull
    public static String providerCache(List<RunEvent> journal) {
        return !journal.isEmpty() && journal.get(0) instanceof RunEvent.RunStarted started
                ? ResumeRecord.providerCache(started.resume())
                : null;
    }

    @CheckForNull
    private static String providerCache(RunResources resources) {
        RunCache cache = resources.providerCache();
        return cache == null ? null : cache.directory();
    }

    private static boolean appliesSavedPlans(WorkPlan plan, RunSettings settings, RunResources resources)
            throws RequestException, IOException {
        PlanStore store = resources.plans();
        if (store == null) {
            if (settings.savedPlans() == SavedPlans.REQUIRE) {
                throw new RequestException(List.of(new Mistake(
                        "savedPlans", "require", "a place where plans are kept; on the command line --plan-dir")));
            }
            return false;
        }
        PlanInputs inputs = new PlanInputs(settings, resources.environment(), resources.hash());
        return new SavedPlanCheck(settings, store, resources.files(), inputs).useSavedPlans(plan);
    }

    private static List<UnitOutline> outlines(WorkPlan plan, RunResources resources) {
        return plan.units().stream()
                .map(unit -> new UnitOutline(
                        unit.name(),
                        unit.key(),
                        unit.path(),
                        unit.workspace(),
                        unit.dependsOn(),
                        resources.logs().logPath(unit.key()),
                        plan.expectedMillis(unit.name())))
                .toList();
    }
}
