package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The bounded queue over units' terraforms. It never waits: whoever drives it calls {@link #pulse} again and again, after
 * the time that it asks for or when the host reports a change, until it is done. Slots are a count, not threads.
 *
 * <p>Not thread-safe: one driver at a time; only {@link #abort} may be called from any thread.
 */
public final class ParallelProcessor {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY_CLAIM = Duration.ofMillis(500);
    /** One pulse reads at most so many blocks, so that deadlines are kept while output pours in. */
    private static final int ROUNDS = 16;

    private final WorkPlan plan;
    private final RunSettings settings;
    private final RunResources resources;
    private final RunJournal journal;
    private final UnitClaims claims;
    private final UnitStarter starter;
    private final Scheduler scheduler;
    private final Queue<AbortRequest> requests = new ConcurrentLinkedQueue<>();

    // Mutable state
    private final AbortRequests aborts = new AbortRequests();
    private final Map<String, RunningUnit> running = new LinkedHashMap<>();
    /** Units that wait for somebody outside the run, and what was last said of it. */
    private final Map<String, String> blocked = new HashMap<>();

    private final Map<String, UnitHistory> resumable = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, UnitState> states = new LinkedHashMap<>();
    private final Set<EndCause> causes = new HashSet<>();
    private final Deque<SchedulerDecision> pending = new ArrayDeque<>();
    private boolean executing;
    private Instant retryAt = Instant.MAX;
    private String abortCause = "";
    private boolean journalLostTold;
    private boolean finished;

    private record AbortRequest(String cause, boolean person) {}

    /** @param applySaved whether saved plans are applied, see {@link SavedPlanCheck} */
    ParallelProcessor(WorkPlan plan, RunSettings settings, RunResources given, boolean applySaved) {
        this.plan = plan;
        this.settings = settings;
        this.journal = new RunJournal(given.events());
        this.resources = given.withEvents(journal);
        this.claims = new UnitClaims(resources);
        this.starter = new UnitStarter(plan, settings, resources, applySaved);
        this.scheduler = new Scheduler(
                settings.parallel(),
                settings.failFast(),
                resources.sharedPluginCache() != null && starter.runsInit(),
                plan.units().stream()
                        .map(unit -> new SchedulerUnit(unit.name(), unit.directory(), plan.prerequisites(unit.name())))
                        .toList());
    }

    /** Begins a new run; its {@code RunStarted} is in the journal. */
    void begin() {
        execute(scheduler.on(new SchedulerEvent.Begun()));
    }

    /** Goes on with a run that an earlier engine began. */
    void resume(RunReplay replay) {
        Instant now = now();
        journal.tell(new RunEvent.RunResumed(now));
        // The scheduler draws no consequences before it has begun.
        for (UnitHistory history : replay.inOrderOfEnd()) {
            RunEvent.UnitEnded end = history.end();
            ended.add(end.unit());
            note(end.unit(), end.state(), end.cause());
            scheduler.on(new SchedulerEvent.Restored(end.unit(), RunReplay.outcome(end)));
        }
        replay.open().forEach((name, history) -> {
            resumable.put(name, history);
            if (history.planChangesOutputs()) {
                starter.outputsWillChange(name);
            }
            scheduler.on(new SchedulerEvent.Restored(name, null));
            if (history.isInitialised()) {
                scheduler.on(new SchedulerEvent.InitEnded(name));
            }
            if (history.applyStarted()) {
                scheduler.on(new SchedulerEvent.Applying(name));
            }
        });
        replay.endedPlansThatChangeOutputs().forEach(starter::outputsWillChange);
        resumable.forEach((name, history) -> resumeUnit(name, history, false));
        resumable.keySet().removeAll(running.keySet());
        running.values().forEach(this::progress);
        if (replay.abortCause() != null) {
            aborts.request(false, now);
            abortCause = replay.abortCause();
            scheduler.on(new SchedulerEvent.Aborted());
        }
        execute(scheduler.on(new SchedulerEvent.Begun()));
        finishUnits();
    }

    /**
     * Asks the run to stop. Thread-safe, returns at once; takes effect with the next pulse.
     *
     * @param cause in words, such as {@code Ctrl-C}
     * @param person whether somebody asked for it by hand: a person's second request, at least 3 s later, kills
     */
    public void abort(String cause, boolean person) {
        requests.add(new AbortRequest(cause, person));
    }

    /** Whether every unit has its final state and the journal its end. */
    public boolean isFinished() {
        return finished;
    }

    /** In one line what runs and how much waits. */
    public String status() {
        List<String> now = new ArrayList<>();
        running.values()
                .forEach(unit -> now.add(
                        unit.terraform().unit().name() + ": " + unit.terraform().status()));
        int waiting = plan.units().size() - ended.size() - running.size();
        return now.size() + " running (" + String.join(", ", now) + "), " + waiting + " waiting";
    }

    /**
     * Does everything that can be done now.
     *
     * @return how long to wait before the next pulse, unless the host reports a change earlier
     */
    public Duration pulse() {
        Instant now = now();
        for (AbortRequest request = requests.poll(); request != null; request = requests.poll()) {
            abortNow(request, now);
        }
        if (!now.isBefore(retryAt)) {
            retry();
        }
        boolean more = true;
        for (int round = 0; round < ROUNDS && more; round++) {
            more = poll();
            finishUnits();
        }
        running.values().forEach(unit -> guarded(unit, () -> tick(unit, now())));
        finishUnits();
        if (journal.lost() != null && !journalLostTold) {
            journalLostTold = true;
            execute(scheduler.on(new SchedulerEvent.JournalLost()));
        }
        return more ? Duration.ZERO : pause();
    }

    private boolean poll() {
        List<ProcessQuery> queries = new ArrayList<>();
        List<RunningUnit> asked = new ArrayList<>();
        for (RunningUnit unit : running.values()) {
            ProcessQuery query = unit.terraform().query();
            if (query != null) {
                queries.add(query);
                asked.add(unit);
            }
        }
        if (queries.isEmpty()) {
            return false;
        }
        try {
            List<ProcessProgress> answers = resources.host().poll(queries);
            boolean more = false;
            for (int i = 0; i < answers.size(); i++) {
                ProcessProgress answer = answers.get(i);
                RunningUnit unit = asked.get(i);
                more |= guarded(unit, () -> unit.terraform().accept(answer, now()));
            }
            return more;
        } catch (IOException e) {
            // Terraform goes on by itself; it is asked again with the next pulse.
            remark(null, "The processes can't be looked at now, trying again: " + e.getMessage());
            return false;
        }
    }

    private void tick(RunningUnit unit, Instant now) throws IOException {
        if (unit.isTimedOut(now)) {
            unit.terraform()
                    .interrupt(
                            new Interruption(
                                    Interruption.Kind.TIMEOUT,
                                    "timed out after " + unit.timeoutText(),
                                    now.plus(settings.gracePeriod())),
                            now);
        }
        unit.terraform().tick(now);
    }

    private Duration pause() {
        if (finished) {
            return Duration.ZERO;
        }
        return running.isEmpty() ? RETRY_CLAIM : POLL;
    }

    private void retry() {
        retryAt = Instant.MAX;
        for (String name : List.copyOf(blocked.keySet())) {
            execute(scheduler.on(new SchedulerEvent.Unblocked(name)));
        }
        Map.copyOf(resumable).forEach((name, history) -> resumeUnit(name, history, false));
        resumable.keySet().removeAll(running.keySet());
    }

    private void abortNow(AbortRequest request, Instant now) {
        switch (aborts.request(request.person(), now)) {
            case INTERRUPT -> {
                abortCause = request.cause();
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), false));
                execute(scheduler.on(new SchedulerEvent.Aborted()));
            }
            case KILL -> {
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), true));
                running.values().forEach(unit -> unit.terraform().killNow(now));
            }
            case NOTHING -> {}
        }
    }

    /** In the order in which they were taken: what one of them brings about comes after all of them. */
    private void execute(List<SchedulerDecision> decisions) {
        pending.addAll(decisions);
        if (executing) {
            return;
        }
        executing = true;
        try {
            for (SchedulerDecision next = pending.poll(); next != null; next = pending.poll()) {
                execute(next);
            }
        } finally {
            executing = false;
        }
    }

    private void execute(SchedulerDecision decision) {
        if (decision instanceof SchedulerDecision.Start start) {
            startUnit(plan.unit(start.unit()));
        } else if (decision instanceof SchedulerDecision.Interrupt interrupt) {
            interrupt(interrupt);
        } else if (decision instanceof SchedulerDecision.Skip skip) {
            skip(skip);
        } else {
            finish();
        }
    }

    private void startUnit(Unit unit) {
        try {
            String waitsFor = claims.claim(unit, starter.runsInit());
            if (waitsFor != null) {
                block(unit, waitsFor);
                return;
            }
            blocked.remove(unit.name());
            journal.tell(new RunEvent.UnitStarted(now(), unit.name()));
            RunningUnit started = starter.start(unit, now());
            running.put(unit.name(), started);
            guarded(started, () -> started.terraform().begin());
        } catch (IOException e) {
            journal.tell(new RunEvent.UnitStarted(now(), unit.name()));
            end(unit, UnitEnd.failed("it could not be started: " + e.getMessage()));
        }
    }

    private void resumeUnit(String name, UnitHistory history, boolean withoutClaim) {
        Unit unit = plan.unit(name);
        try {
            String waitsFor = withoutClaim ? null : claims.claim(unit, false);
            if (waitsFor != null) {
                wait(unit, waitsFor);
                return;
            }
            RunningUnit resumed = starter.resume(unit, history);
            running.put(name, resumed);
            guarded(resumed, () -> resumed.terraform().resume(history, history.isSignalled()));
        } catch (IOException e) {
            end(unit, UnitEnd.failed("it could not be resumed: " + e.getMessage()));
        }
    }

    private void block(Unit unit, String waitsFor) {
        wait(unit, waitsFor);
        blocked.put(unit.name(), waitsFor);
        execute(scheduler.on(new SchedulerEvent.Blocked(unit.name())));
    }

    private void wait(Unit unit, String waitsFor) {
        if (!waitsFor.equals(blocked.get(unit.name()))) {
            journal.tell(new RunEvent.UnitWaiting(now(), unit.name(), waitsFor));
        }
        retryAt = now().plus(RETRY_CLAIM);
    }

    private void interrupt(SchedulerDecision.Interrupt decision) {
        UnitHistory waiting = resumable.remove(decision.unit());
        if (waiting != null) {
            // Its directory is somebody else's by now, but it must be stopped all the same; it starts nothing more.
            resumeUnit(decision.unit(), waiting, true);
        }
        RunningUnit unit = running.get(decision.unit());
        if (unit == null) {
            return;
        }
        boolean abort = decision.cause() == SchedulerDecision.Cause.ABORT;
        Instant now = now();
        Interruption interruption = new Interruption(
                abort ? Interruption.Kind.ABORT : Interruption.Kind.FAIL_FAST,
                abort ? "interrupted by " + abortCause : "interrupted, because another unit failed (failFast)",
                now.plus(settings.gracePeriod()));
        guarded(unit, () -> unit.terraform().interrupt(interruption, now));
    }

    private void skip(SchedulerDecision.Skip skip) {
        if (ended.contains(skip.unit())) {
            return;
        }
        blocked.remove(skip.unit());
        String reason =
                switch (skip.cause()) {
                    case ABORT -> "not started, because the run was aborted by " + abortCause;
                    case FAIL_FAST -> "not started, because " + skip.because() + " failed (failFast)";
                    case PREREQUISITE -> "not started, because " + skip.because() + " did not succeed";
                    case NEEDS_APPLY -> "needs " + skip.because() + " to be applied first";
                    case JOURNAL_LOST -> "not started, because the run's journal can't be written";
                };
        if (skip.cause() == SchedulerDecision.Cause.NEEDS_APPLY) {
            starter.keepNeed(plan.unit(skip.unit()));
        }
        told(skip.unit(), UnitState.SKIPPED, EndCause.valueOf(skip.cause().name()), reason, UnitNotes.NONE);
    }

    private void finishUnits() {
        boolean again = true;
        while (again) {
            again = false;
            for (RunningUnit unit : List.copyOf(running.values())) {
                progress(unit);
                UnitEnd end = unit.terraform().end();
                if (end != null && running.containsKey(unit.terraform().unit().name())) {
                    again = true;
                    end(unit.terraform().unit(), end);
                }
            }
        }
    }

    /** Tells the scheduler of a unit's steps that matter to others. */
    private void progress(RunningUnit unit) {
        String name = unit.terraform().unit().name();
        if (unit.noteApplying()) {
            execute(scheduler.on(new SchedulerEvent.Applying(name)));
        }
        if (unit.noteInitialised()) {
            try {
                claims.releaseCache(unit.terraform().unit());
            } catch (IOException e) {
                remark(name, "The lock of the provider cache can't be released: " + e.getMessage());
            }
            execute(scheduler.on(new SchedulerEvent.InitEnded(name)));
        }
    }

    private void end(Unit unit, UnitEnd end) {
        RunningUnit over = running.remove(unit.name());
        if (over != null && over.terraform().planChangesOutputs()) {
            starter.outputsWillChange(unit.name());
        }
        told(unit.name(), end.state(), end.cause(), end.reason(), end.notes());
        try {
            claims.release(unit);
        } catch (IOException e) {
            remark(unit.name(), "The lock of its directory can't be released: " + e.getMessage());
        }
        execute(scheduler.on(new SchedulerEvent.Ended(unit.name(), end.outcome())));
    }

    private void told(String unit, UnitState state, EndCause cause, String reason, UnitNotes notes) {
        ended.add(unit);
        note(unit, state, cause);
        journal.tell(new RunEvent.UnitEnded(now(), unit, state, cause, reason, notes));
    }

    private void note(String unit, UnitState state, EndCause cause) {
        states.put(unit, state);
        causes.add(cause);
    }

    private void finish() {
        finished = true;
        journal.tell(new RunEvent.RunEnded(now(), RunStatus.of(states.values(), causes)));
    }

    private void remark(String unit, String text) {
        journal.tell(new RunEvent.Remark(now(), unit, resources.masker().apply(text)));
    }

    private Instant now() {
        return resources.clock().instant();
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** One unit's trouble with files is that unit's alone. */
    private boolean guarded(RunningUnit unit, Action<Boolean> action) {
        try {
            return action.run();
        } catch (IOException e) {
            remark(unit.terraform().unit().name(), "Trouble with its files, going on: " + e.getMessage());
            return false;
        }
    }

    private void guarded(RunningUnit unit, Work work) {
        guarded(unit, () -> {
            work.run();
            return false;
        });
    }
}
