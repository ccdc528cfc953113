package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/** Masks decoded JSON: every string, every name, and numbers that are a secret. */
final class JsonMask {

    private final UnaryOperator<String> mask;

    JsonMask(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** A masked text. */
    String apply(String text) {
        return mask.apply(text);
    }

    /** A masked copy. */
    JsonNode apply(JsonNode node) {
        if (node instanceof ObjectNode) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> masked.set(mask.apply(field.getKey()), apply(field.getValue())));
            return masked;
        }
        if (node instanceof ArrayNode) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> masked.add(apply(element)));
            return masked;
        }
        if (node.isTextual() || node.isNumber()) {
            String text = node.asText();
            String masked = mask.apply(text);
            return masked.equals(text) ? node : TextNode.valueOf(masked);
        }
        return node;
    }
}
