package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.SameDirectory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit before it is known whether the request is right.
 *
 * @param workspace null where the request names none
 * @param varFiles absolute paths, the run's first
 */
record DraftUnit(
        SelectedModule module,
        String name,
        @CheckForNull String workspace,
        List<String> varFiles,
        ModuleDefaults defaults) {

    String path() {
        return module.path();
    }

    Map<String, Object> backendConfig() {
        ModuleRequest own = module.settings();
        return merged(defaults.backendConfig(), own == null ? Map.of() : own.backendConfig());
    }

    /**
     * Makes it one.
     *
     * @param dependsOn names of units
     */
    Unit unit(String key, SameDirectory sameDirectory, List<String> dependsOn) {
        ModuleRequest own = module.settings();
        String directory = module.directory();
        if (directory == null) {
            throw new IllegalStateException("no directory for " + name);
        }
        Duration timeout = own == null || own.timeout() == null ? defaults.timeout() : own.timeout();
        return new Unit(
                name,
                key,
                path(),
                directory,
                dataDirectory(key, sameDirectory),
                workspace,
                varFiles,
                merged(defaults.vars(), own == null ? Map.of() : own.vars()),
                backendConfig(),
                merged(defaults.env(), own == null ? Map.of() : own.env()),
                own == null ? List.of() : List.copyOf(own.targets()),
                own == null ? List.of() : List.copyOf(own.replace()),
                List.copyOf(dependsOn),
                timeout);
    }

    /**
     * By the unit alone, not by who else is in the run: what its init made serves the next run, too. Relative, because its
     * name gets into {@code path.module} of downloaded modules.
     */
    private String dataDirectory(String key, SameDirectory sameDirectory) {
        boolean plain = workspace == null && backendConfig().isEmpty();
        return sameDirectory == SameDirectory.SERIAL || plain
                ? Unit.DEFAULT_DATA_DIRECTORY
                : Unit.DEFAULT_DATA_DIRECTORY + "/units/" + key;
    }

    /** The run's entries in their order, then the module's, which win. Values may be null: terraform knows null. */
    private static <T> Map<String, T> merged(Map<String, T> run, Map<String, T> module) {
        Map<String, T> all = new LinkedHashMap<>(run);
        all.putAll(module);
        return Collections.unmodifiableMap(all);
    }
}
