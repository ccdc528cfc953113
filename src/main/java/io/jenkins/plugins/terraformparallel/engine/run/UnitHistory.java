package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Discarded;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec.Guard;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the journal of an interrupted run says of one unit: a fold over its events. Not thread-safe. */
final class UnitHistory {

    // Mutable state
    private Instant startedAt;
    private final List<RunEvent.ChainStarting> chains = new ArrayList<>();
    private final Map<Integer, RunEvent.ProcessEnded> processes = new HashMap<>();
    private boolean signalled;
    private boolean anySignalled;
    private RunEvent.PlanTaken planTaken;
    private boolean ended;
    /** Whether the only copy of its state is in the raw output of its apply. */
    private boolean rawStateKept;

    private final Unit unit;
    private final String runId;

    UnitHistory(Unit unit, String runId) {
        this.unit = unit;
        this.runId = runId;
    }

    void started(Instant at) {
        startedAt = at;
    }

    void chainStarting(RunEvent.ChainStarting event) {
        chains.add(event);
        signalled = false;
        anySignalled = false;
    }

    void processEnded(RunEvent.ProcessEnded event) {
        processes.put(event.number(), event);
        signalled = false;
    }

    void interrupted() {
        signalled = true;
        anySignalled = true;
    }

    void planTaken(RunEvent.PlanTaken event) {
        planTaken = event;
    }

    /** @param notes null where the journal has none */
    void ended(@CheckForNull UnitNotes notes) {
        ended = true;
        StateFile state = notes == null ? null : notes.stateFile();
        rawStateKept = state != null && state.push() == null;
    }

    /** When the unit got its slot; null if it never did. */
    @CheckForNull
    Instant startedAt() {
        return startedAt;
    }

    /** Whether it has its final state. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the process that may still run got its signal. */
    boolean isSignalled() {
        return signalled;
    }

    /** Whether any process of the last chain got its signal. */
    boolean anySignalled() {
        return anySignalled;
    }

    /** What was said of its saved plan; null where there was none, or none that could be applied. */
    @CheckForNull
    RunEvent.PlanTaken planTaken() {
        return planTaken;
    }

    /** The numbers of processes that are over and whose output is read where it lies. */
    List<Integer> shownNumbers() {
        return processes.values().stream()
                .filter(process -> UnitCommand.ofWord(process.command()).reading() == UnitCommand.Reading.NOTHING)
                .map(RunEvent.ProcessEnded::number)
                .sorted()
                .toList();
    }

    /** Whether anything of it was about to be started. */
    boolean hasChains() {
        return !chains.isEmpty();
    }

    /** Whether an init was about to be started, whatever became of it. */
    boolean holdsInit() {
        return lastInit() != null;
    }

    /** Whether an init is under way, or the unit has not come as far as to know whether there will be one. */
    boolean isInitialising() {
        Integer init = lastInit();
        return chains.isEmpty() || init != null && !processes.containsKey(init);
    }

    /** The number of the init that was about to be started last; null if none was. */
    @CheckForNull
    private Integer lastInit() {
        return chains.stream()
                .flatMap(chain -> chain.processes().stream())
                .filter(process -> process.command().equals(UnitCommand.INIT.word()))
                .map(RunEvent.PlannedProcess::number)
                .reduce((one, next) -> next)
                .orElse(null);
    }

