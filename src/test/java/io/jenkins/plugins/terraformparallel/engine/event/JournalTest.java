package io.jenkins.plugins.terraformparallel.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final RunEvent FIRST = new RunEvent.Remark(AT, null, "first");
    private static final RunEvent SECOND = new RunEvent.Remark(AT, null, "zweitens, 日本語");
    private static final RunEvent THIRD = new RunEvent.Remark(AT, null, "third");

    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        write(FIRST, SECOND);

        List<RunEvent> events = new ArrayList<>();
        JournalContent content = JournalReader.read(file(), events::add);

        assertThat(events).containsExactly(FIRST, SECOND);
        assertThat(content).isEqualTo(new JournalContent(2, 0, 0, Files.size(file()), false));
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        write(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherRunsJournalIsNotOverwritten() throws IOException {
        write(FIRST);

        assertThatThrownBy(() -> JournalWriter.create(directory)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(read()).containsExactly(FIRST);
    }

    @Test
    void onlyARunWithAJournalIsResumed() {
        assertThatThrownBy(() -> JournalWriter.resume(directory)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void resumingGoesOnBehindTheLastEvent() throws IOException {
        write(FIRST);

        try (JournalWriter journal = JournalWriter.resume(directory)) {
            journal.append(SECOND);
        }

        assertThat(read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void resumingRemovesALineThatWasCutOffAtAnyByte() throws IOException {
        byte[] whole = EventJson.line(SECOND);
        for (int length = 0; length < whole.length; length++) {
            Files.deleteIfExists(file());
            write(FIRST);
            Files.write(file(), Arrays.copyOf(whole, length), StandardOpenOption.APPEND);

            try (JournalWriter journal = JournalWriter.resume(directory)) {
                journal.append(THIRD);
            }

            assertThat(read()).containsExactly(FIRST, THIRD);
        }
    }

    @Test
    void resumingRemovesALongLineThatWasCutOff() throws IOException {
        write(FIRST);
        Files.writeString(file(), "{\"x\":\"" + "y".repeat(50_000), StandardOpenOption.APPEND);

        JournalWriter.resume(directory).close();

        assertThat(Files.size(file())).isEqualTo(EventJson.line(FIRST).length);
    }

    @Test
    void aHalfLineIsRemovedBeforeTheNextOne() throws IOException {
        try (JournalWriter journal = JournalWriter.create(directory)) {
            journal.append(FIRST);
            Files.writeString(file(), "{\"event\":\"rem", StandardOpenOption.APPEND);
            journal.append(SECOND);
        }

        assertThat(read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void aFullDiskIsAnError() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full on this machine");
        Files.createSymbolicLink(file(), full);

        try (JournalWriter journal = JournalWriter.resume(directory)) {
            assertThatThrownBy(() -> journal.append(FIRST))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("can't write the journal " + file());
        } finally {
            Files.delete(file());
        }
    }

    @Test
    void aSmallJournalCutAtAnyByteReadsAsAPrefix() throws IOException {
        List<RunEvent> events = List.of(FIRST, SECOND, THIRD);
        byte[] journal = bytes(events);
        for (int length = 0; length <= journal.length; length++) {
            assertReadsAsAPrefix(events, journal, length);
        }
    }

    @Test
    void anyJournalCutAnywhereReadsAsAPrefix() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            List<RunEvent> events = RandomRun.events(seed);
            byte[] journal = bytes(events);
            int step = 1 + journal.length / 20;
            for (int length = 0; length <= journal.length; length += step) {
                assertReadsAsAPrefix(events, journal, length);
            }
        }
    }

    private void assertReadsAsAPrefix(List<RunEvent> events, byte[] journal, int length) throws IOException {
        Files.write(file(), Arrays.copyOf(journal, length));
        List<RunEvent> read = new ArrayList<>();

        JournalContent content = JournalReader.read(file(), read::add);

        assertThat(read).isEqualTo(events.subList(0, read.size()));
        assertThat(content.corrupt() + content.unknown()).isZero();
        assertThat(content.events()).isEqualTo(lines(journal, length));
        assertThat(content.cutOff()).isEqualTo(length > 0 && journal[length - 1] != '\n');
    }

    private static byte[] bytes(List<RunEvent> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (RunEvent event : events) {
            bytes.write(EventJson.line(event));
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsBrokenInTheMiddleIsCounted() throws IOException {
        write(FIRST);
        Files.writeString(
                file(), "half {\n\n{\"event\":\"new\",\"at\":\"2026-11-23T12:00:00Z\"}\n", StandardOpenOption.APPEND);
        Files.write(file(), EventJson.line(SECOND), StandardOpenOption.APPEND);

        List<RunEvent> events = new ArrayList<>();
        JournalContent content = JournalReader.read(file(), events::add);

        assertThat(events).containsExactly(FIRST, SECOND);
        assertThat(content.corrupt()).isEqualTo(2);
        assertThat(content.unknown()).isEqualTo(1);
    }

    @Test
    void aLineWithoutAnEndInSightIsSkippedWithoutBeingHeld() throws IOException {
        write(FIRST);
        Files.writeString(file(), "x".repeat(1_000_000) + "\n", StandardOpenOption.APPEND);
        Files.write(file(), EventJson.line(SECOND), StandardOpenOption.APPEND);

        List<RunEvent> events = new ArrayList<>();
        JournalContent content = JournalReader.read(file(), 0, events::add, 1_000);

        assertThat(events).containsExactly(FIRST, SECOND);
        assertThat(content.corrupt()).isEqualTo(1);
    }

    @Test
    void aLaterReadGoesOnWhereTheLastOneEnded() throws IOException {
        write(FIRST);
        byte[] line = EventJson.line(SECOND);
        Files.write(file(), Arrays.copyOf(line, 20), StandardOpenOption.APPEND);
        JournalContent before = JournalReader.read(file(), event -> {});
        Files.write(file(), Arrays.copyOfRange(line, 20, line.length), StandardOpenOption.APPEND);

        List<RunEvent> events = new ArrayList<>();
        JournalContent after = JournalReader.read(file(), before.end(), events::add);

        assertThat(before.cutOff()).isTrue();
        assertThat(events).containsExactly(SECOND);
        assertThat(after.end()).isEqualTo(Files.size(file()));
    }

    private static int lines(byte[] bytes, int length) {
        return (int) new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    private void write(RunEvent... events) throws IOException {
        try (JournalWriter journal = JournalWriter.create(directory)) {
            for (RunEvent event : events) {
                journal.append(event);
            }
        }
    }

    private List<RunEvent> read() throws IOException {
        List<RunEvent> events = new ArrayList<>();
        JournalReader.read(file(), events::add);
        return events;
    }

    private Path file() {
        return JournalWriter.file(directory);
    }
}
