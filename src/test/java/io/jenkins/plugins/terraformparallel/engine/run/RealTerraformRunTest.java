package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with the real terraform and real processes. */
@NeedsTerraform
class RealTerraformRunTest {

    /** Modules with nothing but built-in providers need no init. */
    private static final RunSettings WITHOUT_INIT =
            TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(30), InitMode.NEVER);

    @TempDir
    Path temporary;

    @Test
    void modulesArePlannedAppliedAndDestroyed() throws Exception {
        RealRuns runs = new RealRuns(temporary, TestUnits.SETTINGS);
        Unit[] units = {
            runs.module("a", source("one")), runs.module("b", dependent("a"), "a"), runs.module("c", source("two"))
        };

        RunReport plan = runs.run(Operation.PLAN, false, units[0], units[2]);
        assertThat(states(plan)).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.commands(plan, "a")).containsExactly("init", "plan", "show");
        assertThat(plan.hasChanges()).isTrue();
        assertThat(runs.path("a").resolve("terraform.tfstate")).doesNotExist();

        RunReport apply = runs.run(Operation.APPLY, false, units);
        assertThat(states(apply)).containsOnly(UnitState.SUCCEEDED);
        UnitReport applied = RealRuns.unit(apply, "b");
        assertThat(applied.changes().add()).isEqualTo(1);
        assertThat(applied.outputs().get("value").value().asText()).isEqualTo("one");
        assertThat(Files.readString(
                        Path.of(apply.runDirectory(), applied.notes().diff())))
                .contains("terraform_data.x will be created");
        assertThat(Files.readString(Path.of(apply.runDirectory(), applied.log())))
                .contains("Terraform has been successfully initialized", "Apply complete");
        assertThat(filesBelow(Path.of(apply.runDirectory()).resolve("values"))).isEmpty();

        RunReport destroy = runs.run(Operation.DESTROY, false, units);
        assertThat(states(destroy)).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.unit(destroy, "b").startedAt())
                .isBefore(RealRuns.unit(destroy, "a").startedAt());
        assertThat(Files.readString(runs.path("a").resolve("terraform.tfstate")))
                .contains("\"resources\": []");
    }

    @Test
    void onlyWorkspacesThatExistAreUsed() throws Exception {
        RealRuns runs = new RealRuns(temporary, WITHOUT_INIT);
        Unit missing = runs.moduleIn("missing", "dev", source("one"));
        Unit selected = runs.module("selected", source("one"));
        Files.createDirectories(runs.path("selected").resolve(".terraform"));
        Files.writeString(runs.path("selected").resolve(".terraform/environment"), "prod");
        Unit named = runs.moduleIn("named", "default", source("one"));
        Files.createDirectories(runs.path("named").resolve(".terraform"));
        Files.writeString(runs.path("named").resolve(".terraform/environment"), "prod");

        RunReport plan = runs.run(Operation.PLAN, missing, selected, named);

        UnitReport refused = RealRuns.unit(plan, "missing");
        assertThat(refused.status()).isEqualTo(UnitState.FAILED);
        assertThat(refused.reason()).contains("workspace dev doesn't exist", "there are: default", "createWorkspaces");
        assertThat(RealRuns.commands(plan, "missing")).containsExactly("workspace list");
        assertThat(runs.path("missing").resolve("terraform.tfstate.d")).doesNotExist();
        UnitReport unnamed = RealRuns.unit(plan, "selected");
        assertThat(unnamed.status()).isEqualTo(UnitState.FAILED);
        assertThat(unnamed.reason()).contains(".terraform/environment", "workspace: …", "terraform workspace select");
        assertThat(unnamed.processes()).isEmpty();
        assertThat(RealRuns.unit(plan, "named").status()).isEqualTo(UnitState.SUCCEEDED);

        runs.settings = TestUnits.with(runs.settings, SavedPlans.IGNORE, true);
        RunReport created = runs.run(Operation.APPLY, missing);
        assertThat(states(created)).containsOnly(UnitState.SUCCEEDED);
        assertThat(runs.path("missing").resolve("terraform.tfstate.d/dev/terraform.tfstate"))
                .exists();
        runs.settings = TestUnits.with(runs.settings, SavedPlans.IGNORE, false);
        RunReport found = runs.run(Operation.PLAN, missing);
        assertThat(states(found)).containsOnly(UnitState.SUCCEEDED);
        assertThat(found.hasChanges()).isFalse();
    }

    @Test
    void aChainThatWasNeverAppliedIsAppliedStepByStep() throws Exception {
        RealRuns runs = new RealRuns(temporary, WITHOUT_INIT);
        Unit[] chain = {
            runs.module("a", source("one")),
            runs.module("b", dependent("a"), "a"),
            runs.module("c", dependent("b"), "b")
        };

        RunReport plan = runs.run(Operation.PLAN, chain);
        assertThat(states(plan)).containsExactly(UnitState.SUCCEEDED, UnitState.SKIPPED, UnitState.SKIPPED);
        assertThat(RealRuns.unit(plan, "b").reason()).isEqualTo("needs a to be applied first");
        assertThat(RealRuns.unit(plan, "c").reason()).isEqualTo("needs b to be applied first");

        RunReport first = runs.run(Operation.APPLY, chain);
        assertThat(states(first)).containsExactly(UnitState.SUCCEEDED, UnitState.FAILED, UnitState.SKIPPED);
        assertThat(RealRuns.unit(first, "b").reason()).contains("Look at the new plan and apply again");
        RunReport second = runs.run(Operation.APPLY, chain);
        assertThat(states(second)).containsExactly(UnitState.SUCCEEDED, UnitState.SUCCEEDED, UnitState.FAILED);
        RunReport third = runs.run(Operation.APPLY, chain);
        assertThat(states(third)).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.unit(third, "a").reason()).isEqualTo("already applied");
        assertThat(value(runs, "c")).contains("\"one\"");

        upstreamChangesAnOutput(runs, chain);
    }

    private static void upstreamChangesAnOutput(RealRuns runs, Unit... chain) throws Exception {
        Files.writeString(runs.path("a").resolve("main.tf"), source("two"));
        RunReport plan = runs.run(Operation.PLAN, chain);
        assertThat(states(plan)).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.unit(plan, "b").hasChanges()).isFalse();
        assertThat(RealRuns.unit(plan, "b").notes().provisional()).isTrue();

        RunReport first = runs.run(Operation.APPLY, chain);
        assertThat(states(first)).containsExactly(UnitState.SUCCEEDED, UnitState.FAILED, UnitState.SKIPPED);
        assertThat(RealRuns.unit(first, "b").reason()).contains("a new plan has other changes");
        assertThat(Files.readString(Path.of(
                        first.runDirectory(), RealRuns.unit(first, "b").notes().replannedDiff())))
                .contains("two");
        assertThat(value(runs, "b")).contains("\"one\"");
        RunReport second = runs.run(Operation.APPLY, chain);
        assertThat(states(second)).containsExactly(UnitState.SUCCEEDED, UnitState.SUCCEEDED, UnitState.FAILED);
        assertThat(value(runs, "b")).contains("\"two\"");
        assertThat(value(runs, "c")).contains("\"one\"");
        assertThat(states(runs.run(Operation.APPLY, chain))).containsOnly(UnitState.SUCCEEDED);
        assertThat(value(runs, "c")).contains("\"two\"");
    }

    @Test
    void withReplanApplyAChangedOutputGoesThroughTheWholeChainAtOnce() throws Exception {
        RealRuns runs = new RealRuns(temporary, TestUnits.with(WITHOUT_INIT, Replan.APPLY));
        Unit a = runs.module("a", source("one"));
        Unit b = runs.module("b", dependent("a"), "a");
        Unit c = runs.module("c", dependent("b"), "b");
        assertThat(states(runs.run(Operation.PLAN, a, b, c))).contains(UnitState.SKIPPED);
        RunReport first = runs.run(Operation.APPLY, a, b, c);
        assertThat(states(first)).as("%s", RealRuns.unit(first, "b").reason()).containsOnly(UnitState.SUCCEEDED);
        Files.writeString(runs.path("a").resolve("main.tf"), source("two"));
        runs.run(Operation.PLAN, a, b, c);

        RunReport second = runs.run(Operation.APPLY, a, b, c);

        assertThat(states(second)).as("%s", RealRuns.unit(second, "b").reason()).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.unit(second, "b").reason()).contains("a new plan, with other changes, was applied");
        assertThat(value(runs, "c")).contains("\"two\"");
    }

    @Test
    void whoLooksForDriftOnlySeesNothingOfWhatTheConfigurationSays() throws Exception {
        RealRuns runs = new RealRuns(temporary, WITHOUT_INIT);
        Unit unit = runs.module("m", source("one"));
        runs.run(Operation.APPLY, unit);
        Files.writeString(runs.path("m").resolve("main.tf"), source("two"));
        RunSettings settings = runs.settings;
        runs.settings = TestUnits.with(
                settings, new TerraformOptions(null, true, true, true, false, null, Map.of()), settings.version());

        RunReport drift = runs.run(Operation.PLAN, unit);

        assertThat(RealRuns.unit(drift, "m").reason()).isEqualTo("no changes");
        assertThat(drift.hasChanges()).isFalse();
        runs.settings = settings;
        assertMisfit(runs.refusal(unit), "options");
        assertThat(runs.run(Operation.PLAN, unit).hasChanges()).isTrue();
    }

    @Test
    void aProvisionalPlanWithTheSameChangesIsApplied() throws Exception {
        RealRuns runs = new RealRuns(temporary, WITHOUT_INIT);
        Unit p = runs.module("p", source("one"));
        Unit q = runs.module("q", remote("p") + source("fixed"), "p");
        assertThat(states(runs.run(Operation.APPLY, p, q))).containsOnly(UnitState.SUCCEEDED);
        Files.writeString(runs.path("p").resolve("main.tf"), source("two"));
        Files.writeString(runs.path("q").resolve("main.tf"), remote("p") + source("fixed again"));
        assertThat(states(runs.run(Operation.PLAN, p, q))).containsOnly(UnitState.SUCCEEDED);

        RunReport apply = runs.run(Operation.APPLY, p, q);

        assertThat(states(apply)).as("%s", RealRuns.unit(apply, "q").reason()).containsOnly(UnitState.SUCCEEDED);
        assertThat(RealRuns.commands(apply, "q"))
                .containsExactly("plan", "show", "show saved plan", "show new plan", "apply");
        assertThat(value(runs, "q")).contains("fixed again");
        assertThat(filesBelow(Path.of(apply.runDirectory()).resolve("processes")))
                .isEmpty();
    }

    @Test
    void everyKindOfInputThatDiffersIsNamedAndNothingIsApplied() throws Exception {
        RealRuns runs = new RealRuns(temporary, WITHOUT_INIT);
        Path values = Files.writeString(temporary.resolve("values.tfvars"), "x = 1\n");
        Unit plain =
                runs.module("m", "variable \"x\" { default = 0 }\nvariable \"y\" { default = 0 }\n" + source("one"));
        Unit unit = with(plain, plain.workspace(), List.of(values.toString()), List.of());
        Unit other = runs.module("other", source("one"));
        runs.run(Operation.PLAN, unit);
        Path main = runs.path("m").resolve("main.tf");
        String code = Files.readString(main);
        RunSettings settings = runs.settings;

        assertThat(runs.refusal(unit, other)).contains("saved plan of other: found no saved plan");
        Files.writeString(main, code + "\n");
        assertMisfit(runs.refusal(unit), "module files");
        Files.writeString(main, code);
        Files.writeString(values, "x = 2\n");
        assertMisfit(runs.refusal(unit), "var files");
        Files.writeString(values, "x = 1\n");
        Path lock = Files.writeString(runs.path("m").resolve(".terraform.lock.hcl"), "# nothing\n");
        assertMisfit(runs.refusal(unit), "lock file");
        Files.delete(lock);
        assertMisfit(runs.refusal(with(unit, "dev", unit.varFiles(), List.of())), "workspace");
        assertMisfit(runs.refusal(with(unit, null, unit.varFiles(), List.of("terraform_data.x"))), "options");
        assertMisfit(runs.refusal(TestUnits.with(unit, Map.of("y", 1), Map.of(), Map.of())), "variables");
        assertMisfit(
                runs.refusal(TestUnits.with(unit, Map.of(), Map.of("path", "x"), Map.of())), "backend configuration");
        assertMisfit(runs.refusal(TestUnits.with(unit, Map.of(), Map.of(), Map.of("TF_VAR_y", "1"))), "variables");
        assertMisfit(
                runs.refusal(TestUnits.with(unit, Map.of(), Map.of(), Map.of("TF_CLI_ARGS_plan", "-compact-warnings"))),
                "options");
        runs.settings = TestUnits.with(
                settings, new TerraformOptions(null, true, false, false, false, null, Map.of()), settings.version());
        assertMisfit(runs.refusal(unit), "options");
        runs.settings = TestUnits.with(
                settings, TestUnits.OPTIONS, new TerraformVersion(TerraformVersion.Kind.TERRAFORM, 1, 11, 5, "1.11.5"));
        assertMisfit(runs.refusal(unit), "terraform version");

        assertThat(runs.path("m").resolve("terraform.tfstate")).doesNotExist();
        runs.settings = TestUnits.with(
                settings, new TerraformOptions("10s", true, true, false, false, 2, Map.of()), settings.version());
        assertThat(states(runs.run(Operation.APPLY, TestUnits.with(unit, Map.of(), Map.of(), Map.of("OTHER", "1")))))
                .containsOnly(UnitState.SUCCEEDED);
        assertThat(modes(runs.plans)).containsOnly("rw-------", "rwx------");
    }

    private static void assertMisfit(String refusal, String kind) {
        assertThat(refusal)
                .contains("1 mistake")
                .contains("saved plan of m: found one made with other " + kind + ", expected");
    }

    private static Unit with(Unit unit, String workspace, List<String> varFiles, List<String> targets) {
        return new Unit(
                unit.name(),
                unit.key(),
                unit.path(),
                unit.directory(),
                unit.dataDirectory(),
                workspace,
                varFiles,
                unit.vars(),
                unit.backendConfig(),
                unit.env(),
                targets,
                List.of(),
                unit.dependsOn(),
                null);
    }

    private static String source(String value) {
        return """
                resource "terraform_data" "x" {
                  input = "%s"
                }
                output "value" {
                  value = terraform_data.x.output
                }
                """.formatted(value);
    }

    private static String remote(String module) {
        return """
                data "terraform_remote_state" "up" {
                  backend = "local"
                  config = { path = "../%s/terraform.tfstate" }
                }
                """.formatted(module);
    }

    private static String dependent(String module) {
        return remote(module) + """
                resource "terraform_data" "x" {
                  input = data.terraform_remote_state.up.outputs.value
                }
                output "value" {
                  value = terraform_data.x.output
                }
                """;
    }

    private static String value(RealRuns runs, String module) throws IOException {
        return Files.readString(runs.path(module).resolve("terraform.tfstate"));
    }

    private static List<UnitState> states(RunReport report) {
        return report.units().stream().map(UnitReport::status).toList();
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> modes(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> paths = all.toList();
            List<String> modes = new java.util.ArrayList<>();
            for (Path path : paths) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
            return modes;
        }
    }
}
