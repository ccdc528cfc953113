package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Units and settings that differ from the plainest ones in what a test is about. */
final class TestUnits {

    static final SecretHash HASH = new SecretHash("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    static final TerraformOptions OPTIONS = new TerraformOptions(null, true, true, false, false, null, Map.of());
    static final RunSettings SETTINGS = settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.ALWAYS);

    private TestUnits() {}

    static RunSettings settings(int parallel, FailFast failFast, Duration grace, InitMode init) {
        return new RunSettings(
                parallel,
                failFast,
                grace,
                OPTIONS,
                SavedPlans.AUTO,
                Replan.STOP,
                init,
                false,
                "/usr/bin/terraform",
                "terraform",
                new TerraformVersion(TerraformVersion.Kind.TERRAFORM, 1, 11, 4, "1.11.4"),
                List.of());
    }

    static RunSettings with(RunSettings settings, SavedPlans savedPlans, boolean createWorkspaces) {
        return new RunSettings(
                settings.parallelAsked(),
                settings.failFast(),
                settings.gracePeriod(),
                settings.options(),
                savedPlans,
                settings.replan(),
                settings.init(),
                createWorkspaces,
                settings.executable(),
                settings.executableAsked(),
                settings.version(),
                List.of());
    }

    static RunSettings with(RunSettings settings, Replan replan) {
        return new RunSettings(
                settings.parallelAsked(),
                settings.failFast(),
                settings.gracePeriod(),
                settings.options(),
                settings.savedPlans(),
                replan,
                settings.init(),
                settings.createWorkspaces(),
                settings.executable(),
                settings.executableAsked(),
                settings.version(),
                settings.mask());
    }

    static RunSettings with(RunSettings settings, TerraformOptions options, TerraformVersion version) {
        return new RunSettings(
                settings.parallelAsked(),
                settings.failFast(),
                settings.gracePeriod(),
                options,
                settings.savedPlans(),
                settings.replan(),
                settings.init(),
                settings.createWorkspaces(),
                settings.executable(),
                settings.executableAsked(),
                version,
                List.of());
    }

    static Unit unit(String name, String... dependsOn) {
        return unitAt(name, "/modules/" + name, null, null, dependsOn);
    }

    static Unit unitAt(String name, String directory, String workspace, Duration timeout, String... dependsOn) {
        return new Unit(
                name,
                name + "-k",
                name,
                directory,
                Unit.DEFAULT_DATA_DIRECTORY,
                workspace,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(dependsOn),
                timeout);
    }

    static Unit with(Unit unit, Map<String, Object> vars, Map<String, Object> backendConfig, Map<String, String> env) {
        return new Unit(
                unit.name(),
                unit.key(),
                unit.path(),
                unit.directory(),
                unit.dataDirectory(),
                unit.workspace(),
                unit.varFiles(),
                vars,
                backendConfig,
                env,
                unit.targets(),
                unit.replace(),
                unit.dependsOn(),
                unit.timeout());
    }

    /** With a data directory of its own. */
    static Unit apart(Unit unit) {
        return new Unit(
                unit.name(),
                unit.key(),
                unit.path(),
                unit.directory(),
                ".terraform/units/" + unit.key(),
                unit.workspace(),
                unit.varFiles(),
                unit.vars(),
                unit.backendConfig(),
                unit.env(),
                unit.targets(),
                unit.replace(),
                unit.dependsOn(),
                unit.timeout());
    }
}
