package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What the user asked for, read and checked as far as that is possible without the agent's files.
 *
 * @param modules in the order they were given
 * @param parallelAsked at least 1; may exceed {@link #MAX_PARALLEL}
 * @param gracePeriod how long an interrupted terraform may take to end; null for the operation's default
 * @param executable a name on the PATH, a file, or a directory that holds {@code terraform} or {@code tofu}
 * @param mask names of entries of vars, env, backendConfig and of environment variables whose values are secrets
 */
public record RunRequest(
        Operation operation,
        List<ModuleSelection> modules,
        int parallelAsked,
        ModuleDefaults defaults,
        FailFast failFast,
        @CheckForNull Duration gracePeriod,
        TerraformOptions options,
        SavedPlans savedPlans,
        Replan replan,
        InitMode init,
        PluginCache pluginCache,
        SameDirectory sameDirectory,
        OnFailure onFailure,
        OnChanges onChanges,
        String executable,
        List<String> mask,
        ConsoleMode console)
        implements Serializable {

    /** The most terraform processes of one run at once, whatever was asked. */
    public static final int MAX_PARALLEL = 4;

    private static final Duration GRACE_FOR_CHANGES = Duration.ofMinutes(5);
    private static final Duration GRACE_FOR_READS = Duration.ofSeconds(30);

    /** The most terraform processes of this run at once: what was asked, but never above {@link #MAX_PARALLEL}. */
    public int parallel() {
        return Math.min(parallelAsked, MAX_PARALLEL);
    }

    /** How long an interrupted terraform may take to save its state before it is killed. */
    public Duration effectiveGracePeriod() {
        if (gracePeriod != null) {
            return gracePeriod;
        }
        return operation.changesResources() ? GRACE_FOR_CHANGES : GRACE_FOR_READS;
    }
}
