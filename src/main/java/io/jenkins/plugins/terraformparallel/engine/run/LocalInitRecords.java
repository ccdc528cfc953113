package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.PlainJson;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.terraform.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link InitRecords} on this machine: a sealed file in each data directory. It is emptied and not deleted, because some file
 * systems take long to make another.
 */
public final class LocalInitRecords implements InitRecords {

    static final String FILE_NAME = "terraform-parallel-init.json";

    private static final int SCHEMA = 1;
    private static final String SEAL = "seal";
    /** What is longer isn't ours. */
    private static final int MAX_SIZE = 1 << 16;

    private final SecretHash hash;

    /** @param hash the same from run to run; nobody else has its key */
    public LocalInitRecords(SecretHash hash) {
        this.hash = hash;
    }

    @Override
    public InitCheck check(InitInputs inputs, boolean wanted) throws IOException {
        String because;
        String before = "";
        try {
            LocalInitFiles files = new LocalInitFiles(inputs, hash);
            Map<String, String> now = files.inputs();
            before = hashOf(now);
            InitRecord noted = wanted ? read(file(inputs)) : null;
            Map<String, String> results = noted == null ? Map.of() : files.results();
            because = InitRecord.whyInit(noted, new InitRecord(inputs.backend(), now, results));
        } catch (IOException | InvalidPathException e) {
            because = "its files can't be read";
        }
        if (because != null) {
            LocalPrivateFiles.empty(file(inputs));
        }
        return new InitCheck(because == null, because, before);
    }

    @Override
    public void keep(InitInputs inputs, String before) throws IOException {
        LocalInitFiles files = new LocalInitFiles(inputs, hash);
        // What it made first: where an input has changed since, it may have been made from either.
        Map<String, String> results = files.results();
        Map<String, String> now = files.inputs();
        if (LocalInitFiles.isWhole(results) && hashOf(now).equals(before)) {
            Path data = Path.of(inputs.dataDirectory());
            if (!Files.isDirectory(data)) {
                // As terraform makes it, where it hasn't because there was nothing to keep.
                Files.createDirectories(data);
            }
            // One that is written in part has no seal that fits.
            LocalPrivateFiles.overwrite(file(inputs), write(new InitRecord(inputs.backend(), now, results)));
        }
    }

    private static Path file(InitInputs inputs) {
        return Path.of(inputs.dataDirectory()).resolve(FILE_NAME);
    }

    private String hashOf(Map<String, String> kinds) {
        return hash.of(new TreeMap<>(kinds).toString());
    }

    private byte[] write(InitRecord record) {
        Map<String, Object> written = content(record);
        written.put(SEAL, seal(record));
        return PlainJson.canonical(written).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> content(InitRecord record) {
        Map<String, Object> written = new TreeMap<>();
        written.put("schema", SCHEMA);
        written.put("backend", record.backend());
        written.put("inputs", record.inputs());
        written.put("results", record.results());
        return written;
    }

    private String seal(InitRecord record) {
        return hash.of("init " + PlainJson.canonical(content(record)));
    }

    /** Null where there is none, or none that was made with this key. */
    @CheckForNull
    private InitRecord read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_SIZE) {
            return null;
        }
        try {
            JsonNode written = JsonTree.read(Files.readAllBytes(file));
            InitRecord record = new InitRecord(
                    written.path("backend").asBoolean(), texts(written.path("inputs")), texts(written.path("results")));
            boolean isOurs = written.path("schema").asInt() == SCHEMA
                    && seal(record).equals(written.path(SEAL).asText());
            return isOurs ? record : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
