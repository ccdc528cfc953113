package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.run.AbortRequests.Effect;
import io.jenkins.plugins.terraformparallel.engine.run.StopRequests.StopRequest;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
    private final UnitStarter starter;
    private final RunningUnits running;
    private final Scheduler scheduler;
    private final DecisionExecutor executor;
    private final StopRequests stops = new StopRequests();
    private final HoldRequests holds = new HoldRequests();

    // Mutable state
    /** What the first pulse begins with. */
    private Runnable start = () -> {};

    private boolean begun;
    private boolean holdTold;
    private boolean journalLostTold;

    /** @param applySaved whether saved plans are applied, see {@link SavedPlanCheck} */
    ParallelProcessor(WorkPlan plan, RunSettings settings, RunResources given, boolean applySaved) {
        this.plan = plan;
        this.settings = settings;
        this.clock = given.clock();
        this.journal = new RunJournal(given.events());
        RunResources resources = given.withEvents(journal);
        this.account = new RunAccount(journal, resources.masker(), clock);
        this.running = new RunningUnits(resources.host(), account, settings.gracePeriod(), clock);
        UnitClaims claims = new UnitClaims(plan, settings.options(), resources);
        this.starter = new UnitStarter(plan, settings, resources, claims, applySaved);
        this.scheduler = new Scheduler(
                settings.parallel(),
                settings.failFast(),
                inits(starter, resources),
                plan.startOrder().names().stream()
                        .map(plan::unit)
                        .map(unit -> new SchedulerUnit(
                                unit.name(), unit.dataPath(), unit.directory(), plan.prerequisites(unit.name())))
                        .toList());
        if (resources.places() != UnitPlaces.UNLIMITED) {
            // Whatever wants to start asks for a place first.
            scheduler.on(new SchedulerEvent.Places(0));
        }
        this.executor = new DecisionExecutor(
                plan, scheduler, starter, claims, running, stops, journal, account, settings.gracePeriod(), clock);
    }

    private static SchedulerSlots.Inits inits(UnitStarter starter, RunResources resources) {
        if (!starter.mayInit()) {
            return SchedulerSlots.Inits.NONE;
        }
        return resources.sharedPluginCache() == null
                ? SchedulerSlots.Inits.ONE_PER_MODULE
                : SchedulerSlots.Inits.ONE_AT_A_TIME;
    }

    /** Begins a new run with the first pulse; its {@code RunStarted} is in the journal. */
    void begin() {
        start = () -> executor.on(new SchedulerEvent.Begun());
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
        // The scheduler draws no consequences before it has begun.
        replay.events(starter.mayInit()).forEach(scheduler::on);
        replay.unitsThatChangeOutputs().forEach(starter::outputsWillChange);
        if (replay.abortCause() != null) {
            stops.restore(replay.abortCause(), now);
            scheduler.on(new SchedulerEvent.Aborted());
        }
        replay.unitAborts().forEach((unit, cause) -> {
            stops.restoreUnit(unit, cause, now);
            scheduler.on(new SchedulerEvent.UnitAborted(unit));
        });
        start = () -> executor.beginWith(replay.open());
    }

    /**
     * Asks the run to stop. Thread-safe, returns at once; takes effect with the next pulse.
     *
     * @param cause in words, such as {@code Ctrl-C}
     * @param person whether somebody asked for it by hand: a person's second request, at least 3 s later, kills
     */
    public void abort(String cause, boolean person) {
        stops.abort(cause, person);
    }

    /**
     * Asks one unit to stop; what depends on it is skipped, everything else goes on. A second request for it, at least 3 s
     * later, kills it. Thread-safe, returns at once; takes effect with the next pulse.
     *
     * @param unit its name; nothing happens where there is none, or it has ended
     * @param cause who asks, such as {@code alice}
     */
    public void abortUnit(String unit, String cause) {
        stops.abortUnit(unit, cause);
    }

    /**
     * Kills what an earlier {@link #abort} of whomever waits for; aborts where there was none. For a person who was told
     * what that may cost. Thread-safe, returns at once; takes effect with the next pulse.
     */
    public void kill(String cause) {
        stops.kill(cause);
    }

    /**
     * Kills one unit that was told to stop, for whatever reason; aborts it where it wasn't. Otherwise as
     * {@link #abortUnit}.
     */
    public void killUnit(String unit, String cause) {
        stops.killUnit(unit, cause);
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
                + (executor.waitsFor() == null ? "" : "; units wait for " + executor.waitsFor())
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
        executor.retryBlocked();
        boolean more = true;
        for (int round = 0; round < ROUNDS && more; round++) {
            more = round == 0 ? running.poll() : running.pollAgain();
            executor.finishUnits();
        }
        running.tick();
        executor.finishUnits();
        if (journal.lost() != null && !journalLostTold) {
            journalLostTold = true;
            executor.on(new SchedulerEvent.JournalLost());
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
                executor.on(new SchedulerEvent.Released());
            }
            case NONE -> {}
        }
    }

    private void abortWhereAsked() {
        // The abort of the last unit may be the run's end: nothing comes after that.
        for (StopRequest request = next(); request != null; request = next()) {
            stop(request, clock.instant());
        }
    }

    @CheckForNull
    private StopRequest next() {
        return isFinished() ? null : stops.next();
    }

    private void stop(StopRequest request, Instant now) {
        String unit = request.unit();
        if (unit != null && !isOpen(unit)) {
            return;
        }
        boolean waits = request.kill() && unit != null && running.isStopping(unit);
        switch (waits ? Effect.KILL : stops.effect(request, now)) {
            case INTERRUPT -> {
                journal.tell(told(request, now, false));
                executor.on(unit == null ? new SchedulerEvent.Aborted() : new SchedulerEvent.UnitAborted(unit));
                if (begun) {
                    // Not before: the scheduler hasn't said yet who of those that go on is to stop.
                    executor.resumeUnits();
                }
            }
            case KILL -> {
                journal.tell(told(request, now, true));
                running.all().stream()
                        .filter(each -> unit == null || each.name().equals(unit))
                        .forEach(each -> running.with(each.name(), terraform -> terraform.killNow(now)));
            }
            case NOTHING -> {}
        }
    }

    private static RunEvent told(StopRequest request, Instant now, boolean kill) {
        return request.unit() == null
                ? new RunEvent.AbortRequested(now, request.cause(), kill)
                : new RunEvent.UnitAbortRequested(now, request.unit(), request.cause(), kill);
    }

    private boolean isOpen(String unit) {
        return plan.units().stream().anyMatch(each -> each.name().equals(unit)) && !account.hasEnded(unit);
    }
}
