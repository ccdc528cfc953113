package io.jenkins.plugins.terraformparallel.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTextTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"0, 12, 'one\ntwo\nsix\n'", "4, 8, 'two\n'", "4, 4, ''", "9, 99, 'ix\n'", "99, 120, ''"})
    void copiesWhatStandsBetweenTwoOffsets(long from, long to, String text) throws IOException {
        write("log", "one\ntwo\nsix\n");

        assertThat(part("log", from, to)).isEqualTo(text);
    }

    /** The first line that begins at or behind an offset; the offset itself where none does. */
    @ParameterizedTest
    @CsvSource({"-5, 0", "0, 0", "1, 4", "4, 4", "5, 8", "8, 8", "9, 9", "12, 12"})
    void findsWhereALineBegins(long from, long line) throws IOException {
        write("log", "one\ntwo\nsix\n");
        try (LocalText text = LocalText.open(directory, "log")) {
            assertThat(text.lineFrom(from)).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "logs/../../secret",
                "/etc/passwd",
                "link",
                "out/secret",
                "logs",
                "",
                ".",
                "no",
                "a\0b"
            })
    void nothingOutsideOfItsFolderIsOpened(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("run/logs")).getParent();
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("out"), directory);

        assertThatThrownBy(() -> LocalText.open(folder, name)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void memoryDoesNotGrowWithTheFile() throws IOException {
        long size = 200L * 1024 * 1024;
        Path log = directory.resolve("log");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("\nthe end\n".getBytes(StandardCharsets.UTF_8)), size - 9);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        String end;
        try (LocalText text = LocalText.open(directory, "log")) {
            long from = text.lineFrom(text.size() - 20);
            end = part(text, from, text.size());
        }
        long opened = System.nanoTime() - started;
        try (LocalText text = LocalText.open(directory, "log")) {
            text.copy(0, text.size(), OutputStream.nullOutputStream());
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        System.out.printf(
                "a log of 200 MB: its end after %.1f ms, read whole with %d kB of memory%n",
                opened / 1e6, allocated / 1024);
        assertThat(end).isEqualTo("the end\n");
        assertThat(allocated).isLessThan(1024 * 1024);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private String part(String name, long from, long to) throws IOException {
        try (LocalText text = LocalText.open(directory, name)) {
            return part(text, from, to);
        }
    }

    private static String part(LocalText text, long from, long to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.copy(from, to, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
