package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One unit's terraform, running in the background: its processes one after the other, their output as it arrives, a
 * graceful stop and, where that takes too long, the end of all its processes. Nothing here waits: whoever drives it
 * {@linkplain #query() asks the host}, {@linkplain #accept hands the answer over} and {@linkplain #tick looks at the clock}.
 *
 * <p>Not thread-safe: the run's driver.
 */
final class BackgroundTerraform {

    private static final int BLOCK = 1 << 20;
    /** A killed process that doesn't go away is given up after that, so that the run ends. */
    private static final Duration GIVE_UP_KILLING = Duration.ofSeconds(20);

    private final Unit unit;
    private final RunResources resources;
    private final UnitFlow flow;
    private final UnitChains chains;
    private final UnitPlans plans;
    private final UnitEnding ending;
    private final Set<Long> ownPids = new HashSet<>();

    // Mutable state
    private int nextNumber;
    /** What runs or is about to; null between chains. */
    private Chain chain;
    /** The index of the chain's process that is being read. */
    private int active;

    private ProcessReader reader;
    private ProcessState state = new ProcessState.Never(true);
    private Interruption interruption;
    /** Whether the host has yet to be told that the chain starts nothing more. */
    private boolean stopWanted;
    /** Whether the process that is being read got its signal. */
    private boolean signalled;
    /** Whether any process of the last chain got one. */
    private boolean anySignalled;

    private Instant killedAt;
    private LeftBehind leftBehind;
    private Outcome outcome;
    private String reason;
    private UnitEnd end;

    /** @param firstNumber the number of its next process, 1 for a unit that was never started */
    BackgroundTerraform(
            Unit unit,
            RunResources resources,
            UnitFlow flow,
            UnitChains chains,
            UnitPlans plans,
            UnitEnding ending,
            int firstNumber) {
        this.unit = unit;
        this.resources = resources;
        this.flow = flow;
        this.chains = chains;
        this.plans = plans;
        this.ending = ending;
        this.nextNumber = firstNumber;
    }

    /** Starts the first chain, or ends at once where there is nothing to do. */
    void begin() throws IOException {
        try {
            plans.begin();
        } catch (IOException e) {
            done(Outcome.FAILED, "its saved plan can't be read: " + e.getMessage());
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
        interruption = wanted;
        anySignalled = history.anySignalled();
        nextNumber = history.nextNumber();
        history.results().forEach(flow::record);
        history.chainsWithPlan().forEach(plans::planStarted);
        if (history.applyStarted()) {
            plans.applyStarted();
            flow.compared(true);
        }
        tidily("its log", () -> resources.logs().truncate(unit.key(), history.logBytes()));
        tidily("its diff", () -> plans.resume(history.planTaken() != null, history.shownNumbers()));
        Chain open = history.openChain();
        if (open != null) {
            adopt(open, history.openIndex(), history.isSignalled(), now);
        } else if (wanted != null) {
            conclude(flow.next(), now);
        } else if (history.hasChains()) {
            proceed(flow.next());
        } else {
            begin();
        }
    }

    /** Goes on with a chain that an earlier engine started; from its first process that isn't in the journal as ended. */
    private void adopt(Chain started, int index, boolean alreadySignalled, Instant now) throws IOException {
        chain = started;
        active = index;
        // What the earlier engine's script has not started yet is started by this engine, under another number.
        stopWanted = true;
        openReader();
        signalled = alreadySignalled;
        stopAndSignal(now);
    }

    Unit unit() {
        return unit;
    }

    /** What it became; null while it isn't done. */
    @CheckForNull
    UnitEnd end() {
        return end;
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
        return flow.result(UnitCommand.INIT) == null && end == null;
    }

    /** In one word what it does now: the command that runs, or what it waits for. */
    String status() {
        if (end != null) {
            return "done";
        }
        if (leftBehind != null) {
            return "ending what was left behind";
        }
        return chain == null ? "between processes" : current().command() + (interruption == null ? "" : " (stopping)");
    }

    /** What to ask the host; null where there is nothing to ask now. */
    @CheckForNull
    ProcessQuery query() {
        return chain == null
                ? null
                : new ProcessQuery(id(), chain.number(), reader.stdoutFrom(), reader.stderrBytes(), BLOCK);
    }

    /**
     * Takes the host's answer.
     *
     * @return whether asking again at once is worthwhile
     */
    boolean accept(ProcessProgress progress, Instant now) throws IOException {
        state = progress.state();
        if (state instanceof ProcessState.Running running) {
            ownPids.add(running.pid());
        }
        reader.accept(progress.stdout(), progress.stderr());
        stopAndSignal(now);
        if (progress.more() || !state.isFinal()) {
            return progress.more();
        }
        if (state instanceof ProcessState.Never || state instanceof ProcessState.Stopped) {
            chainOver(now);
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
        if (leftBehind != null) {
            if (leftBehind.sweep(now)) {
                complete();
            }
        } else if (chain != null && interruption != null && !now.isBefore(interruption.killAt())) {
            kill(now);
        }
    }

    /** Asks it to stop: one signal, and the grace period. Only the first reason counts; a repeated request changes nothing. */
    void interrupt(Interruption wanted, Instant now) throws IOException {
        if (interruption != null || outcome != null) {
            return;
        }
        interruption = wanted;
        if (chain == null) {
            conclude(flow.next(), now);
            return;
        }
        stopWanted = true;
        stopAndSignal(now);
    }

    /** Doesn't wait any longer for an interrupted unit. */
    void killNow(Instant now) {
        if (interruption != null && now.isBefore(interruption.killAt())) {
            interruption = interruption.killedAt(now);
        }
    }

    private ProcessSpec current() {
        return chain.processes().get(active);
    }

    private ProcessId id() {
        return chain.id(current());
    }

    private void openReader() {
        UnitCommand command = UnitCommand.ofWord(current().command());
        reader = new ProcessReader(command, unit.name(), unit.key(), plans.diffKind(), resources);
        state = new ProcessState.Never(true);
        signalled = false;
        if (command == UnitCommand.SHOW) {
            tidily("its diff", () -> resources.logs().beginDiff(unit.key(), plans.diffKind()));
        }
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
            tidily("its raw output", plans::discardCompared);
        }
    }

    private void start(List<UnitCommand> commands) throws IOException {
        try {
            launch(commands);
        } catch (IOException e) {
            done(Outcome.FAILED, "terraform " + commands.get(0).word() + " could not be started: " + e.getMessage());
        }
    }

    private void launch(List<UnitCommand> commands) throws IOException {
        plans.beforeStart(commands, nextNumber, flow);
        Chain next = chains.chain(commands, nextNumber, plans.planFile(), plans.savedPlanFile());
        resources
                .events()
                .accept(new RunEvent.ChainStarting(
                        resources.clock().instant(),
                        unit.name(),
                        next.number(),
                        next.processes().stream()
                                .map(process -> new RunEvent.PlannedProcess(process.number(), process.command()))
                                .toList()));
        nextNumber += next.processes().size();
        resources.host().start(next);
        chain = next;
        active = 0;
        stopWanted = false;
        anySignalled = false;
        openReader();
    }

    /** Tried again with the next answer where the host can't do it now. */
    private void stopAndSignal(Instant now) throws IOException {
        try {
            if (stopWanted) {
                resources.host().stopChain(unit.key(), chain.number());
                stopWanted = false;
            }
        } finally {
            sendSignal(now);
        }
    }

    /** One signal for each process, never a second: terraform takes that for "now", and may lose its state. */
    private void sendSignal(Instant now) throws IOException {
        if (interruption != null && !signalled && state instanceof ProcessState.Running) {
            signalled = resources.host().interrupt(id());
            if (signalled) {
                anySignalled = true;
                resources.events().accept(new RunEvent.UnitInterrupted(now, unit.name(), interruption.why()));
            }
        }
    }

    private void kill(Instant now) throws IOException {
        if (killedAt == null) {
            killedAt = now;
            resources.events().accept(new RunEvent.UnitKilled(now, unit.name(), interruption.why()));
        }
        for (FoundProcess process : resources.host().find(unit.key())) {
            resources.host().signal(process, true);
        }
        if (!now.isBefore(killedAt.plus(GIVE_UP_KILLING))) {
            state = new ProcessState.Lost();
            processOver(now);
        }
    }

    private void processOver(Instant now) throws IOException {
        ProcessSpec process = current();
        Integer exitCode = state instanceof ProcessState.Ended ended ? (Integer) ended.exitCode() : null;
        End how = state instanceof ProcessState.Ended
                ? End.EXITED
                : state instanceof ProcessState.Refused ? End.REFUSED : End.LOST;
        CommandResult result = reader.finish(process.number(), how, exitCode);
        flow.record(result);
        boolean keepRaw = ending.processOver(result, id(), reader, state, now);
        if (!keepRaw && !plans.needsOutput(result)) {
            tidily("its raw output", () -> resources.host().discard(id()));
        }
        boolean goesOn = exitCode != null && process.continueAfter().contains(exitCode);
        if (goesOn && active + 1 < chain.processes().size()) {
            active++;
            openReader();
        } else {
            chainOver(now);
        }
    }

    private void chainOver(Instant now) throws IOException {
        tidily("its process's files", () -> resources.host().discardChain(unit.key(), chain.number()));
        chain = null;
        UnitStep next = flow.next();
        if (interruption == null) {
            proceed(next);
        } else {
            conclude(next, now);
        }
    }

    /** An interrupted unit starts nothing more: it has come to its own end before any signal, has succeeded, or hasn't. */
    private void conclude(UnitStep next, Instant now) throws IOException {
        boolean touched = anySignalled || killedAt != null;
        if (next instanceof UnitStep.Done done && (done.outcome() == Outcome.SUCCEEDED || !touched)) {
            interruption = touched ? interruption : null;
            done(done.outcome(), done.reason());
        } else {
            done(
                    interruption.kind() == Interruption.Kind.TIMEOUT ? Outcome.FAILED : Outcome.ABORTED,
                    ending.interruptedReason(interruption, killedAt, next));
        }
        if (end == null) {
            leftBehind = new LeftBehind(resources.host(), unit.key(), resources.masker(), ownPids);
            tick(now);
        }
    }

    /** What is left lying about never changes what became of the unit, but people are told. */
    private void tidily(String what, Tidying work) {
        try {
            work.run();
        } catch (IOException e) {
            ending.trouble(what, what + " could not be put in order: " + e.getMessage());
        }
    }

    private interface Tidying {
        void run() throws IOException;
    }

    private void done(Outcome result, @CheckForNull String why) {
        outcome = result;
        reason = why;
        if (interruption == null) {
            complete();
        }
    }

    private void complete() {
        String planTrouble = plans.end(outcome, flow, interruption != null);
        tidily("its raw output", plans::discardCompared);
        tidily("its private files", chains::discardFiles);
        tidily("its log", () -> resources.logs().close(unit.key()));
        end = ending.end(
                outcome,
                reason,
                planTrouble,
                interruption,
                leftBehind == null ? List.of() : leftBehind.processes(),
                plans);
    }
}
