package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All units of a run and their order: acyclic, deterministic, immutable. */
public final class WorkPlan implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final Map<String, Unit> units;
    private final Map<String, List<String>> prerequisites;

    /**
     * @param units in the order in which they start where nothing else decides; names unique, dependencies known and
     *     without a cycle
     */
    public WorkPlan(Operation operation, List<Unit> units) {
        this.operation = operation;
        Map<String, Unit> byName = new LinkedHashMap<>();
        units.forEach(unit -> byName.put(unit.name(), unit));
        this.units = java.util.Collections.unmodifiableMap(byName);
        this.prerequisites = prerequisites(operation, units);
    }

    public Operation operation() {
        return operation;
    }

    /** In starting order. */
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    /** @throws IllegalArgumentException where no unit has this name */
    public Unit unit(String name) {
        Unit unit = units.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("no unit named " + name);
        }
        return unit;
    }

    /**
     * Names of the units that must succeed before this one starts: its dependencies, for destroy its dependents, for
     * validate and init none.
     */
    public List<String> prerequisites(String name) {
        return prerequisites.getOrDefault(name, List.of());
    }

    private static Map<String, List<String>> prerequisites(Operation operation, List<Unit> units) {
        Map<String, TreeSet<String>> found = new LinkedHashMap<>();
        if (operation.isOrdered()) {
            for (Unit unit : units) {
                for (String dependency : unit.dependsOn()) {
                    boolean reversed = operation == Operation.DESTROY;
                    found.computeIfAbsent(reversed ? dependency : unit.name(), any -> new TreeSet<>())
                            .add(reversed ? unit.name() : dependency);
                }
            }
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        found.forEach((name, others) -> result.put(name, List.copyOf(others)));
        return result;
    }
}
