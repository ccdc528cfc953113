package io.jenkins.plugins.terraformparallel.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalArchiveTest {

    private static final List<RunEvent> EVENTS = IntStream.range(0, 1_000)
            .<RunEvent>mapToObj(i -> new RunEvent.Remark(
                    Instant.parse("2026-11-23T12:00:00Z").plusMillis(i), "unit-" + i % 7, "remark " + i + ", 日本語"))
            .toList();

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        try (JournalWriter journal = JournalWriter.create(directory)) {
            for (RunEvent event : EVENTS) {
                journal.append(event);
            }
        }
    }

    private List<RunEvent> read(long from) throws IOException {
        List<RunEvent> events = new ArrayList<>();
        JournalReader.read(JournalArchive.file(directory), from, events::add);
        return events;
    }

    @Test
    void isReadAsThePlainOneWasAndIsSmaller() throws IOException {
        Path plain = JournalArchive.file(directory);
        JournalContent before = JournalReader.read(plain, event -> {});
        long bytes = Files.size(plain);

        JournalArchive.pack(directory);

        Path packed = JournalArchive.file(directory);
        assertThat(packed).hasFileName("journal.ndjson.gz").isNotEqualTo(plain);
        assertThat(directory.toFile().list()).containsExactly("journal.ndjson.gz");
        assertThat(Files.size(packed)).isLessThan(bytes / 4);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(packed)))
                .isEqualTo("rw-------");
        assertThat(read(0)).isEqualTo(EVENTS);
        assertThat(JournalReader.read(packed, event -> {})).isEqualTo(before);
        assertThat(read(before.end())).isEmpty();
    }

    @Test
    void whoHasTheNameOfThePlainOneReadsThePackedOne() throws IOException {
        Path plain = JournalArchive.file(directory);
        JournalArchive.pack(directory);

        List<RunEvent> events = new ArrayList<>();
        JournalReader.read(plain, events::add);

        assertThat(events).isEqualTo(EVENTS);
    }

    @Test
    void afterACrashThePlainOneCounts() throws IOException {
        Files.write(directory.resolve("journal.ndjson.gz"), new byte[] {1, 2, 3});
        Files.write(directory.resolve("journal.ndjson.gz.tmp"), new byte[] {1, 2, 3});

        assertThat(read(0)).isEqualTo(EVENTS);
        JournalArchive.pack(directory);
        assertThat(read(0)).isEqualTo(EVENTS);
        JournalArchive.pack(directory);
        assertThat(read(0)).isEqualTo(EVENTS);
    }

    @Test
    void oneThatWasCutOffIsReadAsFarAsItGoes() throws IOException {
        JournalArchive.pack(directory);
        Path packed = JournalArchive.file(directory);
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));

        List<RunEvent> events = read(0);

        assertThat(events).isNotEmpty().hasSizeLessThan(EVENTS.size());
        assertThat(EVENTS).startsWith(events.toArray(RunEvent[]::new));
    }
}
