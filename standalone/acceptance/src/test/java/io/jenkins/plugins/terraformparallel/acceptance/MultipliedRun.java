package io.jenkins.plugins.terraformparallel.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Makes of a run that is over one with many more units: what its own units left in its journal, again and again. */
final class MultipliedRun {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MultipliedRun() {}

    /** @param count how many units it is to have */
    static void multiply(TestRun run, int count) throws IOException {
        List<String> many = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(run.journal())) {
            ObjectNode event = (ObjectNode) MAPPER.readTree(line);
            if (event.get("event").asText().equals("run-started")) {
                event.get("units").forEach(unit -> names.add(unit.get("name").asText()));
                event.set("units", units((ArrayNode) event.get("units"), count));
                // Nobody goes on with it.
                event.putObject("resume");
                many.add(event.toString());
            } else if (event.hasNonNull("unit")) {
                int first = names.indexOf(event.get("unit").asText());
                for (int i = first; i < count; i += names.size()) {
                    many.add(event.put("unit", name(names.get(first), i)).toString());
                }
            } else {
                many.add(line);
            }
        }
        Files.write(run.journal(), many);
    }

    private static ArrayNode units(ArrayNode few, int count) {
        ArrayNode many = MAPPER.createArrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode unit = (ObjectNode) few.get(i % few.size()).deepCopy();
            String name = name(unit.get("name").asText(), i);
            many.add(unit.put("name", name).put("path", name).put("key", "unit-" + i + "-0a1b2c"));
        }
        return many;
    }

    private static String name(String name, int i) {
        return "area-%02d/%s-%04d".formatted(i % 24, name, i);
    }
}
