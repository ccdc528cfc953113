package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.testing.ResultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call of the command line left.
 *
 * @param directory its console's text and its reports
 */
record CallResult(int exitCode, Path directory) {

    static final String OUT = "out.txt";
    static final String ERR = "err.txt";
    static final String RUN_DIRECTORY = "run";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Says all that it printed where the exit code is another one. */
    CallResult hasExitCode(int expected) throws IOException {
        assertThat(exitCode)
                .as("exit code; it printed:%n%s%n--- and as errors:%n%s", out(), err())
                .isEqualTo(expected);
        return this;
    }

    String out() throws IOException {
        return Files.readString(directory.resolve(OUT));
    }

    String err() throws IOException {
        return Files.readString(directory.resolve(ERR));
    }

    /** Where {@link TerraformParallel#runWithReports} lets runs lie. */
    Path runDirectory() {
        return directory.resolve(RUN_DIRECTORY);
    }

    /** The JSON, after it was held against its published schema. */
    JsonNode json() throws IOException {
        String json = Files.readString(Reports.JSON.in(directory));
        assertThat(ResultSchema.load().mistakes(json)).as(json).isEmpty();
        return MAPPER.readTree(json);
    }

    String junit() throws IOException {
        return Files.readString(Reports.JUNIT.in(directory));
    }

    String markdown() throws IOException {
        return Files.readString(Reports.MARKDOWN.in(directory));
    }

    String html() throws IOException {
        return Files.readString(htmlFile());
    }

    Path htmlFile() {
        return Reports.HTML.in(directory);
    }

    /** One unit of the JSON. */
    JsonNode unit(String name) throws IOException {
        for (JsonNode unit : json().get("units")) {
            if (unit.get("name").asText().equals(name)) {
                return unit;
            }
        }
        throw new AssertionError("no unit " + name + " in " + json());
    }

    /** The final states by unit. */
    Map<String, String> states() throws IOException {
        Map<String, String> states = new TreeMap<>();
        json().get("units")
                .forEach(unit ->
                        states.put(unit.get("name").asText(), unit.get("status").asText()));
        return states;
    }

    /** A unit's log. */
    String log(String unit) throws IOException {
        return Files.readString(runDirectory().resolve(unit(unit).get("log").asText()));
    }

    /** The reports as files of a call. */
    enum Reports {
        HTML,
        JSON,
        JUNIT,
        MARKDOWN;

        Path in(Path directory) {
            return directory.resolve("report." + name().toLowerCase(Locale.ROOT));
        }

        static Map<String, Path> all(Path directory) {
            Map<String, Path> all = new TreeMap<>();
            for (Reports report : values()) {
                all.put("--" + report.name().toLowerCase(Locale.ROOT), report.in(directory));
            }
            return all;
        }
    }
}
