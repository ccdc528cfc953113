package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.JournalWriter;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The journal of a run in its build's folder, and what is made of it at each event: the report that pages show, and
 * whatever the console says. Events are added by the run's driver; reports are made on any thread.
 */
final class RunJournalFile implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(RunJournalFile.class.getName());

    private final LocalRunFolder folder;
    private final Consumer<RunEvent> watcher;

    // Mutable state of the driver
    @CheckForNull
    private JournalWriter writer;

    // Guarded by this
    private boolean begun;
    private boolean ended;
    /** Who was the first to abort the run, in words; null where nobody has. */
    private String abortedBy;

    private final RunReportFold fold = new RunReportFold(null);

    /**
     * Opens the journal, with what is in it already.
     *
     * @param watcher is told of each event that is added, after it is in the journal
     */
    RunJournalFile(LocalRunFolder folder, Consumer<RunEvent> watcher) throws IOException {
        this.folder = folder;
        this.watcher = watcher;
        folder.read(this::note);
    }

    /** Whether its first event is there: from then on the run is what the journal says. */
    synchronized boolean hasBegun() {
        return begun;
    }

    /** Whether its last event is there. */
    synchronized boolean hasEnded() {
        return ended;
    }

    /** Who was the first to abort the run, in words; empty where nobody has. */
    synchronized Optional<String> abortedBy() {
        return Optional.ofNullable(abortedBy);
    }

    /** All events so far, from the first. */
    List<RunEvent> events() throws IOException {
        List<RunEvent> events = new ArrayList<>();
        folder.read(events::add);
        return events;
    }

    /** Adds an event: to the journal first, because what isn't in it hasn't happened. */
    void add(RunEvent event) throws IOException {
        try {
            if (writer == null) {
                folder.create();
                writer = hasBegun() ? JournalWriter.resume(folder.path()) : JournalWriter.create(folder.path());
            }
            writer.append(event);
        } finally {
            // Where the journal is lost, people are told all the same, and the final report is whole.
            note(event);
            watcher.accept(event);
        }
    }

    private synchronized void note(RunEvent event) {
        begun |= event instanceof RunEvent.RunStarted;
        ended = event instanceof RunEvent.RunEnded;
        if (abortedBy == null && event instanceof RunEvent.AbortRequested abort) {
            abortedBy = abort.cause();
        }
        fold.apply(event);
    }

    /** What is known by now; empty before the run has begun. Any thread. */
    synchronized Optional<RunReport> report() {
        return fold.hasStarted() ? Optional.of(fold.report(Instant.now(), true)) : Optional.empty();
    }

    /** It has its last event and was closed: from now on it is kept compressed. */
    void pack() {
        try {
            folder.packJournal();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the journal in " + folder.path() + " stays as long as it is");
        }
    }

    /** Closes the file; it is opened again where another event comes. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
