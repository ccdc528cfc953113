package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the failed units because of which others were skipped, also through further skipped ones. */
final class SkipCauses {

    private final Map<String, UnitReport> units = new LinkedHashMap<>();
    private final Map<String, List<String>> prerequisites = new HashMap<>();

    SkipCauses(RunReport report) {
        report.units().forEach(unit -> units.put(unit.name(), unit));
        // Mirrors WorkPlan: for destroy the edges are turned round, validate and init ignore them.
        if (report.operation().isOrdered()) {
            report.units().forEach(unit -> unit.dependsOn().forEach(other -> edge(report.operation(), unit, other)));
        }
    }

    /** Names of the failed units that a skipped one waited for, sorted; empty where it was skipped for another reason. */
    Set<String> of(UnitReport skipped) {
        Set<String> causes = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(skipped.name()));
        while (!next.isEmpty()) {
            for (String name : prerequisites.getOrDefault(next.pop(), List.of())) {
                UnitReport unit = units.get(name);
                if (unit == null || !seen.add(name)) {
                    continue;
                }
                if (unit.isFailure()) {
                    causes.add(name);
                } else if (unit.status() == UnitState.SKIPPED) {
                    next.push(name);
                }
            }
        }
        return causes;
    }

    private void edge(Operation operation, UnitReport unit, String dependency) {
        boolean reversed = operation == Operation.DESTROY;
        prerequisites
                .computeIfAbsent(reversed ? dependency : unit.name(), any -> new ArrayList<>())
                .add(reversed ? unit.name() : dependency);
    }
}
