package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Small reports, made by hand. */
final class Reports {

    private Reports() {}

    static RunReport run(RunStatus status, UnitReport... units) {
        return run(Operation.APPLY, status, units);
    }

    static RunReport run(Operation operation, RunStatus status, UnitReport... units) {
        Map<UnitState, Integer> totals = new EnumMap<>(UnitState.class);
        for (UnitReport unit : units) {
            totals.merge(unit.status(), 1, Integer::sum);
        }
        return new RunReport(
                "run-1",
                operation,
                null,
                status,
                9,
                4,
                "terraform",
                "1.11.4",
                Instant.EPOCH,
                1000,
                totals,
                Arrays.stream(units).anyMatch(UnitReport::hasChanges),
                null,
                List.of(),
                List.of(units),
                1);
    }

    static UnitReport unit(String name, UnitState state) {
        return unit(name, state, null, Map.of());
    }

    static UnitReport unit(
            String name, UnitState state, @CheckForNull ChangeCounts changes, Map<String, OutputValue> outputs) {
        return new UnitReport(
                name,
                name,
                name,
                null,
                state,
                null,
                null,
                null,
                0,
                1,
                List.of(),
                null,
                Instant.EPOCH,
                0,
                10,
                changes != null && !changes.isEmpty(),
                changes,
                List.of(),
                outputs,
                List.of(),
                List.of(),
                null,
                "logs/" + name + ".log",
                List.of(),
                UnitNotes.NONE,
                1);
    }
}
