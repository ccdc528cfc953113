package io.jenkins.plugins.terraformparallel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The published schema of the result, but stricter: a field that it doesn't describe is a mistake here, while readers are
 * to ignore it.
 */
public final class ResultSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Schema schema;

    private ResultSchema(Schema schema) {
        this.schema = schema;
    }

    /** Reads {@code docs/result.schema.json}; tests run in the repository's root. */
    public static ResultSchema load() throws IOException {
        JsonNode schema = MAPPER.readTree(Files.readString(Path.of("docs/result.schema.json")));
        close(schema);
        return new ResultSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema));
    }

    /** What is wrong with a result; empty where nothing is. */
    public List<String> mistakes(String json) throws IOException {
        return schema.validate(MAPPER.readTree(json)).stream()
                .map(Error::toString)
                .toList();
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("type")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ResultSchema::close);
    }
}
