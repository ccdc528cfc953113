package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Writes down how a unit's processes and the unit itself ended, and what people must know of that. Not thread-safe. */
final class UnitEnding {

    private static final String LOG = "its log";

    private final Unit unit;
    private final RunSettings settings;
    private final RunResources resources;
    private final StateRescue rescue;
    private final BooleanSupplier provisional;

    // Mutable state
    private List<String> tainted = List.of();
    private StateLock lock;
    private StateFile stateFile;
    private final Map<String, String> troubles = new LinkedHashMap<>();
    private String lastCommand;
    private boolean lastLost;
    private long logBytes;

    /** @param provisional whether a dependency's outputs will change after this unit's plan; asked at the end */
    UnitEnding(
            Unit unit, RunSettings settings, RunResources resources, StateRescue rescue, BooleanSupplier provisional) {
        this.unit = unit;
        this.settings = settings;
        this.resources = resources;
        this.rescue = rescue;
        this.provisional = provisional;
    }

    /**
     * A process is over: rescues the state where that is needed, and tells the journal. Only then its result counts.
     *
     * @return whether its raw output must stay, for the user or because the journal doesn't know of its end
     */
    boolean processOver(CommandResult result, ProcessId id, ProcessReader reader, ProcessState state, Instant now) {
        lastCommand = result.command().word();
        lastLost = result.end() == End.LOST;
        if (reader.trouble() != null) {
            trouble(LOG, reader.trouble());
        }
        if (result.end() == End.REFUSED) {
            return false;
        }
        boolean planWithChanges = result.command() == UnitCommand.PLAN && result.exitedWith(2);
        if (!result.exitedWith(0) && !planWithChanges) {
            afterFailure(result, id, reader);
        }
        try {
            resources.events().accept(event(result, state, now));
        } catch (IOException e) {
            // Whoever resumes the run must still be able to see how it ended.
            return true;
        }
        return stateFile != null && stateFile.push() == null;
    }

    /** Says something to whoever reads the unit's log; null for nothing. */
    void log(@CheckForNull String sentence) {
        if (sentence == null) {
            return;
        }
        try {
            resources.logs().append(unit.key(), "terraform-parallel: " + sentence + "\n");
        } catch (IOException e) {
            trouble(LOG, "its log is incomplete: " + e.getMessage());
        }
    }

    /**
     * Something about its files went wrong.
     *
     * @param what in words; of each the first sentence is told
     */
    void trouble(String what, String sentence) {
        troubles.putIfAbsent(what, sentence);
    }

    /** Work on files without which the unit goes on: what is left lying about never changes what became of it. */
    interface Tidying {
        void run() throws IOException;
    }

    /** Does it; where that fails, people are told. */
    void tidily(String what, Tidying work) {
        try {
            work.run();
        } catch (IOException e) {
            trouble(what, what + " could not be put in order: " + e.getMessage());
        }
    }

    /**
     * Why an interrupted unit didn't succeed, in one sentence.
     *
     * @param killed that its processes were killed and why; null if they weren't
     */
    String interruptedReason(Interruption interruption, @CheckForNull String killed, UnitStep next) {
        StringBuilder text = new StringBuilder(interruption.why());
        if (lastCommand != null) {
            text.append(" during terraform ").append(lastCommand);
        }
        if (killed != null) {
            text.append("; ").append(killed);
        } else if (lastLost) {
            text.append("; its outcome can't be known, look at the state before you go on");
        } else if (next instanceof UnitStep.Run run) {
            text.append("; not started any more: ")
                    .append(String.join(
                            ", ", run.commands().stream().map(UnitCommand::word).toList()));
        }
        return text.toString();
    }

