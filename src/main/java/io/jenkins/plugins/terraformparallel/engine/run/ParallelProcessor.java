package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
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
 * <p>Not thread-safe: one driver at a time; only {@link #abort}, {@link #hold} and {@link #release} may be called from any
 * thread.
 */
public final class ParallelProcessor {

    private static final Duration POLL = Duration.ofMillis(100);
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
    private final WaitingUnits waiting;
    private final Scheduler scheduler;
    private final Queue<AbortRequest> requests = new ConcurrentLinkedQueue<>();
    private final HoldRequests holds = new HoldRequests();

    // Mutable state
    private final AbortRequests aborts = new AbortRequests();

    private final UnitAborts unitAborts = new UnitAborts();
    /** Units that an earlier engine started and that nobody looks after yet. */
    private final Map<String, UnitHistory> resumable = new LinkedHashMap<>();
    /** Those of them that are to stop, and why. */
    private final Map<String, Interruption> stopping = new HashMap<>();
    /** What the scheduler decided and wasn't done yet. */
    private final Deque<SchedulerDecision> pending = new ArrayDeque<>();

    /** What the first pulse begins with. */
    private Runnable start = () -> {};

    private boolean begun;

    private boolean holdTold;
    private boolean executing;
    private String abortCause = "";
    private boolean journalLostTold;

    /**
     * @param unit that alone is to stop; null where the run is
     * @param kill whether what an earlier request waits for is to be killed
     */
    private record AbortRequest(@CheckForNull String unit, String cause, boolean person, boolean kill) {}

    /** @param applySaved whether saved plans are applied, see {@link SavedPlanCheck} */
    ParallelProcessor(WorkPlan plan, RunSettings settings, RunResources given, boolean applySaved) {
        this.plan = plan;
        this.settings = settings;
        this.clock = given.clock();
        this.journal = new RunJournal(given.events());
        RunResources resources = given.withEvents(journal);
        this.account = new RunAccount(journal, resources.masker(), clock);
        this.running = new RunningUnits(resources.host(), account, settings.gracePeriod(), clock);
        this.waiting = new WaitingUnits(journal);
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

    /** Begins a new run with the first pulse; its {@code RunStarted} is in the journal. */
    void begin() {
        start = () -> execute(scheduler.on(new SchedulerEvent.Begun()));
    }

    /** As {@link #resume}, for a run that is aborted now if it wasn't before. */
    void conclude(RunReplay replay, String cause) {
        if (replay.abortCause() == null) {
            RunEvent.AbortRequested abort = new RunEvent.AbortRequested(clock.instant(), cause, false);
            journal.tell(abort);
            replay.accept(abort);
        }
        resume(replay);
    }

    /** Goes on with a run that an earlier engine began, with the first pulse. */
    void resume(RunReplay replay) {
        Instant now = clock.instant();
        journal.tell(new RunEvent.RunResumed(now));
        replay.ends().forEach(end -> account.restored(end.unit(), end.state(), end.cause()));
        resumable.putAll(replay.open());
        // The scheduler draws no consequences before it has begun.
        replay.events(starter.runsInit()).forEach(scheduler::on);
        replay.unitsThatChangeOutputs().forEach(starter::outputsWillChange);
        if (replay.abortCause() != null) {
            aborts.request(false, now);
            abortCause = replay.abortCause();
            scheduler.on(new SchedulerEvent.Aborted());
        }
        replay.unitAborts().forEach((unit, cause) -> {
            unitAborts.request(unit, cause, now);
            scheduler.on(new SchedulerEvent.UnitAborted(unit));
        });
        start = this::goOn;
    }

    private void goOn() {
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
        requests.add(new AbortRequest(null, cause, person, false));
    }

    /**
     * Asks one unit to stop; what depends on it is skipped, everything else goes on. A second request for it, at least 3 s
     * later, kills it. Thread-safe, returns at once; takes effect with the next pulse.
     *
     * @param unit its name; nothing happens where there is none, or it has ended
     * @param cause who asks, such as {@code alice}
     */
    public void abortUnit(String unit, String cause) {
        requests.add(new AbortRequest(unit, cause, true, false));
    }

    /**
     * Kills what an earlier {@link #abort} of whomever waits for; aborts where there was none. For a person who was told
     * what that may cost. Thread-safe, returns at once; takes effect with the next pulse.
     */
    public void kill(String cause) {
        requests.add(new AbortRequest(null, cause, true, true));
    }

    /**
     * From now on no new unit starts; what runs goes on to its own end. Thread-safe, returns at once; takes effect with the
     * next pulse, so that before the first one nothing starts at all. Not counted: one {@link #release} ends it, however
     * often it was asked for.
     *
     * @param because why, in words, such as {@code Jenkins is about to shut down}; the first reason is told
     */
    public void hold(String because) {
        holds.hold(because);
    }

    /** Units start again. Thread-safe, returns at once; takes effect with the next pulse. */
    public void release() {
        holds.release();
    }

    /** Whether every unit has its final state and the journal its end. */
    public boolean isFinished() {
        return account.isClosed();
    }

    /** How long an interrupted terraform gets before it is killed. */
    public Duration gracePeriod() {
        return settings.gracePeriod();
    }

    /** In one line what runs, how much waits, and what has failed. */
    public String status() {
        List<String> failed = account.failed();
        String busy = running.status();
        return running.size() + " running" + (busy.isEmpty() ? "" : " (" + busy + ")") + ", " + waitingUnits()
                + " waiting"
                + (failed.isEmpty() ? "" : ", " + failed.size() + " failed (first " + failed.get(0) + ")")
                + (holds.because() == null ? "" : "; no new unit starts: " + holds.because());
    }

    private int waitingUnits() {
        return plan.units().size() - account.size() - running.size();
    }

    /**
     * Does everything that can be done now.
     *
     * @return how long to wait before the next pulse, unless the host reports a change earlier
     */
    public Duration pulse() {
        if (isFinished()) {
            return Duration.ZERO;
        }
        holdOrRelease();
        if (!begun) {
            abortWhereAsked();
            begun = true;
            start.run();
            if (isFinished()) {
                return Duration.ZERO;
            }
        }
        // Whose time is up starts nothing more, even where its process has just ended.
        running.timeOut();
        abortWhereAsked();
        if (waiting.retryIsDue(clock.instant())) {
            waiting.blocked().forEach(name -> execute(scheduler.on(new SchedulerEvent.Unblocked(name))));
            resumeUnits();
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
        if (more || isFinished()) {
            return Duration.ZERO;
        }
        return running.size() == 0 ? WaitingUnits.RETRY : POLL;
    }

    private void holdOrRelease() {
        switch (holds.look()) {
            case HELD -> {
                scheduler.on(new SchedulerEvent.Held());
                holdTold = waitingUnits() > 0;
                if (holdTold) {
                    account.remark(null, "No new unit starts: " + holds.because());
                }
            }
            case RELEASED -> {
                if (holdTold && waitingUnits() > 0) {
                    account.remark(null, "Units start again.");
                }
                execute(scheduler.on(new SchedulerEvent.Released()));
            }
            case NONE -> {}
        }
    }

    private void resumeUnits() {
        for (String name : List.copyOf(resumable.keySet())) {
            resumeUnit(plan.unit(name), resumable.get(name));
        }
    }

    private void abortWhereAsked() {
        // The abort of the last unit may be the run's end: nothing comes after that.
        while (!isFinished() && !requests.isEmpty()) {
            abortNow(requests.remove(), clock.instant());
        }
    }

    private void abortNow(AbortRequest request, Instant now) {
        if (request.unit() != null) {
            abortUnitNow(request.unit(), request.cause(), now);
            return;
        }
        switch (request.kill() ? aborts.kill(now) : aborts.request(request.person(), now)) {
            case INTERRUPT -> {
                abortCause = request.cause();
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), false));
                execute(scheduler.on(new SchedulerEvent.Aborted()));
                resumeOnceBegun();
            }
            case KILL -> {
                journal.tell(new RunEvent.AbortRequested(now, request.cause(), true));
                running.all().forEach(unit -> unit.terraform().killNow(now));
            }
            case NOTHING -> {}
        }
    }

    /** Before the first pulse has begun nobody goes on: the scheduler hasn't said yet who is to stop. */
    private void resumeOnceBegun() {
        if (begun) {
            resumeUnits();
        }
    }

    private void abortUnitNow(String unit, String cause, Instant now) {
        boolean isOpen = plan.units().stream().anyMatch(each -> each.name().equals(unit)) && !account.hasEnded(unit);
        if (!isOpen) {
            return;
        }
        switch (unitAborts.request(unit, cause, now)) {
            case INTERRUPT -> {
                journal.tell(new RunEvent.UnitAbortRequested(now, unit, cause, false));
                execute(scheduler.on(new SchedulerEvent.UnitAborted(unit)));
                resumeOnceBegun();
            }
            case KILL -> {
                journal.tell(new RunEvent.UnitAbortRequested(now, unit, cause, true));
                running.with(unit, terraform -> terraform.killNow(now));
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
            String waitsFor = journal.lost() == null ? claims.claim(unit, starter.runsInit()) : "";
            if (waitsFor != null) {
                block(unit, waitsFor);
                return;
            }
            waiting.release(unit.name());
            journal.tell(new RunEvent.UnitStarted(clock.instant(), unit.name()));
            if (journal.lost() != null) {
                claims.release(unit);
                block(unit, "");
                return;
            }
            running.add(starter.start(unit, clock.instant()), BackgroundTerraform::begin);
        } catch (IOException e) {
            journal.tell(new RunEvent.UnitStarted(clock.instant(), unit.name()));
            end(unit, UnitEnd.failed("it could not be started: " + e.getMessage()));
        }
    }

    /** @param waitsFor empty where it waits for nobody but can't start all the same */
    private void block(Unit unit, String waitsFor) {
        if (!waitsFor.isEmpty()) {
            waiting.waits(unit.name(), waitsFor, clock.instant());
        }
        waiting.block(unit.name());
        execute(scheduler.on(new SchedulerEvent.Blocked(unit.name())));
    }

    private void resumeUnit(Unit unit, UnitHistory history) {
        Interruption stop = stopping.get(unit.name());
        Instant now = clock.instant();
        try {
            // Whose directory is somebody else's must be stopped all the same: it starts nothing more.
            boolean runsInit = starter.runsInit() && !history.initEnded();
            String waitsFor = stop == null ? claims.claim(unit, runsInit) : null;
            if (waitsFor != null) {
                waiting.waits(unit.name(), waitsFor, now);
                return;
            }
            resumable.remove(unit.name());
            RunningUnit resumed = starter.resume(unit, history);
            Interruption wanted =
                    stop == null && resumed.isTimedOut(now) ? resumed.timeOut(now.plus(settings.gracePeriod())) : stop;
            running.add(resumed, terraform -> terraform.resume(history, wanted, now));
        } catch (IOException e) {
            resumable.remove(unit.name());
            end(unit, UnitEnd.failed("it could not be resumed: " + e.getMessage()));
        }
    }

    private void interrupt(SchedulerDecision.Interrupt decision) {
        boolean abort = decision.cause() == SchedulerDecision.Cause.ABORT;
        Instant now = clock.instant();
        Interruption interruption = new Interruption(
                abort ? Interruption.Kind.ABORT : Interruption.Kind.FAIL_FAST,
                abort
                        ? "interrupted by " + abortCauseOf(decision.unit())
                        : "interrupted, because " + account.firstFailed() + " failed (failFast)",
                now.plus(settings.gracePeriod()));
        if (running.contains(decision.unit())) {
            running.with(decision.unit(), terraform -> terraform.interrupt(interruption, now));
        } else {
            stopping.putIfAbsent(decision.unit(), interruption);
        }
    }

    private void skip(SchedulerDecision.Skip skip) {
        if (account.hasEnded(skip.unit())) {
            return;
        }
        waiting.release(skip.unit());
        if (skip.cause() == SchedulerDecision.Cause.NEEDS_APPLY) {
            keepNeed(plan.unit(skip.unit()));
        }
        EndCause cause = EndCause.valueOf(skip.cause().name());
        boolean alone = skip.cause() == SchedulerDecision.Cause.ABORT && unitAborts.cause(skip.unit()) != null;
        String reason = alone
                ? "not started, because it was aborted by " + unitAborts.cause(skip.unit())
                : skip.reason(abortCause);
        account.ended(skip.unit(), UnitState.SKIPPED, cause, reason, UnitNotes.NONE);
    }

    private String abortCauseOf(String unit) {
        String alone = unitAborts.cause(unit);
        return alone == null ? abortCause : alone;
    }

    private void keepNeed(Unit unit) {
        try {
            starter.keepNeed(unit);
        } catch (IOException e) {
            account.remark(unit.name(), "That it needs to be planned later could not be kept: " + e.getMessage());
        }
    }

    private void finishUnits() {
        boolean again = true;
        while (again) {
            again = false;
            // First of all: what applies now isn't interrupted because of who failed at the same time.
            running.all().forEach(this::tellApplying);
            for (RunningUnit unit : running.all()) {
                tellInitialised(unit);
                UnitEnd end = unit.terraform().end();
                if (end != null && running.contains(unit.name())) {
                    again = true;
                    end(unit.terraform().unit(), end);
                }
            }
        }
    }

    private void tellApplying(RunningUnit unit) {
        if (unit.noteApplying()) {
            execute(scheduler.on(new SchedulerEvent.Applying(unit.name())));
        }
    }

    private void tellInitialised(RunningUnit unit) {
        if (unit.noteInitialised()) {
            try {
                claims.releaseCache(unit.terraform().unit());
            } catch (IOException e) {
                account.remark(unit.name(), "The lock of the provider cache can't be released: " + e.getMessage());
            }
            execute(scheduler.on(new SchedulerEvent.InitEnded(unit.name())));
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
}
