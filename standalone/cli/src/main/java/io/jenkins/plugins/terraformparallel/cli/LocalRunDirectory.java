package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.event.JournalArchive;
import io.jenkins.plugins.terraformparallel.engine.event.JournalReader;
import io.jenkins.plugins.terraformparallel.engine.event.JournalWriter;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.report.LogRunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** A run's directory: its journal, its logs, and whether an engine works on it. */
final class LocalRunDirectory {

    private static final String ENGINE_LOCK = "engine.lock";
    private static final String PLACE = "plan-dir";

    private final Path directory;

    private LocalRunDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory of a new run.
     *
     * @throws RequestException where it holds something already
     */
    static LocalRunDirectory create(Path directory) throws RequestException, IOException {
        if (Files.exists(directory)) {
            boolean empty;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                empty = !entries.iterator().hasNext();
            }
            if (!empty) {
                throw new RequestException(List.of(
                        new Mistake("--run-dir", directory + ", which isn't empty", "a new or an empty directory")));
            }
        }
        LocalPrivateFiles.createDirectories(directory);
        return new LocalRunDirectory(directory.toRealPath());
    }

    /**
     * The directory of a run that was there before.
     *
     * @throws RequestException where it holds no journal
     */
    static LocalRunDirectory open(Path directory) throws RequestException, IOException {
        if (!Files.isRegularFile(JournalArchive.file(directory))) {
            throw new RequestException(List.of(new Mistake(
                    "RUN_DIR",
                    directory + ", which has no " + JournalWriter.FILE_NAME,
                    "the directory of a run, as it is named at the run's end")));
        }
        return new LocalRunDirectory(directory.toRealPath());
    }

    Path path() {
        return directory;
    }

    RunFiles files() {
        return new LogRunFiles(directory);
    }

    /** Every event of the journal that can be read, in order. */
    void read(Consumer<RunEvent> events) throws IOException {
        JournalReader.read(JournalArchive.file(directory), events);
    }

    /**
     * The report, as far as the journal goes.
     *
     * @throws RequestException where not even the run's beginning can be read
     */
    RunReport report(Instant now) throws RequestException, IOException {
        RunReportFold fold = new RunReportFold(directory.toString());
        read(fold::apply);
        if (!fold.hasStarted()) {
            throw new RequestException(List.of(new Mistake(
                    "RUN_DIR",
                    directory + ", whose " + JournalWriter.FILE_NAME + " has no beginning",
                    "the directory of a run that has started")));
        }
        return fold.report(now, engineLives());
    }

    /**
     * Says that an engine works on it, until the result is closed or the process ends.
     *
     * @throws RequestException where another one does
     */
    FileChannel lockEngine() throws RequestException, IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(ENGINE_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new RequestException(List.of(new Mistake(
                    "RUN_DIR", directory + ", on which a terraform-parallel works", "a run whose engine has died")));
        }
        return channel;
    }

    /** Where plans are kept; empty for nowhere. */
    String planDirectory() throws IOException {
        Path file = directory.resolve(PLACE);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    void notePlanDirectory(Path planDirectory) throws IOException {
        Files.writeString(directory.resolve(PLACE), planDirectory.toString());
    }

    /** Takes away what is left of the processes' own directories, as far as they are empty, and the engine's lock file. */
    void tidy() throws IOException {
        Files.deleteIfExists(directory.resolve(ENGINE_LOCK));
        deleteEmpty(directory.resolve("processes"));
        deleteEmpty(directory.resolve("values"));
    }

    /** Takes away the directory of a run that never began. */
    void discard() throws IOException {
        LocalPrivateFiles.deleteRecursively(directory);
    }

    private boolean engineLives() throws IOException {
        Path lock = directory.resolve(ENGINE_LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock mine = channel.tryLock()) {
            return mine == null;
        }
    }

    /** @return whether it is gone */
    private static boolean deleteEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return !Files.exists(path);
        }
        boolean empty = true;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                empty &= Files.isDirectory(entry) && deleteEmpty(entry);
            }
        }
        if (empty) {
            Files.delete(path);
        }
        return empty;
    }
}
