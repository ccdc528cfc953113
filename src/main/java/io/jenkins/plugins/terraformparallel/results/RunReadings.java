package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.results.RunReading.Gap;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the runs of one build for its pages: from whoever drives a run, else from its journal. What was read of a journal
 * is kept until the journal has grown or memory is short. Thread-safe.
 */
final class RunReadings {

    private static final Logger LOGGER = Logger.getLogger(RunReadings.class.getName());

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(long bytes, SoftReference<RunReading> reading) {}

    RunReading of(LocalRunFolder folder) {
        LiveRun live = LiveRuns.get().find(folder.build(), folder.flowNode());
        if (live == null) {
            return ofJournal(folder);
        }
        return live.report()
                .map(report -> RunReading.of(report, 0, true))
                .orElseGet(() -> RunReading.missing(Gap.NO_JOURNAL, 0, true));
    }

    private RunReading ofJournal(LocalRunFolder folder) {
        try {
            Optional<Long> bytes = folder.journalBytes();
            if (bytes.isEmpty()) {
                return RunReading.missing(Gap.NO_JOURNAL, 0, false);
            }
            Kept before = kept.get(folder.flowNode());
            RunReading known = before == null || before.bytes() != bytes.get()
                    ? null
                    : before.reading().get();
            if (known != null) {
                return known;
            }
            RunReading reading = folder.reading();
            kept.put(folder.flowNode(), new Kept(bytes.get(), new SoftReference<>(reading)));
            return reading;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "can't read the run " + folder);
            return RunReading.missing(Gap.UNREADABLE, 0, false);
        }
    }
}
