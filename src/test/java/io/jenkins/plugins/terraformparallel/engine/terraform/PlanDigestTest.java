package io.jenkins.plugins.terraformparallel.engine.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDigestTest {

    private ObjectNode plan;
    private String digest;

    @BeforeEach
    void realPlan() throws IOException {
        plan = (ObjectNode) TerraformJson.read(Recorded.text("show-mixed.json"));
        digest = digest(plan.toString());
    }

    @Test
    void formAndOrderDontCount() throws IOException {
        assertThat(digest(Recorded.text("show-mixed.json"))).isEqualTo(digest);
        assertThat(digest(plan.toPrettyString())).isEqualTo(digest);
        assertThat(digest(reversed(plan).toString())).isEqualTo(digest);
    }

    @Test
    void whatIsNoChangeDoesntCount() throws IOException {
        plan.put("timestamp", "2001-01-01T00:00:00Z");
        plan.remove(List.of("prior_state", "configuration", "planned_values", "relevant_attributes"));
        plan.putObject("from_the_future").put("x", 1);
        removeResource("terraform_data.same");
        ((ObjectNode) plan.path("output_changes")).remove("same");

        assertThat(digest(plan.toString())).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "terraform_data.new_name",
                "terraform_data.imported",
                "terraform_data.forgotten",
                "terraform_data.changed",
                "data.terraform_remote_state.later"
            })
    void everyChangeCountsAlsoMovesAndImports(String address) throws IOException {
        removeResource(address);

        assertThat(digest(plan.toString())).isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"input\":\"new\"|\"input\":\"newer\"",
                "\"id\":true|\"id\":false",
                "\"actions\":[\"delete\",\"create\"]|\"actions\":[\"create\",\"delete\"]",
                "\"before\":1,\"after\":2|\"before\":1,\"after\":\"2\"",
                "\"before\":1,\"after\":null|\"before\":1,\"after\":false",
                "\"added\":{\"actions\"|\"other\":{\"actions\""
            })
    void everyValueOfAChangeCounts(String change) throws IOException {
        String[] parts = change.split("\\|");
        String changed = plan.toString().replace(parts[0], parts[1]);

        assertThat(changed).isNotEqualTo(plan.toString());
        assertThat(digest(changed)).isNotEqualTo(digest);
    }

    @Test
    void aPlanWithoutAnythingHasADigest() throws IOException {
        String empty = digest("{\"format_version\":\"1.2\"}");

        assertThat(digest("{\"format_version\":\"1.2\",\"resource_changes\":[],\"output_changes\":{}}"))
                .isEqualTo(empty)
                .isNotEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "Error: no such file",
                "{\"format_version\":\"2.0\"}",
                "{\"format_version\":\"1.2\",\"resource_changes\":[",
                "{\"format_version\":\"1.2\",\"resource_changes\":[]",
                "{\"format_version\":\"1.2\",\"resource_changes\":[7]}",
                "{\"format_version\":\"1.2\",\"output_changes\":[]}"
            })
    void whatIsNoPlanHasNone(String json) {
        assertThatThrownBy(() -> digest(json)).isInstanceOf(IOException.class);
    }

    private void removeResource(String address) {
        ArrayNode resources = (ArrayNode) plan.path("resource_changes");
        int size = resources.size();
        for (int i = size - 1; i >= 0; i--) {
            if (address.equals(resources.get(i).path("address").asText())) {
                resources.remove(i);
            }
        }
        assertThat(resources).hasSize(size - 1);
    }

    private static JsonNode reversed(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode result = TerraformJson.mapper().createObjectNode();
        names.forEach(name -> result.set(name, reversed(node.get(name))));
        if (result.path("resource_changes").isArray()) {
            ArrayNode resources = result.putArray("resource_changes");
            node.path("resource_changes").forEach(resource -> resources.insert(0, reversed(resource)));
        }
        return result;
    }

    private static String digest(String json) throws IOException {
        return PlanDigest.of(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
