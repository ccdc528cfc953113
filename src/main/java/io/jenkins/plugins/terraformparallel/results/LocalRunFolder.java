package io.jenkins.plugins.terraformparallel.results;

import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.JournalArchive;
import io.jenkins.plugins.terraformparallel.engine.event.JournalContent;
import io.jenkins.plugins.terraformparallel.engine.event.JournalReader;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.report.LogRunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the journal, logs and diffs of one run lie: {@code terraform-parallel/<flow node id>} in the build's folder. The
 * path is asked from the build at each use, because a job may be renamed or moved while its build runs.
 *
 * @param build the build that the run belongs to
 * @param flowNode the id of the step's flow node, which names the run within its build
 */
public record LocalRunFolder(Run<?, ?> build, String flowNode) {

    /** The folder of all runs of a build, below the build's own. */
    public static final String NAME = "terraform-parallel";

    /**
     * @throws IllegalArgumentException where the id isn't one of a flow node, so that no path is made of anything else
     */
    public LocalRunFolder {
        if (!flowNode.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("a flow node's id is a number, found " + flowNode);
        }
    }

    /** The folder as it is called now; it needn't exist. */
    public Path path() {
        return build.getRootDir().toPath().resolve(NAME).resolve(flowNode);
    }

    /** Whether the build is still there to be written to. */
    public boolean isBuildThere() {
        return build.getRootDir().isDirectory();
    }

    /** Makes the folder, for its owner alone. */
    public void create() throws IOException {
        LocalPrivateFiles.createDirectories(path());
    }

    /** Whether a run has begun here. */
    public boolean hasJournal() {
        return Files.isRegularFile(JournalArchive.file(path()));
    }

    /** The run has ended and its journal won't grow any more: keeps it compressed. */
    public void packJournal() throws IOException {
        JournalArchive.pack(path());
    }

    /** How long its journal is; empty where it has none. */
    Optional<Long> journalBytes() throws IOException {
        return hasJournal() ? Optional.of(Files.size(JournalArchive.file(path()))) : Optional.empty();
    }

    /** Hands on the events of the run so far, from the first; nothing where it has no journal. */
    public void read(Consumer<RunEvent> events) throws IOException {
        if (hasJournal()) {
            JournalReader.read(JournalArchive.file(path()), events);
        }
    }

    /**
     * What is known of the run.
     *
     * @param lives whether somebody drives it
     * @return empty where it hasn't begun, or its journal has lost its beginning
     */
    public Optional<RunReport> report(boolean lives) throws IOException {
        RunReportFold fold = new RunReportFold(null);
        read(fold::apply);
        return fold.hasStarted() ? Optional.of(fold.report(Instant.now(), lives)) : Optional.empty();
    }

    /**
     * As {@link #report}, for a run that nobody drives and that has a journal: with what is missing of it.
     */
    RunReading reading() throws IOException {
        RunReportFold fold = new RunReportFold(null);
        JournalContent content = JournalReader.read(JournalArchive.file(path()), fold::apply);
        long unreadable = content.unknown() + content.corrupt();
        return fold.hasStarted()
                ? RunReading.of(fold.report(Instant.now(), false), unreadable, false)
                : RunReading.missing(RunReading.Gap.NO_BEGINNING, unreadable, false);
    }

    /**
     * A log or diff, to be read from any place.
     *
     * @param name relative to the folder; nothing outside of it is opened
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    LocalText text(String name) throws IOException {
        return LocalText.open(path(), name);
    }

    /** Its logs and diffs. */
    public RunFiles files() {
        return new LogRunFiles(path());
    }
}
