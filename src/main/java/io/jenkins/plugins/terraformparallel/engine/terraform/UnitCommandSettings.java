package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/**
 * What the command lines of one unit depend on.
 *
 * @param version of the executable
 * @param varFiles absolute paths; the last one wins, so that a {@link VariableFile} stands last
 * @param backendConfigFile absolute path of a {@link BackendConfigFile}; null where the unit has none
 * @param targets resource addresses
 * @param replace resource addresses
 * @param lockTimeout a Go duration; null where not given
 * @param refreshOnly whether a plan looks for drift and for nothing else
 * @param resourceParallelism null where not given
 * @param extraArgs the user's further options by command ({@code init}, {@code plan}, {@code apply}, {@code validate},
 *     {@code show}), checked already
 */
public record UnitCommandSettings(
        TerraformVersion version,
        List<String> varFiles,
        @CheckForNull String backendConfigFile,
        List<String> targets,
        List<String> replace,
        @CheckForNull String lockTimeout,
        boolean lock,
        boolean refresh,
        boolean refreshOnly,
        boolean upgrade,
        @CheckForNull Integer resourceParallelism,
        Map<String, List<String>> extraArgs) {

    public UnitCommandSettings {
        varFiles = List.copyOf(varFiles);
        targets = List.copyOf(targets);
        replace = List.copyOf(replace);
        extraArgs = Map.copyOf(extraArgs);
    }
}
