package io.jenkins.plugins.terraformparallel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What terraform's state file says; one that isn't there says nothing. */
public final class StateFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StateFile() {}

    /** The value of the output {@code value}; empty where there is none. */
    public static String value(Path module) throws IOException {
        return read(module.resolve("terraform.tfstate"))
                .path("outputs")
                .path("value")
                .path("value")
                .asText();
    }

    /** What the managed resources are called. */
    public static List<String> resources(Path module) throws IOException {
        return resourcesIn(module.resolve("terraform.tfstate"));
    }

    /** What the managed resources in a file are called. */
    public static List<String> resourcesIn(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode resource : read(file).path("resources")) {
            if (resource.path("mode").asText().equals("managed")) {
                resource.path("instances")
                        .forEach(instance -> names.add(resource.path("name").asText()));
            }
        }
        return names;
    }

    private static JsonNode read(Path file) throws IOException {
        return Files.exists(file) ? MAPPER.readTree(Files.readAllBytes(file)) : MAPPER.createObjectNode();
    }
}
