package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes init run again, with the real terraform: each time one thing changes, and then nothing does. */
@NeedsTerraform
class RealInitAutoTest {

    private static final RunSettings AUTO = TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(30), InitMode.AUTO);
    private static final String PROVIDER = "example.com/acme/dummy/1.2.3/linux_amd64";

    @TempDir
    Path temporary;

    private RealRuns runs;

    @BeforeEach
    void home() throws IOException {
        runs = new RealRuns(temporary, AUTO);
        runs.environment.put(
                "HOME", Files.createDirectories(runs.directory.resolve("home")).toString());
    }

    @Test
    void aModuleWithABackendAndAChildIsInitialisedWhenThatIsNeeded() throws Exception {
        Unit unit = runs.module("app", backend("one.tfstate") + call("child"));
        write("app/child/main.tf", "resource \"terraform_data\" \"x\" {}\n");
        assertInit(unit, "init", "plan", "show");
        assertInit(unit, "plan", "show");

        write("app/notes.txt", "not terraform's");
        write("app/terraform.tfvars", "");
        assertInit(unit, "plan", "show");

        write("app/more.tf", "output \"more\" {\n  value = 1\n}\n");
        assertInit(unit, "init", "plan", "show");
        write("app/child/more.tf", "output \"more\" {\n  value = 1\n}\n");
        assertInit(unit, "init", "plan", "show");
        assertInit(unit, "plan", "show");

        LocalPrivateFiles.deleteRecursively(runs.path("app/.terraform"));
        assertInit(unit, "init", "plan", "show");
        Files.delete(runs.path("app/.terraform/modules/modules.json"));
        assertInit(unit, "init", "plan", "show");

        runs.environment.put("TF_CLI_ARGS_init", "-lock-timeout=5s");
        assertInit(unit, "init", "plan", "show");
        runs.environment.put("TF_CLI_CONFIG_FILE", write("cli.tfrc", "").toString());
        assertInit(unit, "init", "plan", "show");
        assertInit(unit, "plan", "show");
        write("cli.tfrc", "disable_checkpoint = true\n");
        assertInit(unit, "init", "plan", "show");

        runs.settings = TestUnits.with(
                runs.settings,
                new TerraformOptions(null, true, true, false, true, null, Map.of()),
                runs.settings.version());
        runs.settings = RealRuns.withExecutable(runs.settings);
        assertInit(unit, "init", "plan", "show");
        assertInit(unit, "init", "plan", "show");
    }

    @Test
    void anApplyAndADestroyLeaveNothingToInitialise() throws Exception {
        Unit unit = runs.module("app", backend("one.tfstate") + "resource \"terraform_data\" \"x\" {}\n");

        assertThat(commands(runs.run(Operation.APPLY, false, unit))).containsExactly("init", "plan", "show", "apply");
        assertThat(commands(runs.run(Operation.PLAN, false, unit))).containsExactly("plan");
        assertThat(commands(runs.run(Operation.DESTROY, false, unit))).containsExactly("plan", "show", "apply");
        assertThat(commands(runs.run(Operation.INIT, false, unit))).containsExactly("init");
    }

    @Test
    void aSavedPlanIsAppliedWithoutAnInit() throws Exception {
        Unit unit = runs.module("app", backend("one.tfstate") + "resource \"terraform_data\" \"x\" {}\n");

        assertThat(commands(runs.run(Operation.PLAN, unit))).containsExactly("init", "plan", "show");
        RunReport apply = runs.run(Operation.APPLY, unit);

        assertThat(commands(apply)).containsExactly("apply");
        assertThat(apply.units().get(0).status()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(runs.path("app/one.tfstate")).content().contains("terraform_data");
    }

    @Test
    void anotherBackendConfigurationIsNeverMistakenForTheOneThatWasPrepared() throws Exception {
        Unit plain = runs.module("app", "terraform {\n  backend \"local\" {}\n}\noutput \"x\" {\n  value = 1\n}\n");
        Unit one = TestUnits.with(plain, Map.of(), Map.of("path", "one.tfstate"), Map.of());
        Unit two = TestUnits.with(plain, Map.of(), Map.of("path", "two.tfstate"), Map.of());

        assertThat(commands(runs.run(Operation.APPLY, false, one))).startsWith("init");
        assertThat(commands(runs.run(Operation.APPLY, false, two))).startsWith("init");
        assertThat(runs.path("app/one.tfstate")).exists();
        assertThat(runs.path("app/two.tfstate")).exists();
        assertThat(commands(runs.run(Operation.PLAN, false, two))).containsExactly("plan");
        // By hand, behind this product's back.
        terraform("app", "init", "-input=false", "-reconfigure", "-backend-config=path=three.tfstate");
        assertThat(commands(runs.run(Operation.PLAN, false, two))).containsExactly("init", "plan");
    }

    @Test
    void unitsWithADataDirectoryEachAreInitialisedEach() throws Exception {
        Unit plain = runs.module("app", "terraform {\n  backend \"local\" {}\n}\n" + call("child"));
        write("app/child/main.tf", "resource \"terraform_data\" \"x\" {}\n");
        Unit one = TestUnits.apart(TestUnits.with(plain, Map.of(), Map.of("path", "one.tfstate"), Map.of()));
        Unit shared = TestUnits.with(plain, Map.of(), Map.of("path", "shared.tfstate"), Map.of());

        assertInit(one, "init", "plan", "show");
        assertInit(shared, "init", "plan", "show");
        assertInit(one, "plan", "show");
        assertInit(shared, "plan", "show");
        write("app/child/more.tf", "output \"more\" {\n  value = 1\n}\n");
        assertInit(one, "init", "plan", "show");
        LocalPrivateFiles.deleteRecursively(Path.of(one.dataPath()).resolve("modules"));
        assertInit(one, "init", "plan", "show");
        assertInit(one, "plan", "show");
        assertInit(shared, "init", "plan", "show");
    }

    @Test
    void validateInitialisesForItselfAlone() throws Exception {
        Unit unit = runs.module("app", backend("one.tfstate") + call("child"));
        write("app/child/main.tf", "resource \"terraform_data\" \"x\" {}\n");

        assertThat(commands(runs.run(Operation.VALIDATE, false, unit))).containsExactly("init", "validate");
        assertThat(commands(runs.run(Operation.VALIDATE, false, unit))).containsExactly("validate");
        assertInit(unit, "init", "plan", "show");
        assertThat(commands(runs.run(Operation.VALIDATE, false, unit))).containsExactly("validate");
        assertInit(unit, "plan", "show");
    }

    @Test
    void aProviderThatIsGoneIsInstalledAgain() throws Exception {
        Path mirror = runs.directory.resolve("mirror");
        Path binary = write("mirror/" + PROVIDER + "/terraform-provider-dummy_v1.2.3", "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = write("cli.tfrc", """
                provider_installation {
                  filesystem_mirror {
                    path = "%s"
                  }
                }
                """.formatted(mirror));
        runs.environment.put("TF_CLI_CONFIG_FILE", configuration.toString());
        Unit unit = runs.module("app", """
                terraform {
                  required_providers {
                    dummy = {
                      source = "example.com/acme/dummy"
                    }
                  }
                }
                """);
        // It is no provider, so no plan comes of it; whether it is there matters here.
        assertInit(unit, "init", "plan");
        assertInit(unit, "plan");

        LocalPrivateFiles.deleteRecursively(runs.path("app/.terraform/providers"));
        assertInit(unit, "init", "plan");
        assertInit(unit, "plan");

        Path installed = runs.path("app/.terraform/providers").resolve(PROVIDER);
        LocalPrivateFiles.deleteRecursively(installed);
        Files.createSymbolicLink(installed, runs.directory.resolve("nowhere"));
        assertInit(unit, "init", "plan");
        assertInit(unit, "plan");

        Files.writeString(
                runs.path("app/.terraform.lock.hcl"),
                Files.readString(runs.path("app/.terraform.lock.hcl")).replace("h1:", "h1:x"));
        assertInit(unit, "init");
    }

    @Test
    void whereOnlyTerraformSeesThatSomethingIsMissingInitRunsOnceAndThePlanIsMade() throws Exception {
        Unit unit = runs.module("app", call("child"));
        write("app/child/main.tf", "resource \"terraform_data\" \"x\" {}\n");
        assertInit(unit, "init", "plan", "show");
        // As if the note were wrong: one of what is there now, and nobody has run init for it.
        write("app/more.tf", call("other"));
        write("app/other/main.tf", "resource \"terraform_data\" \"y\" {}\n");
        LocalInitRecords records = new LocalInitRecords(TestUnits.HASH);
        InitInputs inputs = new InitDependencies(runs.settings, Operation.PLAN, runs.environment, TestUnits.HASH)
                .of(unit, unit.directory() + "/.terraform");
        records.keep(inputs, records.check(inputs, false).inputs());

        RunReport plan = runs.run(Operation.PLAN, false, unit);

        UnitReport planned = plan.units().get(0);
        assertThat(commands(plan)).containsExactly("plan", "init", "plan", "show");
        assertThat(planned.status()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(planned.changes().add()).isEqualTo(2);
        assertThat(planned.diagnostics()).isEmpty();
        assertThat(planned.remarks())
                .containsExactly("Init was left out, but terraform needs it (Module not installed): it runs now.");
        assertInit(unit, "plan", "show");
    }

    @Test
    void anInitThatWasKilledIsRunAgain() throws Exception {
        Unit unit = runs.module("app", backend("one.tfstate") + "resource \"terraform_data\" \"x\" {}\n");
        assertInit(unit, "init", "plan", "show");
        Path slow = write(
                "terraform-is-killed",
                "#!/bin/sh\n[ \"$1\" != init ] || kill -9 $$\nexec " + runs.settings.executable() + " \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwxr-xr-x"));
        RunSettings normal = runs.settings;
        runs.settings = RealRuns.withExecutable(normal, slow);

        assertThat(commands(runs.run(Operation.INIT, false, unit))).containsExactly("init");

        runs.settings = normal;
        assertInit(unit, "init", "plan", "show");
    }

    private void assertInit(Unit unit, String... commands) throws Exception {
        assertThat(commands(runs.run(Operation.PLAN, false, unit))).containsExactly(commands);
    }

    private static List<String> commands(RunReport report) {
        return RealRuns.commands(report, report.units().get(0).name());
    }

    private static String backend(String path) {
        return "terraform {\n  backend \"local\" {\n    path = \"" + path + "\"\n  }\n}\n";
    }

    private static String call(String child) {
        return "module \"" + child + "\" {\n  source = \"./" + child + "\"\n}\n";
    }

    private Path write(String file, String text) throws IOException {
        Path path = file.startsWith("app/") ? runs.path(file) : runs.directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private void terraform(String module, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(runs.settings.executable()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(runs.path(module).toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(runs.environment);
        assertThat(builder.start().waitFor()).isZero();
    }
}
