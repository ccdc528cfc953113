package io.jenkins.plugins.terraformparallel.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes the events of a run, at moments in milliseconds. */
final class Events {

    static final ProcessFindings ONE_TO_ADD = findings(new ChangeCounts(1, 0, 0, 0, 0, 0, 0), List.of());
    static final ProcessFindings AN_ERROR = findings(
            ChangeCounts.NONE, List.of(new Diagnostic(Severity.ERROR, "No way", "Not at all.", null, "main.tf", 3)));

    private Events() {}

    static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static RunEvent started(long millis, String... units) {
        return new RunEvent.RunStarted(
                at(millis),
                "id",
                Operation.APPLY,
                9,
                4,
                "terraform",
                "1.11.4",
                Arrays.stream(units)
                        .map(unit -> new UnitOutline(unit, unit, unit, null, List.of(), "logs/" + unit + ".log", null))
                        .toList(),
                NullNode.getInstance());
    }

    static RunEvent unitStarted(long millis, String unit) {
        return new RunEvent.UnitStarted(at(millis), unit);
    }

    static RunEvent chain(long millis, String unit, String... commands) {
        List<RunEvent.PlannedProcess> processes = new java.util.ArrayList<>();
        for (String command : commands) {
            processes.add(new RunEvent.PlannedProcess(processes.size() + 1, command));
        }
        return new RunEvent.ChainStarting(at(millis), unit, 1, processes);
    }

    static RunEvent process(long millis, String unit, int number, ProcessFindings findings) {
        return new RunEvent.ProcessEnded(at(millis), unit, number, "x", 0, at(millis), 1, findings, 0);
    }

    static RunEvent ended(long millis, String unit, UnitState state, String reason) {
        return new RunEvent.UnitEnded(at(millis), unit, state, EndCause.OWN, reason, UnitNotes.NONE);
    }

    private static ProcessFindings findings(ChangeCounts changes, List<Diagnostic> diagnostics) {
        return new ProcessFindings(true, changes, List.of(), List.of(), Map.of(), diagnostics, List.of(), false, null);
    }
}
