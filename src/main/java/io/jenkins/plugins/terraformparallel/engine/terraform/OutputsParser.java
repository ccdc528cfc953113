package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Output;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.OutputsEvent;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads an event of type {@code outputs}, masked already. */
final class OutputsParser {

    private static final int MAX_VALUE_TEXT = 1000;

    private OutputsParser() {}

    /** Null where it isn't an object. */
    @CheckForNull
    static OutputsEvent parse(JsonNode json, String message) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, Output> outputs = new TreeMap<>();
        json.properties().forEach(field -> outputs.put(field.getKey(), output(field.getValue())));
        return new OutputsEvent(Collections.unmodifiableMap(outputs), text(outputs, message));
    }

    private static Output output(JsonNode json) {
        boolean sensitive = json.path("sensitive").asBoolean(false);
        JsonNode value = sensitive ? NullNode.instance : json.path("value");
        return new Output(
                TerraformJson.textOrNull(json, "action"), value.isMissingNode() ? NullNode.instance : value, sensitive);
    }

    /** After an apply each value on a line of its own, as far as it is short; a plan's are in its diff. */
    private static String text(Map<String, Output> outputs, String message) {
        StringBuilder text = new StringBuilder(message);
        outputs.forEach((name, output) -> {
            if (output.action() == null) {
                String value = output.sensitive()
                        ? "(sensitive value)"
                        : output.value().toString();
                text.append("\n  ").append(name).append(" = ").append(WholeText.cut(value, MAX_VALUE_TEXT));
            }
        });
        return text.toString();
    }
}