    int nextNumber() {
        return chains.stream()
                        .flatMap(chain -> chain.processes().stream())
                        .mapToInt(RunEvent.PlannedProcess::number)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** The numbers of chains that make a plan. */
    List<Integer> chainsWithPlan() {
        return chains.stream()
                .filter(chain -> holds(chain, UnitCommand.PLAN))
                .map(RunEvent.ChainStarting::chain)
                .toList();
    }

    boolean applyStarted() {
        return chains.stream().anyMatch(chain -> holds(chain, UnitCommand.APPLY));
    }

    /** Whether the last plan that is over changes outputs. */
    boolean planChangesOutputs() {
        return processes.values().stream()
                .anyMatch(process -> process.command().equals(UnitCommand.PLAN.word())
                        && !process.findings().changedOutputs().isEmpty());
    }

    /** How much of the unit's log belongs to processes that are over. */
    long logBytes() {
        return processes.values().stream()
                .mapToLong(RunEvent.ProcessEnded::logBytes)
                .max()
                .orElse(0);
    }

    /**
     * The results that still count. Those whose text only the dead engine knew are left out, unless what followed shows
     * that they were good: their processes change nothing and run again.
     */
    List<CommandResult> results() {
        List<CommandResult> results = new ArrayList<>();
        for (RunEvent.ChainStarting chain : chains) {
            boolean last = chain == chains.get(chains.size() - 1);
            for (RunEvent.PlannedProcess planned : chain.processes()) {
                RunEvent.ProcessEnded ended = processes.get(planned.number());
                UnitCommand command = UnitCommand.ofWord(planned.command());
                boolean textIsNeeded =
                        command == UnitCommand.WORKSPACE_LIST || command.reading() == UnitCommand.Reading.NOTHING;
                if (ended != null && !(textIsNeeded && last)) {
                    results.add(result(command, ended));
                }
            }
        }
        return results;
    }

    /** The chain that was started last, where one of its processes isn't known to have ended; null otherwise. */
    @CheckForNull
    Chain openChain() {
        if (chains.isEmpty() || openIndex() < 0) {
            return null;
        }
        RunEvent.ChainStarting last = chains.get(chains.size() - 1);
        List<ProcessSpec> specs = last.processes().stream()
                .map(process -> new ProcessSpec(
                        process.number(),
                        process.command(),
                        List.of(),
                        Map.of(),
                        UnitCommand.ofWord(process.command()).continueAfter(),
                        Guard.NONE))
                .toList();
        return new Chain(runId, unit.key(), unit.directory(), Map.of(), specs);
    }

    /** The index of that process; negative if there is none. */
    int openIndex() {
        if (chains.isEmpty()) {
            return -1;
        }
        List<RunEvent.PlannedProcess> last = chains.get(chains.size() - 1).processes();
        for (int i = 0; i < last.size(); i++) {
            RunEvent.ProcessEnded ended = processes.get(last.get(i).number());
            if (ended == null) {
                return i;
            }
            boolean goesOn = ended.exitCode() != null
                    && UnitCommand.ofWord(ended.command()).continueAfter().contains(ended.exitCode());
            if (!goesOn) {
                return -1;
            }
        }
        return -1;
    }

    /**
     * Directories of what is over, unless somebody still looks at them: a failed apply's output may hold the state, plans
     * that are to be compared are read where they lie, and what a process is that couldn't be ended, its pid file says.
     */
    List<Discarded> leftovers() {
        List<Discarded> leftovers = new ArrayList<>();
        for (RunEvent.ChainStarting chain : chains) {
            boolean isOver = ended || chain != chains.get(chains.size() - 1) || openIndex() < 0;
            for (RunEvent.PlannedProcess planned : chain.processes()) {
                RunEvent.ProcessEnded process = processes.get(planned.number());
                if (process != null && isDone(process)) {
                    leftovers.add(new Discarded(unit.key(), planned.number(), false));
                }
                isOver &= process == null || process.exitCode() != null;
            }
            if (isOver) {
                leftovers.add(new Discarded(unit.key(), chain.chain(), true));
            }
        }
        return leftovers;
    }

    private boolean isDone(RunEvent.ProcessEnded process) {
        UnitCommand command = UnitCommand.ofWord(process.command());
        Integer exitCode = process.exitCode();
        boolean mayHoldState = command == UnitCommand.APPLY && (rawStateKept || !ended);
        boolean isCompared = command.reading() == UnitCommand.Reading.NOTHING && !ended;
        return exitCode != null && !isCompared && (exitCode == 0 || !mayHoldState);
    }

    private CommandResult result(UnitCommand command, RunEvent.ProcessEnded ended) {
        String text = command == UnitCommand.WORKSPACE_LIST ? "  " + unit.workspace() + "\n" : "";
        return new CommandResult(
                command,
                ended.number(),
                ended.exitCode() == null ? CommandResult.End.LOST : CommandResult.End.EXITED,
                ended.exitCode(),
                ended.findings(),
                text,
                null);
    }

    private static boolean holds(RunEvent.ChainStarting chain, UnitCommand command) {
        return chain.processes().stream().anyMatch(process -> process.command().equals(command.word()));
    }
}
