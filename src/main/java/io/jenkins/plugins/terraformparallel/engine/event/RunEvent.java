package io.jenkins.plugins.terraformparallel.engine.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened in a run. The journal of a run is the sequence of its events, reports are folds over it, and a
 * resumed run replays it. Everything in an event is masked. Unknown fields of a later version are ignored.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.RunStarted.class, name = "run-started"),
    @JsonSubTypes.Type(value = RunEvent.RunResumed.class, name = "run-resumed"),
    @JsonSubTypes.Type(value = RunEvent.UnitWaiting.class, name = "unit-waiting"),
    @JsonSubTypes.Type(value = RunEvent.UnitStarted.class, name = "unit-started"),
    @JsonSubTypes.Type(value = RunEvent.ChainStarting.class, name = "chain-starting"),
    @JsonSubTypes.Type(value = RunEvent.PlanTaken.class, name = "plan-taken"),
    @JsonSubTypes.Type(value = RunEvent.ProcessEnded.class, name = "process-ended"),
    @JsonSubTypes.Type(value = RunEvent.UnitInterrupted.class, name = "unit-interrupted"),
    @JsonSubTypes.Type(value = RunEvent.UnitKilled.class, name = "unit-killed"),
    @JsonSubTypes.Type(value = RunEvent.UnitEnded.class, name = "unit-ended"),
    @JsonSubTypes.Type(value = RunEvent.AbortRequested.class, name = "abort-requested"),
    @JsonSubTypes.Type(value = RunEvent.UnitAbortRequested.class, name = "unit-abort-requested"),
    @JsonSubTypes.Type(value = RunEvent.Remark.class, name = "remark"),
    @JsonSubTypes.Type(value = RunEvent.RunEnded.class, name = "run-ended")
})
public sealed interface RunEvent {

    /** When it happened, by the engine's clock. */
    Instant at();

    /**
     * The first event of every journal.
     *
     * @param version of terraform, as it says itself
     * @param units in their order; expected durations decide in which they start
     * @param resume what a resumed run needs, secrets replaced by keyed hashes; opaque to reports
     */
    record RunStarted(
            Instant at,
            String id,
            Operation operation,
            int parallelAsked,
            int parallelUsed,
            String executable,
            String version,
            List<UnitOutline> units,
            JsonNode resume)
            implements RunEvent {}

    /** Another engine goes on with the run. */
    record RunResumed(Instant at) implements RunEvent {}

    /** A unit that could start waits for somebody outside the run; it holds no slot. */
    record UnitWaiting(Instant at, String unit, String waitsFor) implements RunEvent {}

    /** A unit got its slot. */
    record UnitStarted(Instant at, String unit) implements RunEvent {}

    /** Processes are about to be started, one after the other; those after one that fails never are. */
    record ChainStarting(Instant at, String unit, int chain, List<PlannedProcess> processes) implements RunEvent {}

    /** One process of a chain: its number and the word under which it is reported. */
    record PlannedProcess(int number, String command) {}

    /**
     * A plan that an earlier run has saved is about to be applied: what it said counts as if it had been made here.
     *
     * @param hasChanges whether that plan's process ended with 2 and a change summary
     * @param findings of that plan's process
     */
    record PlanTaken(Instant at, String unit, boolean hasChanges, ProcessFindings findings) implements RunEvent {}

    /**
     * A process is over and its result counts.
     *
     * @param exitCode null where the outcome can't be known
     * @param startedAt by the clock of the machine where it ran
     * @param logBytes how long the unit's log is with it: a resumed run cuts off what came later and reads it again
     */
    record ProcessEnded(
            Instant at,
            String unit,
            int number,
            String command,
            @CheckForNull Integer exitCode,
            Instant startedAt,
            long durationMillis,
            ProcessFindings findings,
            long logBytes)
            implements RunEvent {}

    /** A unit's terraform got its one signal. */
    record UnitInterrupted(Instant at, String unit, String why) implements RunEvent {}

    /** All processes of a unit were killed. */
    record UnitKilled(Instant at, String unit, String why) implements RunEvent {}

    /**
     * A unit is done with.
     *
     * @param state a final one
     * @param reason one sentence for people; null where there is nothing to say
     */
    record UnitEnded(
            Instant at,
            String unit,
            UnitState state,
            EndCause cause,
            @CheckForNull String reason,
            UnitNotes notes) implements RunEvent {}

    /**
     * Somebody wants the run to stop.
     *
     * @param cause in words, such as {@code Ctrl-C}
     * @param kill whether it asks for an immediate kill
     */
    record AbortRequested(Instant at, String cause, boolean kill) implements RunEvent {}

    /**
     * Somebody wants one unit to stop; the rest of the run goes on.
     *
     * @param cause in words, such as {@code alice}
     * @param kill whether it asks for an immediate kill
     */
    record UnitAbortRequested(Instant at, String unit, String cause, boolean kill) implements RunEvent {}

    /**
     * A sentence for people about the run or one unit.
     *
     * @param unit null where it is about the run
     */
    record Remark(Instant at, @CheckForNull String unit, String text) implements RunEvent {}

    /** The last event of every complete journal. */
    record RunEnded(Instant at, RunStatus status) implements RunEvent {}
}
