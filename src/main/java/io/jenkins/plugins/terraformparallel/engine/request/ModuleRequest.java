package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One module with settings of its own; they add to the run's and win over them.
 *
 * @param path the module's directory, relative to the current directory
 * @param name null for the default: the path, with {@code @workspace} where one is named
 * @param workspaces null to take the run's; empty never
 * @param varFiles relative to the module
 * @param vars typed values: lists, maps, numbers, booleans, strings; null is terraform's null
 * @param backendConfig typed values likewise
 * @param env environment variables
 * @param targets resource addresses for {@code -target}
 * @param replace resource addresses for {@code -replace}
 * @param dependsOn names or paths of other modules of the run
 * @param timeout null to take the run's
 */
public record ModuleRequest(
        String path,
        @CheckForNull String name,
        @CheckForNull List<String> workspaces,
        List<String> varFiles,
        Map<String, Object> vars,
        Map<String, Object> backendConfig,
        Map<String, String> env,
        List<String> targets,
        List<String> replace,
        List<String> dependsOn,
        @CheckForNull Duration timeout)
        implements ModuleSelection {}
