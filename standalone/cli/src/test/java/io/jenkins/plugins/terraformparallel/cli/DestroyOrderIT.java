package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class DestroyOrderIT {
    private static final String STAYS = """
            resource "terraform_data" "it" {
              provisioner "local-exec" {
                when    = destroy
                command = "echo somebody still needs this >&2; exit 1"
              }
            }
            """;

    @TempDir
    private Path world;

    @Test
    void dependentsGoFirstAndWhatFailingOnesNeedStays() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        cli.module("network", Hcl.holding("net"));
        cli.module("database", Hcl.following("network", "+db"));
        cli.module("shop", Hcl.following("database", "+shop"));
        cli.module("cluster", Hcl.holding("cluster"));
        cli.module("queue", Hcl.holding("queue"));
        cli.module("worker", STAYS);
        cli.file("request.yaml", """
                modules:
                  - network
                  - {path: database, dependsOn: [network]}
                  - {path: shop, dependsOn: [database]}
                  - cluster
                  - {path: queue, dependsOn: [cluster]}
                  - {path: worker, dependsOn: [queue]}
                """);
        String[] request = {"--auto-approve", "--request", "request.yaml"};
        cli.run("apply", request[0], request[1], request[2]).hasExitCode(0);

        CallResult call = cli.runWithReports("destroy", request[0], request[1], request[2])
                .hasExitCode(1);

        assertThat(call.states())
                .isEqualTo(Map.of(
                        "shop", "SUCCEEDED",
                        "database", "SUCCEEDED",
                        "network", "SUCCEEDED",
                        "worker", "FAILED",
                        "queue", "SKIPPED",
                        "cluster", "SKIPPED"));
        assertThat(end(call, "shop")).isBeforeOrEqualTo(start(call, "database"));
        assertThat(end(call, "database")).isBeforeOrEqualTo(start(call, "network"));
        assertThat(call.unit("queue").get("reason").asText()).contains("worker");
        assertThat(call.unit("cluster").get("reason").asText()).contains("queue");
        assertThat(call.unit("worker").get("diagnostics").toString()).contains("somebody still needs this");
        for (String destroyed : new String[] {"network", "database", "shop"}) {
            assertThat(StateFile.resources(cli.directory().resolve(destroyed))).isEmpty();
        }
        for (String kept : new String[] {"cluster", "queue", "worker"}) {
            assertThat(StateFile.resources(cli.directory().resolve(kept))).containsExactly("it");
        }
    }

    private static Instant start(CallResult call, String unit) throws Exception {
        return Instant.parse(call.unit(unit).get("startedAt").asText());
    }

    private static Instant end(CallResult call, String unit) throws Exception {
        JsonNode all = call.unit(unit);
        return start(call, unit).plusMillis(all.get("durationMillis").asLong());
    }
}
