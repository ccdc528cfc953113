package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UsualDuration;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long this user's units took: one file, {@code $XDG_CACHE_HOME/terraform-parallel/durations}, by default below
 * {@code ~/.cache}. It only makes runs shorter, so nothing about it is ever an error: what can't be read isn't known, and
 * what can't be written is lost.
 */
final class LocalDurations {

    private static final String NAME = "durations";

    /** Twice what a full book takes; nobody reads more. */
    private static final long MOST_BYTES = 100L * DurationBook.MOST_ENTRIES;

    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = 10_000_000;

    private final Path directory;

    LocalDurations(Map<String, String> environment) {
        this.directory = BaseDirectories.cache(environment);
    }

    /** The same plan, with what is known of its units. */
    WorkPlan expectedOf(WorkPlan plan) {
        DurationBook book = read();
        Map<String, Long> millis = new HashMap<>();
        if (book.isEmpty()) {
            return plan;
        }
        DurationBook.keys(plan.operation(), plan.units()).forEach((name, key) -> {
            Long known = book.millis(key);
            if (known != null) {
                millis.put(name, known);
            }
        });
        return plan.expecting(millis);
    }

    /** Adds what the units of a run took. Several runs may do so at once. */
    void add(WorkPlan plan, RunReport report, Instant now) {
        Map<String, Long> taken = new HashMap<>();
        Map<String, String> keys = DurationBook.keys(plan.operation(), plan.units());
        report.units()
                .forEach(unit -> UsualDuration.taken(unit)
                        .ifPresent(millis -> taken.merge(keys.get(unit.name()), millis, Math::max)));
        if (taken.isEmpty()) {
            return;
        }
        try {
            LocalPrivateFiles.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = lock(channel)) {
                if (lock != null) {
                    long today = now.getEpochSecond() / (24 * 60 * 60);
                    LocalPrivateFiles.replace(
                            directory.resolve(NAME),
                            read().with(taken, today).text().getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The next run has a worse idea of what takes long, and that is all.
        }
    }

    /** Whoever holds it needs it for milliseconds; a program that was stopped meanwhile must not stop this one. */
    @CheckForNull
    private static FileLock lock(FileChannel channel) throws IOException {
        FileLock lock = tryLock(channel);
        for (int i = 0; i < TRIES && lock == null; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            lock = tryLock(channel);
        }
        return lock;
    }

    @CheckForNull
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Somebody in this Java has it.
            return null;
        }
    }

    private DurationBook read() {
        Path file = directory.resolve(NAME);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
                    ? DurationBook.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : DurationBook.EMPTY;
        } catch (IOException e) {
            return DurationBook.EMPTY;
        }
    }
}
