package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultMapTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Object> result = ResultMap.of(
            Reports.run(
                    RunStatus.FAILED,
                    Reports.unit(
                            "network",
                            UnitState.SUCCEEDED,
                            new ChangeCounts(3, 0, 1, 0, 0, 0, 1),
                            Map.of(
                                    "id",
                                    new OutputValue(
                                            JSON.objectNode()
                                                    .put("n", 7)
                                                    .set("l", JSON.arrayNode().add("a")),
                                            false),
                                    "password",
                                    new OutputValue(JSON.nullNode(), true))),
                    Reports.unit("apps/shop@eu", UnitState.TIMED_OUT),
                    Reports.unit("blog", UnitState.SKIPPED)),
            "https://ci.example/run/");

    @Test
    void saysWhatPipelinesAskFor() {
        assertThat(result)
                .containsEntry("status", "FAILED")
                .containsEntry("hasChanges", true)
                .containsEntry("url", "https://ci.example/run/")
                .containsEntry("parallel", Map.of("asked", 9, "used", 4))
                .containsEntry("totals", Map.of("SUCCEEDED", 1, "TIMED_OUT", 1, "SKIPPED", 1))
                .containsEntry("failed", List.of("apps/shop@eu"))
                .containsEntry("skipped", List.of("blog"))
                .containsEntry("changed", List.of("network"));
    }

    @Test
    void aUnitHasItsStateChangesAndOutputs() {
        assertThat(unit("network"))
                .containsEntry("status", "SUCCEEDED")
                .containsEntry(
                        "changes",
                        Map.of("add", 3, "change", 0, "destroy", 1, "import", 0, "move", 0, "forget", 0, "outputs", 1));
        Map<String, Object> outputs = new HashMap<>();
        outputs.put("id", Map.of("n", 7, "l", List.of("a")));
        outputs.put("password", null);
        assertThat(unit("network").get("outputs")).isEqualTo(outputs);
        assertThat(unit("apps/shop@eu")).containsEntry("status", "TIMED_OUT").containsEntry("changes", null);
    }

    @Test
    void canBeSavedWithThePipelineAndIsSmall() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(unit("apps/shop@eu"));
        }
        assertThat(bytes.size()).isLessThan(400);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> unit(String name) {
        return (Map<String, Object>) ((Map<String, Object>) result.get("units")).get(name);
    }
}
