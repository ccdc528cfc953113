package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that are given to a resumed run again, because the journal keeps none that is secret. The same name may have
 * several, for different modules; the right one is known by its hash.
 *
 * <p>Not thread-safe while values are added.
 */
public final class SuppliedValues {

    // Mutable state
    private final Map<String, List<Object>> values = new HashMap<>();

    /**
     * Adds values.
     *
     * @param argument {@code vars}, {@code backendConfig} or {@code env}
     */
    public void add(String argument, Map<String, ?> given) {
        given.forEach((name, value) -> values.computeIfAbsent(argument + "." + name, any -> new ArrayList<>())
                .add(value));
    }

    List<Object> of(String argument) {
        return values.getOrDefault(argument, List.of());
    }
}
