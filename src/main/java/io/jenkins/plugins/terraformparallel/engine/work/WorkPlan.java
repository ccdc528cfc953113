package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
    /** In milliseconds, of units of which that is known. */
    private final Map<String, Long> expected;

    /**
     * @param units in the order in which they start where nothing else decides; names unique, dependencies known and
     *     without a cycle
     */
    public WorkPlan(Operation operation, List<Unit> units) {
        this(operation, units, Map.of());
    }

    private WorkPlan(Operation operation, List<Unit> units, Map<String, Long> expected) {
        this.operation = operation;
        Map<String, Unit> byName = new LinkedHashMap<>();
        for (Unit unit : units) {
            byName.put(unit.name(), unit);
        }
        this.units = Collections.unmodifiableMap(byName);
        this.prerequisites = prerequisites(operation, units);
        this.expected = Collections.unmodifiableMap(new HashMap<>(expected));
    }

    /**
     * The same plan, with what is known of its units' durations.
     *
     * @param millis by name; of other units and of those that aren't named nothing is known
     */
    public WorkPlan expecting(Map<String, Long> millis) {
        return new WorkPlan(operation, units(), millis);
    }

    public Operation operation() {
        return operation;
    }

    /** In the order that they keep where nothing else decides; reports have it, too. */
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    /** Of its units, in the same order. */
    public List<String> names() {
        return List.copyOf(units.keySet());
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

    /** How long a unit is expected to take, in milliseconds; null where nothing is known of it. */
    @CheckForNull
    public Long expectedMillis(String name) {
        return expected.get(name);
    }

    /** In which order units start as slots become free. */
    public StartOrder startOrder() {
        List<StartOrder.Candidate> candidates = new ArrayList<>();
        for (Unit unit : units.values()) {
            String name = unit.name();
            candidates.add(new StartOrder.Candidate(name, unit.dataPath(), prerequisites(name), expectedMillis(name)));
        }
        return StartOrder.of(candidates);
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
