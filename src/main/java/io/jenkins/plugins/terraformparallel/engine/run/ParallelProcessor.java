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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
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
    /** Units that wait for somebody outside the run. */
    private final Set<String> blocked = new TreeSet<>();
    /** Units that an earlier engine started and that nobody looks after yet. */
    private final Map<String, UnitHistory> resumable = new LinkedHashMap<>();
    /** Those of them that are to stop, and why. */
    private final Map<String, Interruption> stopping = new HashMap<>();
    /** What was last said of a unit's waiting, and of its trouble: nothing is said twice in a row. */
    private final Map<String, String> waitingTold = new HashMap<>();

    private final Map<String, String> troubleTold = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, UnitState> states = new LinkedHashMap<>();
    private final Set<EndCause> causes = new HashSet<>();
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
            if (history.initEnded() || !starter.runsInit()) {
                scheduler.on(new SchedulerEvent.InitEnded(name));
            }
            if (history.applyStarted()) {
                scheduler.on(new SchedulerEvent.Applying(name));
            }
        });
        replay.endedPlansThatChangeOutputs().forEach(starter::outputsWillChange);
        if (replay.abortCause() != null) {
            aborts.request(false, now);
            abortCause = replay.abortCause();
            scheduler.on(new SchedulerEvent.Aborted());
        }
        // Who is to stop must be known before anybody goes on: it starts nothing more.
        List<SchedulerDecision> decisions = scheduler.on(new SchedulerEvent.Begun());
        decisions.stream()
                .filter(SchedulerDecision.Interrupt.class::isInstance)
                .forEach(decision -> interrupt((SchedulerDecision.Interrupt) decision));
        resumeUnits();
        execute(decisions);
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
        // Whose time is up starts nothing more, even where its process has just ended.
        running.values().forEach(unit -> guarded(unit, () -> timeOut(unit, now)));
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
        running.values().forEach(unit -> guarded(unit, () -> unit.terraform().tick(now())));
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
        boolean more = false;
        List<ProcessProgress> answers = answers(queries);
        for (int i = 0; i < asked.size(); i++) {
            RunningUnit unit = asked.get(i);
            ProcessQuery query = queries.get(i);
            ProcessProgress answer = answers.isEmpty() ? null : answers.get(i);
            more |= guarded(
                    unit,
                    () -> unit.terraform()
                            .accept(
                                    answer == null
                                            ? resources
                                                    .host()
                                                    .poll(List.of(query))
                                                    .get(0)
                                            : answer,
                                    now()));
        }
        return more;
    }

    /** All answers at once; none where any can't be given, so that the trouble of one unit is that unit's alone. */
    private List<ProcessProgress> answers(List<ProcessQuery> queries) {
        try {
            return resources.host().poll(queries);
        } catch (IOException e) {
            return List.of();
        }
    }

    private void timeOut(RunningUnit unit, Instant now) throws IOException {
        if (unit.isTimedOut(now)) {
            unit.terraform().interrupt(timeOut(unit.timeoutText(), now), now);
        }
    }

    private Interruption timeOut(String time, Instant now) {
        return new Interruption(Interruption.Kind.TIMEOUT, "timed out after " + time, now.plus(settings.gracePeriod()));
    }

    private Duration pause() {
        if (finished) {
            return Duration.ZERO;
        }
        return running.isEmpty() ? RETRY_CLAIM : POLL;
    }

    private void retry() {
        retryAt = Instant.MAX;
        for (String name : List.copyOf(blocked)) {
            execute(scheduler.on(new SchedulerEvent.Unblocked(name)));
        }
        resumeUnits();
    }

    private void resumeUnits() {
        for (String name : List.copyOf(resumable.keySet())) {
            resumeUnit(plan.unit(name), resumable.get(name));
        }
    }

    private void abortNow(AbortRequest request, Instant now) {
        switch (aborts.request(request.person(), now)) {
            case INTERRUPT -> {
                abortCause = request.cause();
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), false));
                execute(scheduler.on(new SchedulerEvent.Aborted()));
                resumeUnits();
            }
            case KILL -> {
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), true));
                running.values().forEach(unit -> unit.terraform().killNow(now));
            }
            case NOTHING -> {}
        }
    }

    private void execute(List<SchedulerDecision> decisions) {
        for (SchedulerDecision decision : decisions) {
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
    }

    private void startUnit(Unit unit) {
        try {
            String waitsFor = journal.lost() == null ? claims.claim(unit, starter.runsInit()) : "";
            if (waitsFor != null) {
                block(unit, waitsFor);
                return;
            }
            blocked.remove(unit.name());
            journal.tell(new RunEvent.UnitStarted(now(), unit.name()));
            if (journal.lost() != null) {
                claims.release(unit);
                block(unit, "");
                return;
            }
            RunningUnit started = starter.start(unit, now());
            running.put(unit.name(), started);
            guarded(started, () -> started.terraform().begin());
        } catch (IOException e) {
            journal.tell(new RunEvent.UnitStarted(now(), unit.name()));
            end(unit, UnitEnd.failed("it could not be started: " + e.getMessage()));
        }
    }

    private void resumeUnit(Unit unit, UnitHistory history) {
        Interruption stop = stopping.get(unit.name());
        try {
            // Whose directory is somebody else's must be stopped all the same: it starts nothing more.
            boolean runsInit = starter.runsInit() && !history.initEnded();
            String waitsFor = stop == null ? claims.claim(unit, runsInit) : null;
            if (waitsFor != null) {
                wait(unit, waitsFor);
                return;
            }
            resumable.remove(unit.name());
            RunningUnit resumed = starter.resume(unit, history);
            running.put(unit.name(), resumed);
            Instant now = now();
            Interruption wanted = stop == null && resumed.isTimedOut(now) ? timeOut(resumed.timeoutText(), now) : stop;
            guarded(resumed, () -> resumed.terraform().resume(history, wanted, now));
        } catch (IOException e) {
            resumable.remove(unit.name());
            end(unit, UnitEnd.failed("it could not be resumed: " + e.getMessage()));
        }
    }

    private void block(Unit unit, String waitsFor) {
        if (!waitsFor.isEmpty()) {
            wait(unit, waitsFor);
        }
        blocked.add(unit.name());
        execute(scheduler.on(new SchedulerEvent.Blocked(unit.name())));
    }

    private void wait(Unit unit, String waitsFor) {
        if (!waitsFor.equals(waitingTold.put(unit.name(), waitsFor))) {
            journal.tell(new RunEvent.UnitWaiting(now(), unit.name(), waitsFor));
        }
        retryAt = now().plus(RETRY_CLAIM);
    }

    private void interrupt(SchedulerDecision.Interrupt decision) {
        boolean abort = decision.cause() == SchedulerDecision.Cause.ABORT;
        Instant now = now();
        Interruption interruption = new Interruption(
                abort ? Interruption.Kind.ABORT : Interruption.Kind.FAIL_FAST,
                abort ? "interrupted by " + abortCause : "interrupted, because another unit failed (failFast)",
                now.plus(settings.gracePeriod()));
        RunningUnit unit = running.get(decision.unit());
        if (unit == null) {
            stopping.putIfAbsent(decision.unit(), interruption);
        } else {
            guarded(unit, () -> unit.terraform().interrupt(interruption, now));
        }
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
            // First of all: what applies now isn't interrupted because of who failed at the same time.
            List.copyOf(running.values()).forEach(this::tellApplying);
            for (RunningUnit unit : List.copyOf(running.values())) {
                tellInitialised(unit);
                UnitEnd end = unit.terraform().end();
                if (end != null && running.containsKey(unit.terraform().unit().name())) {
                    again = true;
                    end(unit.terraform().unit(), end);
                }
            }
        }
    }

    private void tellApplying(RunningUnit unit) {
        if (unit.noteApplying()) {
            execute(scheduler.on(
                    new SchedulerEvent.Applying(unit.terraform().unit().name())));
        }
    }

    private void tellInitialised(RunningUnit unit) {
        String name = unit.terraform().unit().name();
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
        String masked = reason == null ? null : resources.masker().apply(reason);
        journal.tell(new RunEvent.UnitEnded(now(), unit, state, cause, masked, notes));
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
        String name = unit.terraform().unit().name();
        try {
            return action.run();
        } catch (IOException e) {
            String trouble = "Its processes can't be looked after now, trying again: " + e.getMessage();
            if (!trouble.equals(troubleTold.put(name, trouble))) {
                remark(name, trouble);
            }
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
