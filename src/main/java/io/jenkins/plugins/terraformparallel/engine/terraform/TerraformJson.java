package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads JSON that terraform, or something in its place, printed: nothing in it is taken for granted. Numbers keep all their
 * digits, as terraform's do.
 */
final class TerraformJson {

    /** Terraform's own values nest a few levels; deeper than this is no event. */
    private static final int MAX_DEPTH = 500;

    /** Makes parsers that know what may stand in such JSON. */
    static final JsonFactory FACTORY = newFactory();

    /** Apart: reading events needs none of it, and making it takes long. */
    private static final class Mapping {
        private static final ObjectMapper MAPPER = JsonMapper.builder(newFactory())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    private TerraformJson() {}

    private static JsonFactory newFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(10_000)
                        .build())
                .build();
    }

    /** For what is more than a line. */
    static ObjectMapper mapper() {
        return Mapping.MAPPER;
    }

    /** @throws JsonProcessingException where the text isn't exactly one JSON value */
    static JsonNode read(String text) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return JsonTree.read(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be read", e);
        }
    }

    /** The field's text; empty where it is missing or no string. */
    static String text(JsonNode node, String field) {
        JsonNode found = node.path(field);
        return found.isTextual() ? found.textValue() : "";
    }

    /** The field's text; null where it is missing, empty or no string. */
    @CheckForNull
    static String textOrNull(JsonNode node, String field) {
        String text = text(node, field);
        return text.isEmpty() ? null : text;
    }

    /** The field's number; 0 where it is missing, negative, or no whole number of 32 bits. */
    static int count(JsonNode node, String field) {
        return node.path(field).isInt() ? Math.max(0, node.path(field).intValue()) : 0;
    }
}
