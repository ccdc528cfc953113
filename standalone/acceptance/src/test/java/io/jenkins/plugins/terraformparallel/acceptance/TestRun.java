package io.jenkins.plugins.terraformparallel.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.ResultSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A run of the step.
 *
 * @param id the flow node's
 */
record TestRun(Build build, String id) {

    /** The address of its page below Jenkins' root. */
    String path() {
        return build.path() + "terraform-parallel/" + id + "/";
    }

    /** The JSON, after it was held against its published schema. */
    JsonNode json() throws IOException {
        Rest.Answer answer = build.jenkins().rest().get(path() + "json").expect(200);
        List<String> mistakes = ResultSchema.load().mistakes(answer.body());
        if (!mistakes.isEmpty()) {
            throw new AssertionError(mistakes + " in " + answer.body());
        }
        return answer.json();
    }

    String status() throws IOException {
        return json().get("status").asText();
    }

    /** The states by unit. */
    Map<String, String> states() throws IOException {
        Map<String, String> states = new TreeMap<>();
        json().get("units")
                .forEach(unit ->
                        states.put(unit.get("name").asText(), unit.get("status").asText()));
        return states;
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

    /** By what a unit is named in addresses and files. */
    String key(String unit) throws IOException {
        return key(unit(unit));
    }

    /** The same, of a unit of the JSON. */
    static String key(JsonNode unit) {
        return unit.get("log").asText().replaceAll("logs/(.*)\\.log", "$1");
    }

    /** Waits until nothing of it goes on any more, which may be later than the end of its build. */
    TestRun awaitEnd(Duration deadline) throws Exception {
        Await.until("run " + id + " of " + build + " has ended", deadline, () -> !status().matches("RUNNING|LOST"));
        return this;
    }

    /** Where it lies in Jenkins' home; only where the suite has started Jenkins. */
    Path folder() {
        return build.folder().resolve("terraform-parallel").resolve(id);
    }

    /** Whether it has a journal. */
    boolean hasJournal() {
        return Files.exists(plainJournal()) || Files.exists(packedJournal());
    }

    /** Its journal as text, to be changed by whoever wants to: when a run has ended, Jenkins keeps it compressed. */
    Path journal() throws IOException {
        if (Files.exists(packedJournal())) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(packedJournal()))) {
                Files.copy(in, plainJournal(), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(packedJournal());
        }
        return plainJournal();
    }

    private Path plainJournal() {
        return folder().resolve("journal.ndjson");
    }

    private Path packedJournal() {
        return folder().resolve("journal.ndjson.gz");
    }

    /** The lines of its journal that are about something. */
    List<String> journal(String event) throws IOException {
        try (BufferedReader lines = openJournal()) {
            return lines.lines()
                    .filter(line -> line.contains("\"event\":\"" + event + "\""))
                    .toList();
        }
    }

    private BufferedReader openJournal() throws IOException {
        try {
            return Files.newBufferedReader(plainJournal());
        } catch (NoSuchFileException e) {
            InputStream packed = Files.newInputStream(packedJournal());
            return new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), UTF_8));
        }
    }

    /** A unit's log. */
    String log(String unit) throws IOException {
        return Files.readString(folder().resolve(unit(unit).get("log").asText()));
    }
}
