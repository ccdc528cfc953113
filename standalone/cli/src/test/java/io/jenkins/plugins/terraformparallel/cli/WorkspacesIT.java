package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class WorkspacesIT {
    private static final List<String> WORKSPACES = List.of("asia", "eu", "us");

    @TempDir
    private Path world;

    private TerraformParallel cli;
    private Path shop;

    @BeforeEach
    void makeModule() throws Exception {
        cli = TerraformParallel.in(world);
        shop = cli.module("shop", Hcl.sleeping("0.2", "${terraform.workspace}"));
    }

    @Test
    void ofOneModuleRunOneAfterTheOther() throws Exception {
        cli.module("other", Hcl.sleeping("0.5", "other"));
        for (String workspace : WORKSPACES) {
            terraform(shop, "workspace", "new", workspace);
        }
        cli.file("request.yaml", "modules: [other, {path: shop, workspaces: [eu, us, asia]}]");
        CallResult call;
        try (TerraformSampler sampler = TerraformSampler.below(cli.world())) {
            call = cli.runWithReports("apply", "--auto-approve", "--request", "request.yaml")
                    .hasExitCode(0);
            assertThat(sampler.mostInOneDirectory()).isEqualTo(1);
            assertThat(sampler.most()).isEqualTo(2);
        }

        assertThat(call.states()).hasSize(4);
        for (String workspace : WORKSPACES) {
            Path state = shop.resolve("terraform.tfstate.d").resolve(workspace);
            assertThat(StateFile.value(state)).isEqualTo(workspace);
            assertThat(call.unit("shop@" + workspace).at("/outputs/value/value").asText())
                    .isEqualTo(workspace);
        }
        assertThat(shop.resolve("terraform.tfstate")).doesNotExist();
    }

    @Test
    void thatDoNotExistAreNotCreatedAndASelectedOneIsNotTakenByAccident() throws Exception {
        terraform(shop, "workspace", "new", "eu");
        Path selected = cli.module("selected", Hcl.holding("x"));
        terraform(selected, "workspace", "new", "prod");
        cli.file("request.yaml", "modules: [selected, {path: shop, workspaces: [eu, typo]}]");

        CallResult call = cli.runWithReports("apply", "--auto-approve", "--request", "request.yaml")
                .hasExitCode(1);

        assertThat(call.states())
                .isEqualTo(Map.of("selected", "FAILED", "shop@eu", "SUCCEEDED", "shop@typo", "FAILED"));
        assertThat(call.unit("shop@typo").get("reason").asText()).contains("typo", "default, eu");
        assertThat(shop.resolve("terraform.tfstate.d")).isDirectoryNotContaining("glob:**typo");
        assertThat(call.unit("selected").get("reason").asText()).contains("default", "workspace");
        assertThat(call.unit("selected").get("processes"))
                .extracting(process -> process.get("command").asText())
                .containsExactly("init");
        assertThat(selected.resolve("terraform.tfstate.d/prod")).isEmptyDirectory();
        assertThat(selected.resolve("terraform.tfstate")).doesNotExist();
        assertThat(call.out()).contains("typo", "default, eu");
        for (JsonNode unit : call.json().get("units")) {
            assertThat(unit.get("reason").isNull())
                    .isEqualTo(unit.get("name").asText().equals("shop@eu"));
        }
    }

    private void terraform(Path module, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(RealTerraform.executable().toString()));
        command.addAll(List.of(arguments));
        Process process = cli.at(module)
                .builder(command)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(world, "terraform", ".txt").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
