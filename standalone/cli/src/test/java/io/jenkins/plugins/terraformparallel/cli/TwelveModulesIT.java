package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class TwelveModulesIT {
    @TempDir
    private Path world;

    private TerraformParallel cli;
    private final Map<String, Path> modules = new LinkedHashMap<>();

    /** Nine on their own, and a chain of three. */
    @BeforeEach
    void makeModules() throws IOException {
        cli = TerraformParallel.in(world);
        for (int i = 1; i <= 9; i++) {
            module("m" + i, Hcl.sleeping("0.25", "m" + i));
        }
        module("network", Hcl.sleeping("0.25", "net"));
        module("database", Hcl.following("network", "+db"));
        module("shop", Hcl.following("database", "+shop"));
        cli.file("request.yaml", """
                modules:
                  - '*'
                  - {path: database, dependsOn: [network]}
                  - {path: shop, dependsOn: [database]}
                """);
    }

    @Test
    void arePlannedAppliedAndDestroyedFourAtATime() throws Exception {
        CallResult plan;
        try (TerraformSampler sampler = TerraformSampler.below(cli.world())) {
            plan = run("plan", "--parallel", "9");
            assertThat(sampler.most()).isBetween(1, 4);
        }
        assertThat(plan.out()).contains("9 was asked, 4 is used");
        assertThat(plan.json().at("/parallel").toString()).isEqualTo("{\"asked\":9,\"used\":4}");
        assertThat(plan.states())
                .hasSize(12)
                .containsEntry("network", "SUCCEEDED")
                .containsEntry("database", "SKIPPED")
                .containsEntry("shop", "SKIPPED");
        assertThat(plan.json().at("/totals/SUCCEEDED").asInt()).isEqualTo(10);
        for (Path module : modules.values()) {
            assertThat(module.resolve("terraform.tfstate")).doesNotExist();
        }

        int atOnce = most("apply", "--auto-approve", "--parallel", "4");
        assertThat(atOnce).isEqualTo(4);
        for (Map.Entry<String, Path> module : modules.entrySet()) {
            assertThat(StateFile.resources(module.getValue()))
                    .as(module.getKey())
                    .containsExactly("it");
        }
        assertThat(StateFile.value(modules.get("shop"))).isEqualTo("net+db+shop");

        assertThat(most("destroy", "--auto-approve")).isEqualTo(4);
        for (Map.Entry<String, Path> module : modules.entrySet()) {
            assertThat(StateFile.resources(module.getValue()))
                    .as(module.getKey())
                    .isEmpty();
        }
    }

    /** Runs it, with every unit succeeding; returns how many terraforms there were at once. */
    private int most(String... arguments) throws Exception {
        try (TerraformSampler sampler = TerraformSampler.below(cli.world())) {
            CallResult call = run(arguments);
            assertThat(Set.copyOf(call.states().values())).as(call.out()).containsExactly("SUCCEEDED");
            assertThat(call.states()).hasSize(12);
            for (JsonNode unit : call.json().get("units")) {
                assertThat(unit.get("changes")
                                .get(arguments[0].equals("apply") ? "add" : "destroy")
                                .asInt())
                        .isEqualTo(1);
            }
            return sampler.most();
        }
    }

    private CallResult run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--request", "request.yaml"));
        return cli.runWithReports(all.toArray(String[]::new)).hasExitCode(0);
    }

    private void module(String name, String mainTf) throws IOException {
        modules.put(name, cli.module(name, mainTf));
    }
}
