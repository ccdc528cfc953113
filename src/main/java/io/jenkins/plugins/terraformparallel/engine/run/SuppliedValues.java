package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleSelection;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
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

    private static final String VARS = "vars";
    private static final String BACKEND_CONFIG = "backendConfig";
    private static final String ENV = "env";

    // Mutable state
    private final Map<String, List<Object>> values = new HashMap<>();

    /** All that a request gives, for the run and for its modules. */
    public static SuppliedValues of(RunRequest request) {
        SuppliedValues supplied = new SuppliedValues();
        ModuleDefaults defaults = request.defaults();
        supplied.add(VARS, defaults.vars());
        supplied.add(BACKEND_CONFIG, defaults.backendConfig());
        supplied.add(ENV, defaults.env());
        for (ModuleSelection selection : request.modules()) {
            if (selection instanceof ModuleRequest module) {
                supplied.add(VARS, module.vars());
                supplied.add(BACKEND_CONFIG, module.backendConfig());
                supplied.add(ENV, module.env());
            }
        }
        return supplied;
    }

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
