package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleExclusion;
import io.jenkins.plugins.terraformparallel.engine.request.ModulePattern;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleRequest;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleSelection;
import io.jenkins.plugins.terraformparallel.engine.request.OnChanges;
import io.jenkins.plugins.terraformparallel.engine.request.OnFailure;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCache;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.request.SameDirectory;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Short spellings of requests. */
final class Requests {

    static final ModuleDefaults NO_DEFAULTS =
            new ModuleDefaults(List.of(), false, List.of(), Map.of(), Map.of(), Map.of(), null);

    private Requests() {}

    /** Strings are read as in a request ({@code !} excludes); everything else is a {@link ModuleRequest}. */
    static RunRequest request(Operation operation, ModuleDefaults defaults, Object... modules) {
        return request(operation, defaults, SameDirectory.SERIAL, modules);
    }

    private static RunRequest request(
            Operation operation, ModuleDefaults defaults, SameDirectory sameDirectory, Object... modules) {
        List<ModuleSelection> selections =
                Stream.of(modules).map(Requests::selection).toList();
        return new RunRequest(
                operation,
                selections,
                4,
                defaults,
                FailFast.OFF,
                null,
                new TerraformOptions(null, true, true, false, false, null, Map.of()),
                SavedPlans.AUTO,
                Replan.STOP,
                InitMode.ALWAYS,
                PluginCache.NONE,
                sameDirectory,
                OnFailure.FAIL,
                OnChanges.CONTINUE,
                "terraform",
                List.of(),
                ConsoleMode.SUMMARY);
    }

    /** A plan in which units of one module run at once. */
    static RunRequest parallel(Object... modules) {
        return request(Operation.PLAN, NO_DEFAULTS, SameDirectory.PARALLEL, modules);
    }

    static RunRequest plan(Object... modules) {
        return request(Operation.PLAN, NO_DEFAULTS, modules);
    }

    /** A module by its path, further settings to be added. */
    static Module module(String path) {
        return new Module(path, null, null, List.of(), Map.of(), List.of(), null);
    }

    private static ModuleSelection selection(Object module) {
        if (module instanceof Module map) {
            return map.request();
        }
        String text = (String) module;
        return text.startsWith("!") ? new ModuleExclusion(text.substring(1)) : new ModulePattern(text);
    }

    /** Settings of a module that tests vary; null and empty are what a request leaves out. */
    record Module(
            String path,
            String name,
            List<String> workspaces,
            List<String> varFiles,
            Map<String, Object> backendConfig,
            List<String> dependsOn,
            Duration timeout) {

        Module named(String newName) {
            return new Module(path, newName, workspaces, varFiles, backendConfig, dependsOn, timeout);
        }

        Module in(String... newWorkspaces) {
            return new Module(path, name, List.of(newWorkspaces), varFiles, backendConfig, dependsOn, timeout);
        }

        Module with(String... newVarFiles) {
            return new Module(path, name, workspaces, List.of(newVarFiles), backendConfig, dependsOn, timeout);
        }

        Module backend(String key, Object value) {
            return new Module(path, name, workspaces, varFiles, Map.of(key, value), dependsOn, timeout);
        }

        Module after(String... dependencies) {
            return new Module(path, name, workspaces, varFiles, backendConfig, List.of(dependencies), timeout);
        }

        Module within(Duration newTimeout) {
            return new Module(path, name, workspaces, varFiles, backendConfig, dependsOn, newTimeout);
        }

        ModuleRequest request() {
            return new ModuleRequest(
                    path,
                    name,
                    workspaces,
                    varFiles,
                    Map.of("own", path),
                    backendConfig,
                    Map.of("OWN", path),
                    List.of("terraform_data.target"),
                    List.of("terraform_data.replace"),
                    dependsOn,
                    timeout);
        }
    }
}
