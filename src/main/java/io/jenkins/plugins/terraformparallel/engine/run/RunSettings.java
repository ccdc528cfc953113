package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What holds for all units of a run, with nothing left to decide.
 *
 * @param executable terraform's absolute path
 * @param executableAsked as the user named it, for commands that people are told to run
 * @param mask names whose values are secrets, never the values
 */
public record RunSettings(
        int parallelAsked,
        FailFast failFast,
        Duration gracePeriod,
        TerraformOptions options,
        SavedPlans savedPlans,
        Replan replan,
        InitMode init,
        boolean createWorkspaces,
        String executable,
        String executableAsked,
        TerraformVersion version,
        List<String> mask)
        implements Serializable {

    /** The settings that a request asks for, on a machine where terraform is at this path and of this version. */
    public static RunSettings of(RunRequest request, String executable, TerraformVersion version) {
        return new RunSettings(
                request.parallelAsked(),
                request.failFast(),
                request.effectiveGracePeriod(),
                request.options(),
                request.savedPlans(),
                request.replan(),
                request.init(),
                request.defaults().createWorkspaces(),
                executable,
                request.executable(),
                version,
                request.mask());
    }

    /** The most terraform processes at once. */
    public int parallel() {
        return Math.min(parallelAsked, RunRequest.MAX_PARALLEL);
    }
}
