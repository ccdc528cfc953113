package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDeletionsTest {

    @TempDir
    private Path directory;

    @Test
    void whoSettlesFindsNothing() throws IOException {
        Path unit = Files.createDirectories(directory.resolve("unit/1"));
        Files.writeString(unit.resolve("stdout"), "hunter2");
        try (LocalDeletions deletions = LocalDeletions.inBackground()) {
            deletions.delete(unit);
            deletions.deleteIfEmpty(unit.getParent());
            deletions.settle(unit.getParent());

            assertThat(unit.getParent()).doesNotExist();
            assertThat(deletions.troubles()).isEmpty();
        }
    }

    @Test
    void whoIsDoneHasDeletedEverything() throws IOException {
        Path kept = Files.createDirectories(directory.resolve("kept/by a file"));
        Path gone = Files.createDirectories(directory.resolve("gone/1"));
        LocalDeletions deletions = LocalDeletions.inBackground();
        deletions.delete(gone);
        deletions.deleteIfEmpty(kept.getParent());
        deletions.delete(directory.resolve("never was"));

        deletions.close();

        assertThat(gone).doesNotExist();
        assertThat(kept).exists();
        assertThat(deletions.troubles()).isEmpty();
    }

    @Test
    void whatCannotBeDeletedIsSaid() throws IOException {
        // A name below a file can't even be looked for.
        Path file = Files.writeString(directory.resolve("file"), "");
        LocalDeletions deletions = LocalDeletions.inBackground();
        deletions.deleteIfEmpty(file.resolve("below"));
        deletions.close();

        assertThat(deletions.troubles())
                .singleElement()
                .asString()
                .startsWith(file.resolve("below") + " can't be deleted");
    }

    @Test
    void atOnceIsAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (LocalDeletions deletions = LocalDeletions.atOnce()) {
            deletions.delete(file);

            assertThat(file).doesNotExist();
        }
    }
}