    /** Puts it all together. */
    UnitEnd end(
            Outcome outcome,
            @CheckForNull String reason,
            @CheckForNull String planTrouble,
            @CheckForNull Interruption interruption,
            List<LeftProcess> left,
            UnitPlans plans) {
        boolean planLost = outcome == Outcome.SUCCEEDED && planTrouble != null;
        Outcome effective = planLost ? Outcome.FAILED : outcome;
        boolean timedOut =
                outcome == Outcome.FAILED && interruption != null && interruption.kind() == Interruption.Kind.TIMEOUT;
        UnitState state =
                switch (effective) {
                    case SUCCEEDED -> UnitState.SUCCEEDED;
                    case ABORTED -> UnitState.ABORTED;
                    case NEEDS_APPLY, SKIPPED -> UnitState.SKIPPED;
                    case FAILED -> timedOut ? UnitState.TIMED_OUT : UnitState.FAILED;
                };
        UnitNotes notes = new UnitNotes(
                plans.diff(),
                effective == Outcome.SUCCEEDED && provisional.getAsBoolean(),
                plans.replannedDiff(),
                tainted,
                lock,
                stateFile,
                left);
        EndCause cause = planLost ? EndCause.OWN : cause(effective, interruption);
        return new UnitEnd(state, cause, effective, sentence(reason, planTrouble), notes);
    }

    private void afterFailure(CommandResult result, ProcessId id, ProcessReader reader) {
        Integer exitCode = result.exitCode();
        boolean endedByItself = result.end() == End.EXITED && exitCode != null && exitCode < 128;
        lock = result.findings().heldLock();
        if (result.command() == UnitCommand.APPLY) {
            tainted = result.findings().unfinished();
            stateFile = rescue.keep(id, reader.sawEmergencyDump());
            tellLog();
        }
        boolean takesLock = result.command() == UnitCommand.APPLY || result.command() == UnitCommand.PLAN;
        if (lock == null && !endedByItself && takesLock && settings.options().lock()) {
            lock = rescue.stayingLock();
        }
    }

    /** terraform's own words in the log name another file. */
    private void tellLog() {
        if (stateFile != null) {
            String push = stateFile.push();
            log("the state is kept in " + stateFile.path() + " of the run's directory"
                    + (push == null ? "" : "; to save it where it belongs, run: " + push));
        }
    }

    private RunEvent.ProcessEnded event(CommandResult result, ProcessState state, Instant now) {
        Instant startedAt = state instanceof ProcessState.Ended ended ? ended.startedAt() : now;
        long millis = state instanceof ProcessState.Ended ended
                ? Math.max(
                        0, Duration.between(ended.startedAt(), ended.endedAt()).toMillis())
                : 0;
        return new RunEvent.ProcessEnded(
                now,
                unit.name(),
                result.number(),
                result.command().word(),
                result.exitCode(),
                startedAt,
                millis,
                result.findings(),
                logBytes());
    }

    private long logBytes() {
        try {
            logBytes = resources.logs().length(unit.key());
        } catch (IOException e) {
            trouble(LOG, "its log is incomplete: " + e.getMessage());
        }
        return logBytes;
    }

    private static EndCause cause(Outcome outcome, @CheckForNull Interruption interruption) {
        if (outcome == Outcome.NEEDS_APPLY) {
            return EndCause.NEEDS_APPLY;
        }
        if (outcome == Outcome.SUCCEEDED || interruption == null) {
            return EndCause.OWN;
        }
        return switch (interruption.kind()) {
            case ABORT -> EndCause.ABORT;
            case FAIL_FAST -> EndCause.FAIL_FAST;
            case TIMEOUT -> EndCause.TIMEOUT;
        };
    }

    @CheckForNull
    private String sentence(@CheckForNull String reason, @CheckForNull String planTrouble) {
        List<String> sentences = new ArrayList<>();
        if (reason != null) {
            sentences.add(reason);
        }
        if (planTrouble != null) {
            sentences.add(planTrouble);
        }
        sentences.addAll(troubles.values());
        String text = String.join("; ", sentences);
        return text.isEmpty() ? null : text;
    }
}
