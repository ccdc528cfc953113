package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.HttpBackend;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units of one module at once, by real terraform. */
@NeedsTerraform
class SameDirectoryIT {

    private static final List<String> WORKSPACES = List.of("asia", "eu", "test", "us");

    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void inAWorldOfItsOwn() throws Exception {
        cli = TerraformParallel.in(world);
    }

    /** Each waits until all four are being applied: they would wait for ever if they took turns. */
    @Test
    void workspacesAreAppliedAtOnceTheirInitsOneAfterTheOtherAndEachStateIsRight() throws Exception {
        Path shop = cli.module("shop", """
                module "child" {
                  source = "./child"
                }
                resource "terraform_data" "it" {
                  input = terraform.workspace
                  provisioner "local-exec" {
                    command = "touch %1$s/${terraform.workspace}.here; until [ $(ls %1$s/*.here | wc -l) = 4 ]; do sleep 0.1; done"
                  }
                }
                output "value" {
                  value = terraform_data.it.output
                }
                """.formatted(world));
        cli.module("shop/child", "");
        Path inits = world.resolve("inits.txt");
        String executable = SlowModule.terraformThat(cli, "terraform-notes-init", """
                case $1 in
                init)
                    echo "begin $TF_DATA_DIR" >> '%1$s'
                    terraform "$@"
                    code=$?
                    echo "end $TF_DATA_DIR" >> '%1$s'
                    exit $code ;;
                esac""".formatted(inits));
        cli.file(
                "request.yaml",
                "{modules: [{path: shop, workspaces: [asia, eu, test, us]}], createWorkspaces: true, sameDirectory:"
                        + " parallel}");

        CallResult call = cli.runWithReports(
                        "apply", "--auto-approve", "--request", "request.yaml", "--executable", executable)
                .hasExitCode(0);

        for (String workspace : WORKSPACES) {
            assertThat(StateFile.value(shop.resolve("terraform.tfstate.d").resolve(workspace)))
                    .isEqualTo(workspace);
            assertThat(call.unit("shop@" + workspace).at("/outputs/value/value").asText())
                    .isEqualTo(workspace);
        }
        assertThat(shop.resolve("errored.tfstate")).doesNotExist();
        List<String> notes = Files.readAllLines(inits);
        assertThat(notes).hasSize(8);
        for (int i = 0; i < notes.size(); i += 2) {
            assertThat(notes.get(i + 1)).isEqualTo(notes.get(i).replace("begin", "end"));
            assertThat(notes.get(i)).startsWith("begin .terraform/units/shop-");
        }
        try (Stream<Path> units = Files.list(shop.resolve(".terraform/units"))) {
            assertThat(units)
                    .hasSize(4)
                    .allSatisfy(unit ->
                            assertThat(unit.resolve("modules/modules.json")).isRegularFile());
        }
        assertThat(shop.resolve(".terraform/modules")).doesNotExist();
    }

    /** With one errored.tfstate for both, one of them would be lost. */
    @Test
    void twoStatesThatCanNotBeSavedAtTheSameTimeAreBothKeptAndCanBePushed() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        try (HttpBackend backend = new HttpBackend()) {
            backend.refuse(true);
            backend.beforeSave(() -> await(both));
            Path shop = cli.module("shop", """
                    terraform {
                      backend "http" {}
                    }
                    variable "name" {}
                    resource "terraform_data" "kept" {
                      input = var.name
                    }
                    """);
            cli.file("request.yaml", """
                    sameDirectory: parallel
                    modules:
                      - {path: shop, name: eu, vars: {name: state-of-eu}, backendConfig: {address: %s, retry_max: 0}}
                      - {path: shop, name: us, vars: {name: state-of-us}, backendConfig: {address: %s, retry_max: 0}}
                    """.formatted(backend.address("/eu"), backend.address("/us")));

            CallResult call = cli.runWithReports("apply", "--auto-approve", "--request", "request.yaml")
                    .hasExitCode(1);

            assertThat(shop.resolve("errored.tfstate")).doesNotExist();
            backend.refuse(false);
            backend.beforeSave(() -> {});
            for (String unit : List.of("eu", "us")) {
                JsonNode kept = call.unit(unit).get("stateFile");
                Path file = call.runDirectory().resolve(kept.get("path").asText());
                assertThat(StateFile.resourcesIn(file)).containsExactly("kept");
                assertThat(file).content().contains("state-of-" + unit);
                push(kept.get("push").asText());
                assertThat(backend.state("/" + unit)).contains("state-of-" + unit);
            }
        }
    }

    @Test
    void afterAKillAnotherRunWaitsUntilTheLastUnitIsDoneThere() throws Exception {
        Path shop = cli.module("shop", """
                resource "terraform_data" "it" {
                  input = terraform.workspace
                  provisioner "local-exec" {
                    command = "touch ${terraform.workspace}.here; until [ -e ${terraform.workspace}.go ]; do sleep 0.1; done"
                  }
                }
                """);
        cli.file(
                "request.yaml",
                "{modules: [{path: shop, workspaces: [eu, us]}], createWorkspaces: true, sameDirectory: parallel}");
        RunningCall first = cli.startWithReports("apply", "--auto-approve", "--request", "request.yaml");
        first.awaitUntil(
                "both are being applied",
                () -> Files.exists(shop.resolve("eu.here")) && Files.exists(shop.resolve("us.here")));
        first.process().destroyForcibly().waitFor();

        RunningCall later = cli.startWithReports("plan", "shop");
        later.awaitUntil("it waits", () -> later.out().contains("[shop] waits for run "));
        Files.createFile(shop.resolve("eu.go"));
        Path states = shop.resolve("terraform.tfstate.d");
        later.awaitUntil("one is done", () -> Files.notExists(states.resolve("eu/.terraform.tfstate.lock.info")));
        assertThat(StateFile.resources(states.resolve("eu"))).containsExactly("it");
        assertThat(later.out()).contains(", whose terraform (pid ").doesNotContain("[shop] started");
        Files.createFile(shop.resolve("us.go"));

        later.await().hasExitCode(0);
        assertThat(StateFile.resources(states.resolve("us"))).containsExactly("it");
    }

    private void push(String line) throws Exception {
        Process process =
                cli.builder(List.of("sh", "-c", line)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + "\n" + output).isZero();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
