package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDeletions;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessFiles;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.terraform.EmergencyDumpReader;
import io.jenkins.plugins.terraformparallel.engine.terraform.PlanDigest;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link UnitFiles} on this machine. */
public final class LocalUnitFiles implements UnitFiles {

    private static final String LOCAL_BACKEND = "local";
    private static final String ERRORED = "errored.tfstate";

    /** Apart: only what has failed is looked at with it, and making it takes long. */
    private static final class Mapping {
        private static final ObjectMapper JSON = new ObjectMapper();
    }

    private final Path directory;
    private final LocalModuleHash hash;
    private final LocalDeletions deletions;

    /**
     * @param directory the run's private directory, the host's
     * @param hash for values that may be secret
     */
    public LocalUnitFiles(Path directory, SecretHash hash) {
        this(directory, hash, LocalDeletions.atOnce());
    }

    /** @param deletions does what is deleted; the caller's to close */
    public LocalUnitFiles(Path directory, SecretHash hash, LocalDeletions deletions) {
        this.directory = directory;
        this.hash = new LocalModuleHash(hash);
        this.deletions = deletions;
    }

    @Override
    public String write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        LocalPrivateFiles.write(file, content);
        return file.toAbsolutePath().toString();
    }

    @Override
    public void deleteAll(String beginning) throws IOException {
        Path first = directory.resolve(beginning);
        String name = String.valueOf(first.getFileName());
        deletions.delete(LocalDirectories.entries(first.resolveSibling(".").normalize()).stream()
                .filter(entry -> String.valueOf(entry.getFileName()).startsWith(name))
                .toList());
    }

    @Override
    public Map<String, String> inputs(Unit unit) throws IOException {
        Path module = Path.of(unit.directory());
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("lock file", hash.ofFile(module.resolve(".terraform.lock.hcl")));
        inputs.put("module files", hash.ofModule(module, unit.dataDirectory()));
        inputs.put(
                "var files", hash.ofFiles(unit.varFiles().stream().map(Path::of).toList()));
        return inputs;
    }

    @Override
    public String planDigest(ProcessId show) throws IOException {
        try (InputStream output = Files.newInputStream(stdout(show))) {
            return PlanDigest.of(output);
        }
    }

    @Override
    public boolean moveErroredState(Unit unit, String name) throws IOException {
        Path errored = Path.of(unit.directory()).resolve(ERRORED);
        if (!Files.exists(errored) || Files.isDirectory(errored)) {
            return false;
        }
        if (Files.size(errored) == 0) {
            Files.delete(errored);
            return false;
        }
        LocalPrivateFiles.move(errored, directory.resolve(name));
        return true;
    }

    @Override
    public void refuseErroredState(Unit unit) throws IOException {
        Path errored = Path.of(unit.directory()).resolve(ERRORED);
        try {
            Files.createDirectory(errored);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(errored, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        errored
                                + " is there: a state that was never pushed. Push it or move it away; until then units of"
                                + " this module can't be applied side by side",
                        e);
            }
        }
    }

    @Override
    public void allowErroredState(Unit unit) throws IOException {
        Path errored = Path.of(unit.directory()).resolve(ERRORED);
        if (Files.isDirectory(errored, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(errored);
        }
    }

    @Override
    public boolean saveEmergencyState(ProcessId process, String name) throws IOException {
        Path file = directory.resolve(name);
        LocalPrivateFiles.write(file, new byte[0]);
        EmergencyDumpReader.Found found = EmergencyDumpReader.Found.NONE;
        try (InputStream output = Files.newInputStream(stdout(process));
                OutputStream state = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            found = EmergencyDumpReader.copyState(output, state);
        } finally {
            if (found != EmergencyDumpReader.Found.WHOLE) {
                Files.deleteIfExists(file);
            }
        }
        return found == EmergencyDumpReader.Found.WHOLE;
    }

    @CheckForNull
    @Override
    public StateLock stateLock(Unit unit) throws IOException {
        Path module = Path.of(unit.directory());
        JsonNode backend = backend(Path.of(unit.dataPath()));
        if (!backend.path("type").asText(LOCAL_BACKEND).equals(LOCAL_BACKEND)) {
            // It can't be seen from here.
            return new StateLock(null, null, null, null);
        }
        String state = statePath(backend.path("config"), unit.workspace());
        Path file = module.resolve(state).normalize();
        Path lock = file.resolveSibling("." + file.getFileName() + ".lock.info");
        if (!Files.isRegularFile(lock)) {
            return null;
        }
        try {
            JsonNode info = Mapping.JSON.readTree(Files.readAllBytes(lock));
            String id = info.path("ID").asText(null);
            return new StateLock(
                    id, info.path("Who").asText(null), info.path("Created").asText(null), id);
        } catch (JsonProcessingException e) {
            return new StateLock(null, null, null, null);
        }
    }

    private static JsonNode backend(Path data) throws IOException {
        Path file = data.resolve("terraform.tfstate");
        return Files.isRegularFile(file)
                ? Mapping.JSON.readTree(Files.readAllBytes(file)).path("backend")
                : Mapping.JSON.createObjectNode();
    }

    /** Where the local backend keeps the state, as far as its configuration says. */
    private static String statePath(JsonNode config, @CheckForNull String workspace) {
        if (workspace == null || workspace.equals("default")) {
            return config.path("path").asText("").isEmpty()
                    ? "terraform.tfstate"
                    : config.path("path").asText();
        }
        String workspaces = config.path("workspace_dir").asText("");
        return (workspaces.isEmpty() ? "terraform.tfstate.d" : workspaces) + "/" + workspace + "/terraform.tfstate";
    }

    private Path stdout(ProcessId process) {
        return directory.resolve(ProcessFiles.file(ProcessFiles.name(process), ProcessFiles.STDOUT));
    }
}
