package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPrivateFilesTest {

    @TempDir
    Path temporary;

    @Test
    void whatIsWrittenIsForItsOwnerAloneWithTheDirectoriesAboveIt() throws IOException {
        Path file = temporary.resolve("a/b/c.txt");

        LocalPrivateFiles.write(file, new byte[] {1, 2});

        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(temporary.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("a/b"))).isEqualTo("rwx------");
    }

    @Test
    void aFileThatOthersCouldReadIsReplacedAndALinkIsNotFollowed() throws IOException {
        Path readable = Files.writeString(temporary.resolve("readable"), "old and longer");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), readable);

        LocalPrivateFiles.write(link, new byte[] {1});
        assertThat(readable).hasContent("old and longer");
        assertThat(link).isRegularFile().hasBinaryContent(new byte[] {1});
        assertThat(Files.isSymbolicLink(link)).isFalse();
        LocalPrivateFiles.write(readable, new byte[] {2});
        assertThat(readable).hasBinaryContent(new byte[] {2});
        assertThat(mode(readable)).isEqualTo("rw-------");
    }

    @Test
    void replacingLeavesNothingBeside() throws IOException {
        Path file = temporary.resolve("record.json");
        LocalPrivateFiles.replace(file, new byte[] {1});
        Path asItWas = Files.createLink(temporary.resolve("as-it-was"), file);

        LocalPrivateFiles.replace(file, new byte[] {2});

        assertThat(file).hasBinaryContent(new byte[] {2});
        assertThat(asItWas).as("written into").hasBinaryContent(new byte[] {1});
        assertThat(temporary).isDirectoryNotContaining("glob:**.tmp");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void overwritesInPlaceWhatIsPrivate() throws IOException {
        Path file = temporary.resolve("record.json");
        LocalPrivateFiles.write(file, new byte[0]);
        Path same = Files.createLink(temporary.resolve("same"), file);
        LocalPrivateFiles.empty(file);

        LocalPrivateFiles.overwrite(file, new byte[] {1, 2, 3});
        assertThat(same).hasBinaryContent(new byte[] {1, 2, 3});
        LocalPrivateFiles.overwrite(file, new byte[] {4});
        assertThat(same).hasBinaryContent(new byte[] {4});
        LocalPrivateFiles.empty(file);
        assertThat(same).isEmptyFile();

        LocalPrivateFiles.overwrite(file, new byte[0]);
        assertThat(same).isEmptyFile();
        Path readable = Files.writeString(temporary.resolve("readable"), "");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
        LocalPrivateFiles.overwrite(readable, new byte[] {1});
        assertThat(mode(readable)).isEqualTo("rw-------");
    }

    @Test
    void whatIsMovedIsThereBeforeTheOriginalGoes() throws IOException {
        Path from = Files.writeString(temporary.resolve("errored.tfstate"), "state");
        Path to = temporary.resolve("state/kept.tfstate");

        LocalPrivateFiles.move(from, to);

        assertThat(to).hasContent("state");
        assertThat(from).doesNotExist();
        assertThat(mode(to)).isEqualTo("rw-------");
        assertThatThrownBy(() -> LocalPrivateFiles.move(from, temporary.resolve("state/other.tfstate")))
                .isInstanceOf(IOException.class);
        assertThat(temporary.resolve("state/other.tfstate")).doesNotExist();
    }

    @Test
    void deletingFollowsNoLinks() throws IOException {
        Path kept = Files.createDirectories(temporary.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path directory = Files.createDirectories(temporary.resolve("gone/deep"));
        Files.createSymbolicLink(directory.resolve("link"), kept);
        Files.createSymbolicLink(directory.resolve("dangling"), temporary.resolve("nowhere"));

        LocalPrivateFiles.deleteRecursively(temporary.resolve("gone"));
        LocalPrivateFiles.deleteRecursively(temporary.resolve("gone"));

        assertThat(temporary.resolve("gone")).doesNotExist();
        assertThat(kept.resolve("file")).exists();
        LocalPrivateFiles.deleteRecursively(kept.resolve("file"));
        assertThat(kept).isEmptyDirectory();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
