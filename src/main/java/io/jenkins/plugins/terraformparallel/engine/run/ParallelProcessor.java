package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
    private final Clock clock;
    private final RunJournal journal;
    private final RunAccount account;
    private final UnitClaims claims;
    private final UnitStarter starter;
    private final RunningUnits running;
    private final Scheduler scheduler;
    private final Queue<AbortRequest> requests = new ConcurrentLinkedQueue<>();

    // Mutable state
    private final AbortRequests aborts = new AbortRequests();
    /** Units that wait for somebody outside the run, and what was last said of it. */
    private final Map<String, String> blocked = new HashMap<>();
    /** Units that an earlier engine started and that this one can't go on with yet. */
    private final Map<String, UnitHistory> resumable = new LinkedHashMap<>();

    private final Deque<SchedulerDecision> pending = new ArrayDeque<>();
    private boolean executing;
    private Instant retryAt = Instant.MAX;
    private String abortCause = "";
    private boolean journalLostTold;

    private record AbortRequest(String cause, boolean person) {}

    /** @param applySaved whether saved plans are applied, see {@link SavedPlanCheck} */
    ParallelProcessor(WorkPlan plan, RunSettings settings, RunResources given, boolean applySaved) {
        this.plan = plan;
        this.settings = settings;
        this.clock = given.clock();
        this.journal = new RunJournal(given.events());
        RunResources resources = given.withEvents(journal);
        this.account = new RunAccount(journal, resources.masker(), clock);
        this.running = new RunningUnits(resources.host(), account, settings.gracePeriod(), clock);
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
            account.restored(end.unit(), end.state(), end.cause());
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
        resumeWaiting();
        running.all().forEach(this::progress);
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
        return account.isClosed();
    }

    /** In one line what runs and how much waits. */
    public String status() {
        int waiting = plan.units().size() - account.size() - running.size();
        return running.size() + " running (" + running.status() + "), " + waiting + " waiting";
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
            more = running.poll();
            finishUnits();
        }
        running.tick();
        finishUnits();
        if (journal.lost() != null && !journalLostTold) {
            journalLostTold = true;
            execute(scheduler.on(new SchedulerEvent.JournalLost()));
        }
        return more ? Duration.ZERO : pause();
    }

    private Duration pause() {
        if (account.isClosed()) {
            return Duration.ZERO;
        }
        return running.size() == 0 ? RETRY_CLAIM : POLL;
    }

    private void retry() {
        retryAt = Instant.MAX;
        for (String name : List.copyOf(blocked.keySet())) {
            execute(scheduler.on(new SchedulerEvent.Unblocked(name)));
        }
        resumeWaiting();
    }

    private void resumeWaiting() {
        Map.copyOf(resumable).forEach((name, history) -> resumeUnit(name, history, false));
        resumable.keySet().removeIf(name -> running.contains(name) || account.hasEnded(name));
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
                running.all().forEach(unit -> unit.terraform().killNow(now));
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
            account.close();
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
            running.add(starter.start(unit, now()), BackgroundTerraform::begin);
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
            running.add(starter.resume(unit, history), terraform -> terraform.resume(history, history.isSignalled()));
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
        boolean abort = decision.cause() == SchedulerDecision.Cause.ABORT;
        Instant now = now();
        Interruption interruption = new Interruption(
                abort ? Interruption.Kind.ABORT : Interruption.Kind.FAIL_FAST,
                abort ? "interrupted by " + abortCause : "interrupted, because another unit failed (failFast)",
                now.plus(settings.gracePeriod()));
        running.with(decision.unit(), terraform -> terraform.interrupt(interruption, now));
    }

    private void skip(SchedulerDecision.Skip skip) {
        if (account.hasEnded(skip.unit())) {
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
        account.ended(
                skip.unit(), UnitState.SKIPPED, EndCause.valueOf(skip.cause().name()), reason, UnitNotes.NONE);
    }

    private void finishUnits() {
        boolean again = true;
        while (again) {
            again = false;
            for (RunningUnit unit : running.all()) {
                progress(unit);
                UnitEnd end = unit.terraform().end();
                if (end != null && running.contains(unit.name())) {
                    again = true;
                    end(unit.terraform().unit(), end);
                }
            }
        }
    }

    /** Tells the scheduler of a unit's steps that matter to others. */
    private void progress(RunningUnit unit) {
        String name = unit.name();
        if (unit.noteApplying()) {
            execute(scheduler.on(new SchedulerEvent.Applying(name)));
        }
        if (unit.noteInitialised()) {
            try {
                claims.releaseCache(unit.terraform().unit());
            } catch (IOException e) {
                account.remark(name, "The lock of the provider cache can't be released: " + e.getMessage());
            }
            execute(scheduler.on(new SchedulerEvent.InitEnded(name)));
        }
    }

    private void end(Unit unit, UnitEnd end) {
        RunningUnit over = running.remove(unit.name());
        if (over != null && over.terraform().planChangesOutputs()) {
            starter.outputsWillChange(unit.name());
        }
        account.ended(unit.name(), end.state(), end.cause(), end.reason(), end.notes());
        try {
            // Where a process couldn't be ended, nobody else may work in that directory yet.
            if (over == null || !over.terraform().isAbandoned()) {
                claims.release(unit);
            }
        } catch (IOException e) {
            account.remark(unit.name(), "The lock of its directory can't be released: " + e.getMessage());
        }
        execute(scheduler.on(new SchedulerEvent.Ended(unit.name(), end.outcome())));
    }

    private Instant now() {
        return clock.instant();
    }
}
