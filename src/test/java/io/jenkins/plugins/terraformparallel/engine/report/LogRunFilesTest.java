package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRunFilesTest {

    @TempDir
    private Path directory;

    private Path run;
    private RunFiles files;

    @BeforeEach
    void makeARun() throws IOException {
        run = Files.createDirectories(directory.resolve("run/logs")).getParent();
        files = new LogRunFiles(run);
        Files.writeString(run.resolve("logs/a.log"), "one\ntwö\nthree\n");
        Files.writeString(directory.resolve("outside"), "secret");
    }

    @Test
    void aSmallFileIsWhole() {
        FileExcerpt whole = FileExcerpt.of("one\ntwö\nthree\n", 0);

        assertThat(files.head("logs/a.log", 15)).isEqualTo(whole);
        assertThat(files.tail("logs/a.log", 15)).isEqualTo(whole);
    }

    @Test
    void aLargeFileIsCutBetweenLines() {
        assertThat(files.head("logs/a.log", 8)).isEqualTo(FileExcerpt.of("one\n", 11));
        assertThat(files.tail("logs/a.log", 10)).isEqualTo(FileExcerpt.of("three\n", 9));
    }

    @Test
    void oneLongLineIsCutAnyway() {
        assertThat(files.tail("logs/a.log", 3)).isEqualTo(FileExcerpt.of("ee\n", 12));
        assertThat(files.head("logs/a.log", 2)).isEqualTo(FileExcerpt.of("on", 13));
    }

    @Test
    void nothingOutsideOfTheRunIsRead() throws IOException {
        Files.createSymbolicLink(run.resolve("logs/link"), directory.resolve("outside"));

        for (String path : new String[] {
            "../outside", "logs/link", directory.resolve("outside").toString(), ".", "\0"
        }) {
            assertThat(files.head(path, 100).text()).as(path).isEmpty();
            assertThat(files.tail(path, 100).problem()).as(path).isNotNull();
        }
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThat(files.tail("logs/b.log", 100)).isEqualTo(FileExcerpt.unreadable("there is no such file"));
    }

    @Test
    void whatIsNoTextIsReplaced() throws IOException {
        Files.write(run.resolve("logs/binary"), new byte[] {'a', (byte) 0xFF, 'b'});

        assertThat(files.tail("logs/binary", 100).text()).isEqualTo("a\uFFFDb");
    }
}
