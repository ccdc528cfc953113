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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out what the {@link Scheduler} decides about units (they start, are resumed, interrupted, skipped) and tells it
 * what came of it. Not thread-safe.
 */
final class DecisionExecutor {

    private final WorkPlan plan;
    private final Scheduler scheduler;
    private final UnitStarter starter;
    private final UnitClaims claims;
    private final RunningUnits running;
    private final StopRequests stops;
    private final RunJournal journal;
    private final RunAccount account;
    private final Duration gracePeriod;
    private final Clock clock;
    private final WaitingUnits waiting;

    // Mutable state
    /** Units that an earlier engine started and that nobody looks after yet. */
    private final Map<String, UnitHistory> resumable = new LinkedHashMap<>();
    /** Those of them that are to stop, and why. */
    private final Map<String, Interruption> stopping = new HashMap<>();
    /** What the scheduler decided and wasn't done yet. */
    private final Deque<SchedulerDecision> pending = new ArrayDeque<>();

    private boolean executing;
    /** For what further units wait; null where they don't. */
    @CheckForNull
    private String waitsFor;

    private boolean waitTold;

    DecisionExecutor(
            WorkPlan plan,
            Scheduler scheduler,
            UnitStarter starter,
            UnitClaims claims,
            RunningUnits running,
            StopRequests stops,
            RunJournal journal,
            RunAccount account,
            Duration gracePeriod,
            Clock clock) {
        this.plan = plan;
        this.scheduler = scheduler;
        this.starter = starter;
        this.claims = claims;
        this.running = running;
        this.stops = stops;
        this.journal = journal;
        this.account = account;
        this.gracePeriod = gracePeriod;
        this.clock = clock;
        this.waiting = new WaitingUnits(journal);
    }

    /** Tells the scheduler of an event and does what it decides. */
    void on(SchedulerEvent event) {
        execute(scheduler.on(event));
    }

    /** Begins with a run of which an earlier engine started some units. */
    void beginWith(Map<String, UnitHistory> open) {
        resumable.putAll(open);
        // Who is to stop must be known before anybody goes on: it starts nothing more.
        List<SchedulerDecision> decisions = scheduler.on(new SchedulerEvent.Begun());
        decisions.stream()
                .filter(SchedulerDecision.Interrupt.class::isInstance)
                .forEach(decision -> interrupt((SchedulerDecision.Interrupt) decision));
        resumeUnits();
        execute(decisions);
        finishUnits();
    }

    /** Tries again for units that wait for somebody outside the run: those that need a directory when it is time to. */
    void retryBlocked() {
        if (waiting.retryIsDue(clock.instant())) {
            claims.lookAgain(waiting.blocked().stream().map(plan::unit).toList());
            waiting.blocked().forEach(name -> on(new SchedulerEvent.Unblocked(name)));
            resumeUnits();
        }
        execute(List.of());
    }

    /** For what units wait that could start if their machine weren't busy with other runs, in words; null where none does. */
    @CheckForNull
    String waitsFor() {
        return waitsFor;
    }

    /** Goes on with units that an earlier engine started, where nobody else is in the way. */
    void resumeUnits() {
        // First those whose init was started: what it has brought, others needn't bring again.
        List<String> names = new ArrayList<>(resumable.keySet());
        names.sort(Comparator.comparing(name -> !resumable.get(name).holdsInit()));
        names.forEach(name -> resumeUnit(plan.unit(name), resumable.get(name)));
    }

    /** Takes those that are done out of their slots, and gives these to others. */
    void finishUnits() {
        boolean again = true;
        while (again) {
            again = false;
            // First of all: what applies now isn't interrupted because of who failed at the same time.
            running.all().forEach(this::tellApplying);
            for (RunningUnit unit : running.all()) {
                // Who waited for its init starts, and may turn out to need none.
                again |= tellInitialised(unit);
                UnitEnd end = unit.terraform().end();
                if (end != null && running.contains(unit.name())) {
                    again = true;
                    end(unit.terraform().unit(), end);
                }
            }
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
            for (SchedulerDecision next = next(); next != null; next = next()) {
                execute(next);
            }
        } finally {
            executing = false;
        }
    }

