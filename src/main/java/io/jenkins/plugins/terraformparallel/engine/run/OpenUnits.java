package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The units of a run that have started and not ended, with the directories that they work in: a fold over its journal. Not
 * thread-safe.
 */
public final class OpenUnits {

    // Mutable state
    private final Map<String, String> directories = new LinkedHashMap<>();
    private final Map<String, String> open = new LinkedHashMap<>();

    /** Takes the next event. */
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            for (JsonNode unit : started.resume().path("units")) {
                directories.put(
                        unit.path("name").asText(), unit.path("directory").asText());
            }
        } else if (event instanceof RunEvent.UnitStarted started && directories.containsKey(started.unit())) {
            open.put(started.unit(), directories.get(started.unit()));
        } else if (event instanceof RunEvent.UnitEnded ended) {
            open.remove(ended.unit());
        } else if (event instanceof RunEvent.RunEnded) {
            open.clear();
        }
    }

    /** Absolute real directories by the names of the units. */
    public Map<String, String> directories() {
        return Map.copyOf(open);
    }
}
