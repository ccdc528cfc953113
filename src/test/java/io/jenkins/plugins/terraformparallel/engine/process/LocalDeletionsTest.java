package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDeletionsTest {

    @TempDir
    private Path directory;

    @Test
    void whoSettlesFindsNothing() throws IOException {
        Path stdout = Files.writeString(directory.resolve("unit~1.stdout"), "hunter2");
        Path stderr = directory.resolve("unit~1.stderr");
        try (LocalDeletions deletions = LocalDeletions.inBackground()) {
            deletions.delete(List.of(stderr, stdout));
            deletions.settle();

            assertThat(directory).isEmptyDirectory();
            assertThat(deletions.troubles()).isEmpty();
        }
    }

    @Test
    void whoIsDoneHasDeletedEverything() throws IOException {
        Path gone = Files.writeString(directory.resolve("gone"), "");
        LocalDeletions deletions = LocalDeletions.inBackground();
        deletions.delete(List.of(gone));

        deletions.close();

        assertThat(gone).doesNotExist();
        assertThat(deletions.troubles()).isEmpty();
    }

    @Test
    void whatCannotBeDeletedIsSaidAndKeepsNothingElse() throws IOException {
        // A name below a file can't even be looked for.
        Path file = Files.writeString(directory.resolve("file"), "");
        Path other = Files.writeString(directory.resolve("other"), "");
        LocalDeletions deletions = LocalDeletions.inBackground();
        deletions.delete(List.of(file.resolve("below"), other));
        deletions.close();

        assertThat(other).doesNotExist();
        assertThat(deletions.troubles())
                .singleElement()
                .asString()
                .startsWith("some of [" + file.resolve("below") + ", " + other + "] can't be deleted");
    }

    @Test
    void atOnceIsAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        try (LocalDeletions deletions = LocalDeletions.atOnce()) {
            deletions.delete(List.of(file));

            assertThat(file).doesNotExist();
        }
    }
}