    /** What was decided; where nothing more was, what may start because there is a place for it. */
    @CheckForNull
    private SchedulerDecision next() {
        if (pending.isEmpty()) {
            UnitPlaces.Answer answer = claims.places(scheduler.running(), scheduler.startable());
            waitsFor = answer.waitsFor();
            if (waitsFor != null && !waitTold) {
                waitTold = true;
                account.remark(null, "Units wait for " + waitsFor + ".");
            }
            if (answer.places() > 0) {
                pending.addAll(scheduler.on(new SchedulerEvent.Places(answer.places())));
            }
        }
        return pending.poll();
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
            UnitInit init = starter.init(unit);
            String waitsFor = journal.lost() == null ? claims.claim(unit, init::isNeeded) : "";
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
            running.add(starter.start(unit, init, clock.instant()), BackgroundTerraform::begin);
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
        on(new SchedulerEvent.Blocked(unit.name()));
    }

    private void resumeUnit(Unit unit, UnitHistory history) {
        Interruption stop = stopping.get(unit.name());
        Instant now = clock.instant();
        try {
            // Whose directory is somebody else's must be stopped all the same: it starts nothing more.
            UnitInit init = starter.init(unit);
            UnitClaims.Init needed = () -> history.isInitialising() && init.isNeeded(history);
            String waitsFor = stop == null ? claims.claimAgain(unit, needed, history.holdsInit()) : null;
            if (waitsFor != null) {
                waiting.waits(unit.name(), waitsFor, now);
                return;
            }
            resumable.remove(unit.name());
            RunningUnit resumed = starter.resume(unit, init, history);
            Interruption wanted =
                    stop == null && resumed.isTimedOut(now) ? resumed.timeOut(now.plus(gracePeriod)) : stop;
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
                        ? "interrupted by " + stops.cause(decision.unit())
                        : "interrupted, because " + account.firstFailed() + " failed (failFast)",
                now.plus(gracePeriod));
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
        String alone = skip.cause() == SchedulerDecision.Cause.ABORT ? stops.unitCause(skip.unit()) : null;
        String reason =
                alone == null ? skip.reason(stops.runCause()) : "not started, because it was aborted by " + alone;
        account.ended(skip.unit(), UnitState.SKIPPED, cause, reason, UnitNotes.NONE);
    }

    private void keepNeed(Unit unit) {
        try {
            starter.keepNeed(unit);
        } catch (IOException e) {
            account.remark(unit.name(), "That it needs to be planned later could not be kept: " + e.getMessage());
        }
    }

    private void tellApplying(RunningUnit unit) {
        if (unit.noteApplying()) {
            on(new SchedulerEvent.Applying(unit.name()));
        }
    }

    private boolean tellInitialised(RunningUnit unit) {
        boolean isNew = unit.noteInitialised();
        if (isNew) {
            boolean turnOver = true;
            try {
                turnOver = claims.releaseInit(
                        unit.terraform().unit(), unit.terraform().isInitialised());
            } catch (IOException e) {
                account.remark(unit.name(), "The lock of the provider cache can't be released: " + e.getMessage());
            }
            on(new SchedulerEvent.InitEnded(unit.name()));
            unblockIf(turnOver);
        }
        return isNew;
    }

    /** Whoever waits for a turn of this run's is told at once that one is over. */
    private void unblockIf(boolean turnOver) {
        if (turnOver) {
            waiting.blocked().forEach(name -> on(new SchedulerEvent.Unblocked(name)));
        }
    }

    private void end(Unit unit, UnitEnd end) {
        RunningUnit over = running.remove(unit.name());
        if (over != null && over.terraform().planChangesOutputs()) {
            starter.outputsWillChange(unit.name());
        }
        account.ended(unit.name(), end.state(), end.cause(), end.reason(), end.notes());
        boolean turnOver = true;
        try {
            // Where a process couldn't be ended, nobody else may work in that directory yet.
            turnOver = (over == null || !over.terraform().isAbandoned()) && claims.release(unit);
        } catch (IOException e) {
            account.remark(unit.name(), "The lock of its directory can't be released: " + e.getMessage());
        }
        on(new SchedulerEvent.Ended(unit.name(), end.outcome()));
        unblockIf(turnOver);
    }
}
