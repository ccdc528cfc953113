package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** Feeds JSON into a hash so that equal values, and only they, give equal hashes: no order of names, no white space. */
final class CanonicalJson {

    private CanonicalJson() {}

    static void add(MessageDigest digest, JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            begin(digest, '{', fields.size());
            fields.forEach((name, value) -> {
                addText(digest, name);
                add(digest, value);
            });
        } else if (node.isArray()) {
            begin(digest, '[', node.size());
            node.forEach(element -> add(digest, element));
        } else if (node.isTextual()) {
            addText(digest, node.textValue());
        } else {
            byte[] literal = node.asText().getBytes(StandardCharsets.UTF_8);
            begin(digest, node.isNumber() ? '0' : 'b', literal.length);
            digest.update(literal);
        }
    }

    static void addText(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(digest, '"', bytes.length);
        digest.update(bytes);
    }

    /** What follows and how much of it, so that no two values run into each other. */
    private static void begin(MessageDigest digest, char type, int size) {
        digest.update(ByteBuffer.allocate(5).put((byte) type).putInt(size).flip());
    }
}
