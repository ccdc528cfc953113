package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run at one moment: the source of all reports, pages and results.
 *
 * @param runDirectory absolute; null where it is nobody's business
 * @param version of terraform, as it says itself
 * @param durationMillis until its end, until now while an engine lives, until its last event where it is LOST
 * @param totals how many units are in each state; only states that occur, their sum is the number of units
 * @param hasChanges whether any unit has
 * @param abort what asked it to stop; null where nothing did
 * @param remarks sentences for people about the run
 * @param units in the plan's order
 * @param events how many have told it: whoever knows an earlier report needs only units with a later last event
 */
public record RunReport(
        String id,
        Operation operation,
        @CheckForNull String runDirectory,
        RunStatus status,
        int parallelAsked,
        int parallelUsed,
        String executable,
        String version,
        Instant startedAt,
        long durationMillis,
        Map<UnitState, Integer> totals,
        boolean hasChanges,
        @CheckForNull RunAbort abort,
        List<String> remarks,
        List<UnitReport> units,
        long events) {

    /** Whether nothing more will happen in the run unless it is resumed. */
    public boolean isOver() {
        return status != RunStatus.RUNNING;
    }

    /** How many units are in any of these states. */
    public int count(UnitState... states) {
        return Arrays.stream(states)
                .mapToInt(state -> totals.getOrDefault(state, 0))
                .sum();
    }

    /** The units in any of these states, in the plan's order. */
    public List<UnitReport> unitsIn(UnitState... states) {
        List<UnitState> wanted = List.of(states);
        return units.stream().filter(unit -> wanted.contains(unit.status())).toList();
    }

    /** The units that failed, timed out or were aborted, in the plan's order. */
    public List<UnitReport> failures() {
        return units.stream().filter(UnitReport::isFailure).toList();
    }
}
