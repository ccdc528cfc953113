package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * One unit's terraform, running in the background: its processes one after the other, their output as it arrives, a
 * graceful stop and, where that takes too long, the end of all its processes. Nothing here waits: whoever drives it
 * {@linkplain #query() asks the host}, {@linkplain #accept hands the answer over} and {@linkplain #tick looks at the clock}.
 *
 * <p>Not thread-safe: the run's driver.
 */
final class BackgroundTerraform {

    private final Unit unit;
    private final RunResources resources;
    private final UnitInit init;
    private final UnitFlow flow;
    private final UnitChains chains;
    private final UnitPlans plans;
    private final UnitEnding ending;
    private final UnitStopping stopping;
    private final UnitCache cache;
    private final UnitLauncher launcher;
    private final UnitSettling settling;

    // Mutable state
    /** What runs or is about to; null between chains. */
    private ChainReading chain;

    private Outcome outcome;
    private String reason;
    private UnitEnd end;

    BackgroundTerraform(
            Unit unit,
            RunResources resources,
            UnitInit init,
            UnitFlow flow,
            UnitChains chains,
            UnitPlans plans,
            UnitEnding ending,
            UnitStopping stopping,
            UnitCache cache) {
        this.unit = unit;
        this.resources = resources;
        this.init = init;
        this.flow = flow;
        this.chains = chains;
        this.plans = plans;
        this.ending = ending;
        this.stopping = stopping;
        this.cache = cache;
        this.launcher = new UnitLauncher(unit, resources, init, flow, chains, plans, cache);
        this.settling = new UnitSettling(flow, init, cache, ending);
    }

    /** Starts the first chain, or ends at once where there is nothing to do. */
    void begin() throws IOException {
        try {
            plans.begin();
        } catch (IOException e) {
            done(Outcome.FAILED, "its saved plan can't be read: " + e.getMessage());
            return;
        }
        try {
            ending.log(init.decide(flow));
        } catch (IOException e) {
            done(Outcome.FAILED, "terraform init could not be started: " + e.getMessage());
            return;
        }
        proceed(flow.next());
    }

    /**
     * Goes on where an earlier engine stopped, see {@link UnitHistory}.
     *
     * @param wanted why it is to stop, so that it starts nothing more; null where it isn't
     */
    void resume(UnitHistory history, @CheckForNull Interruption wanted, Instant now) throws IOException {
        stopping.resume(wanted, history.anySignalled());
        launcher.resume(history.nextNumber());
        chains.resume();
        init.decide(flow, history);
        history.results().forEach(flow::record);
        history.chainsWithPlan().forEach(plans::planStarted);
        if (history.applyStarted()) {
            plans.applyStarted();
            flow.compared(true);
        }
        ending.tidily("its log", () -> resources.logs().truncate(unit.key(), history.logBytes()));
        ending.tidily("its diff", () -> plans.resume(history.planTaken() != null, history.shownNumbers()));
        cache.resume();
        Chain open = history.openChain();
        if (open != null) {
            adopt(open, history.openIndex(), history.isSignalled(), now);
        } else if (wanted != null || history.hasChains()) {
            goOn(now);
        } else {
            begin();
        }
    }

    /** Goes on with a chain that an earlier engine started; from its first process that isn't in the journal as ended. */
    private void adopt(Chain started, int index, boolean alreadySignalled, Instant now) throws IOException {
        chain = new ChainReading(started, index, true, this::reader);
        stopping.nextProcess(alreadySignalled);
        // What the earlier engine's script has not started yet is started by this engine, under another number.
        stopping.stopChain(started);
        stopping.look(chain.id(), chain.state(), now);
    }

    Unit unit() {
        return unit;
    }

    /** What it became; null while it isn't done. */
    @CheckForNull
    UnitEnd end() {
        return end;
    }

    /** Whether a process of it couldn't be ended, not even by SIGKILL. */
    boolean isAbandoned() {
        return stopping.isAbandoned();
    }

    /** Whether its apply process was started. */
    boolean isApplying() {
        return plans.isApplyStarted();
    }

    /** Whether its plan changes outputs, so that what depends on it will have to be planned again. */
    boolean planChangesOutputs() {
        CommandResult plan = flow.result(UnitCommand.PLAN);
        return plan != null && !plan.findings().changedOutputs().isEmpty();
    }

    /** Whether it still runs its init, or will. */
    boolean isInitialising() {
        return end == null && settling.isInitialising();
    }

    /** Whether its init has succeeded. */
    boolean isInitialised() {
        return settling.isInitialised();
    }

    /** In one word what it does now: the command that runs, or what it waits for. */
    String status() {
        if (end != null) {
            return "done";
        }
        if (stopping.isSweeping()) {
            return "ending what was left behind";
        }
        if (chain == null) {
            return launcher.delayed().isEmpty() ? "between processes" : "waiting to init";
        }
        return chain.process().command() + (stopping.interruption() == null ? "" : " (stopping)");
    }

    /** What to ask the host; null where there is nothing to ask now. */
    @CheckForNull
    ProcessQuery query() {
        return chain == null ? null : chain.query();
    }

    /**
     * Takes the host's answer.
     *
     * @return whether asking again at once is worthwhile
     */
    boolean accept(ProcessProgress progress, Instant now) throws IOException {
        chain.accept(progress);
        ProcessState state = chain.state();
        stopping.look(chain.id(), state, now);
        if (progress.more() || !state.isFinal()) {
            return progress.more();
        }
        if (state instanceof ProcessState.Never || state instanceof ProcessState.Stopped) {
            neverStarted(now);
        } else {
            processOver(now);
        }
        return chain != null;
    }

    /** Looks at the clock: kills what had its grace period, and ends what was left behind. */
    void tick(Instant now) throws IOException {
        if (end != null) {
            return;
        }
        if (stopping.isSweeping()) {
            if (stopping.sweep(now)) {
                complete();
            }
        } else if (chain != null && stopping.killIfDue(now)) {
            chain.giveUp();
            processOver(now);
        } else if (!launcher.delayed().isEmpty()) {
            start(launcher.delayed());
        }
    }

    /** Asks it to stop: one signal, and the grace period. Only the first reason counts; a repeated request changes nothing. */
    void interrupt(Interruption wanted, Instant now) throws IOException {
        if (stopping.interruption() != null || outcome != null) {
            return;
        }
        stopping.want(wanted);
        if (chain == null) {
            launcher.forgetDelayed();
            conclude(flow.next(), wanted, now);
            return;
        }
        stopping.stopChain(chain.chain());
        stopping.look(chain.id(), chain.state(), now);
    }

    /** Whether it was told to stop. */
    boolean isStopping() {
        return stopping.interruption() != null;
    }

    /** Doesn't wait any longer for an interrupted unit. */
    void killNow(Instant now) {
        stopping.killNow(now);
    }

    private ProcessReader reader(UnitCommand command) {
        stopping.nextProcess(false);
        if (command == UnitCommand.SHOW) {
            ending.tidily("its diff", () -> resources.logs().beginDiff(unit.key(), plans.diffKind()));
        }
        boolean drift = command == UnitCommand.PLAN && flow.plansDriftOnly();
        return new ProcessReader(command, unit.name(), unit.key(), plans.diffKind(), drift, resources);
    }

    private void proceed(UnitStep step) throws IOException {
        UnitStep next = step instanceof UnitStep.Compare ? compare() : step;
        if (next instanceof UnitStep.Run run) {
            start(run.commands());
        } else if (next instanceof UnitStep.Done done) {
            done(done.outcome(), done.reason());
        }
    }

    private UnitStep compare() {
        try {
            return flow.compared(plans.isSamePlan(flow));
        } catch (IOException e) {
            return new UnitStep.Done(
                    Outcome.FAILED, "the saved plan and the new one could not be compared: " + e.getMessage());
        } finally {
            ending.tidily("its raw output", plans::discardCompared);
        }
    }

    private void start(List<UnitCommand> commands) {
        try {
            Chain started = launcher.start(commands);
            if (started != null) {
                stopping.nextChain();
                chain = new ChainReading(started, 0, false, this::reader);
            }
        } catch (IOException e) {
            done(
                    Outcome.FAILED,
                    "terraform " + commands.get(0).word() + " could not be started: " + e.getMessage()
                            + " (the run's directory is " + resources.host().directory() + ")");
        }
    }

    private void processOver(Instant now) throws IOException {
        CommandResult result = chain.finish();
        ProcessId over = chain.id();
        flow.record(result);
        boolean keepRaw = ending.processOver(result, over, chain.reader(), chain.state(), now);
        if (!keepRaw && !stopping.isAbandoned() && !plans.needsOutput(result)) {
            ending.tidily("its raw output", () -> resources.host().discard(over));
        }
        settling.processOver(result);
        if (!chain.advance(result)) {
            discardChain();
            goOn(now);
        }
    }

    /** Right for a chain that was told to stop; one that stops by itself would only be started again and again. */
    private void neverStarted(Instant now) throws IOException {
        ProcessId never = chain.id();
        String command = chain.process().command();
        ending.tidily("its process's files", () -> resources.host().discard(never));
        boolean wasTold = chain.isAdopted() || stopping.interruption() != null;
        discardChain();
        if (wasTold) {
            goOn(now);
        } else {
            done(Outcome.FAILED, "terraform " + command + " could not be started: its script ended before it");
        }
    }

    private void discardChain() {
        int number = chain.chain().number();
        // Those that never started have a directory, too.
        chain.unread()
                .forEach(id -> ending.tidily(
                        "its process's files", () -> resources.host().discard(id)));
        ending.tidily("its process's files", () -> resources.host().discardChain(unit.key(), number));
        chain = null;
    }

    private void goOn(Instant now) throws IOException {
        // What couldn't be ended may still write there.
        UnitStep next = stopping.isAbandoned() ? flow.next() : settling.settled(flow.next());
        Interruption interruption = stopping.interruption();
        if (interruption == null) {
            proceed(next);
        } else {
            conclude(next, interruption, now);
        }
    }

    /** An interrupted unit starts nothing more: it has come to its own end before any signal, has succeeded, or hasn't. */
    private void conclude(UnitStep next, Interruption interruption, Instant now) throws IOException {
        boolean touched = stopping.isTouched();
        if (next instanceof UnitStep.Done done && (done.outcome() == Outcome.SUCCEEDED || !touched)) {
            if (!touched) {
                stopping.forget();
            }
            done(done.outcome(), done.reason());
        } else {
            done(
                    interruption.kind() == Interruption.Kind.TIMEOUT ? Outcome.FAILED : Outcome.ABORTED,
                    ending.interruptedReason(interruption, stopping.killReason(), next));
        }
        if (end == null) {
            stopping.sweepFromNowOn();
            tick(now);
        }
    }

    private void done(Outcome result, @CheckForNull String why) {
        outcome = result;
        reason = why;
        if (stopping.interruption() == null) {
            complete();
        }
    }

    private void complete() {
        if (!stopping.isAbandoned()) {
            settling.end();
        }
        String planTrouble = plans.end(outcome, flow, stopping.interruption() != null);
        ending.tidily("its raw output", plans::discardCompared);
        ending.tidily("its private files", chains::discardFiles);
        ending.tidily("its log", () -> resources.logs().close(unit.key()));
        end = ending.end(outcome, reason, planTrouble, stopping.interruption(), stopping.left(), plans);
    }
}
