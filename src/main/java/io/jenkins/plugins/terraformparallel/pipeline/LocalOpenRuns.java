package io.jenkins.plugins.terraformparallel.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Remembers which runs have no end yet, one small file each in Jenkins' home: written before a run's first event, deleted
 * after its last one. So a start-up looks at these and not at all builds. Thread-safe.
 */
final class LocalOpenRuns {

    private static final Logger LOGGER = Logger.getLogger(LocalOpenRuns.class.getName());
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param home Jenkins' home directory */
    LocalOpenRuns(Path home) {
        this.directory = home.resolve("terraform-parallel").resolve("open-runs");
    }

    /** Those of this instance. */
    static LocalOpenRuns ofJenkins() {
        return new LocalOpenRuns(Jenkins.get().getRootDir().toPath());
    }

    /** Enters a run, or replaces what is remembered of it. */
    void put(OpenRun run) throws IOException {
        LocalPrivateFiles.replace(file(run.id()), JSON.writeValueAsBytes(run));
    }

    /** The run has its end. Idempotent. */
    void remove(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    /** All that are remembered. What can't be read is left alone and logged. */
    List<OpenRun> all() {
        List<OpenRun> runs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                read(file, runs);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            LOGGER.log(Level.WARNING, e, () -> "the runs that have no end can't be read from " + directory);
        }
        return runs;
    }

    private static void read(Path file, List<OpenRun> runs) {
        try {
            runs.add(JSON.readValue(Files.readAllBytes(file), OpenRun.class));
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINE, e, () -> file + " is gone: that run has just ended");
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "can't read which run this is: " + file);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
