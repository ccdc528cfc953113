package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.Output;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.OutputsEvent;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads an event of type {@code outputs}. */
final class OutputsParser {

    private static final int MAX_VALUE_TEXT = 1000;

    private OutputsParser() {}

    /** Null where it isn't an object. */
    @CheckForNull
    static OutputsEvent parse(JsonNode json, JsonMask mask, String message) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, Output> outputs = new TreeMap<>();
        json.properties().forEach(field -> outputs.put(mask.apply(field.getKey()), output(field.getValue(), mask)));
        return new OutputsEvent(Collections.unmodifiableMap(outputs), text(outputs, message));
    }

    private static Output output(JsonNode json, JsonMask mask) {
        boolean sensitive = json.path("sensitive").asBoolean(false);
        String action = TerraformJson.textOrNull(json, "action");
        boolean hasValue = !sensitive && json.has("value");
        return new Output(
                action == null ? null : Actions.read(action, mask),
                hasValue ? mask.apply(json.get("value")) : NullNode.instance,
                sensitive);
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
