package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that a unit's terraform gets, sorted by name.
 *
 * @param variables names and values; not to be changed
 */
record UnitEnvironment(Map<String, String> variables) {

    /** @param inherited by all units; a unit's own variables win */
    static UnitEnvironment of(Unit unit, Map<String, String> inherited) {
        Map<String, String> variables = new TreeMap<>(inherited);
        variables.putAll(unit.env());
        return new UnitEnvironment(variables);
    }

    /** Those whose names begin so; the caller's own. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (variable.getKey().startsWith(prefix)) {
                found.put(variable.getKey(), variable.getValue());
            }
        }
        return found;
    }

    /** Those with one of these names; the caller's own. */
    Map<String, String> named(Collection<String> names) {
        Map<String, String> found = new TreeMap<>();
        for (String name : names) {
            String value = variables.get(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return found;
    }
}
