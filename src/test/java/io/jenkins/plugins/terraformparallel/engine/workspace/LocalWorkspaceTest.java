package io.jenkins.plugins.terraformparallel.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWorkspaceTest {

    @TempDir
    Path temporary;

    private Path boundary;
    private Path current;
    private Path outside;
    private LocalWorkspace workspace;

    @BeforeEach
    void directories() throws IOException {
        temporary = temporary.toRealPath();
        boundary = Files.createDirectory(temporary.resolve("repository"));
        current = Files.createDirectory(boundary.resolve("live"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        workspace = new LocalWorkspace(current, boundary);
        module(outside.resolve("secret"));
    }

    @Test
    void saysWhatAPathIs() throws IOException {
        module(current.resolve("a"));
        Files.createSymbolicLink(current.resolve("link"), Path.of("a"));
        Files.createSymbolicLink(current.resolve("dangling"), Path.of("nowhere"));

        assertThat(workspace.kind("a")).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.kind("./a/")).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.kind("link")).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.kind("a/main.tf")).isEqualTo(Kind.FILE);
        assertThat(workspace.kind("a/main.tf/x")).isEqualTo(Kind.MISSING);
        assertThat(workspace.kind("b/c")).isEqualTo(Kind.MISSING);
        assertThat(workspace.kind("dangling")).isEqualTo(Kind.MISSING);
        assertThat(workspace.kind("..")).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.realPath("link")).isEqualTo(current.resolve("a").toString());
        assertThat(workspace.realPath("..")).isEqualTo(boundary.toString());
    }

    @Test
    void anAbsolutePathCountsWhereItLeads() throws IOException {
        module(current.resolve("a"));
        Files.createSymbolicLink(temporary.resolve("alias"), boundary);

        assertThat(workspace.kind(current.resolve("a").toString())).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.kind(temporary.resolve("alias/live/a").toString())).isEqualTo(Kind.DIRECTORY);
        assertThat(workspace.kind(outside.toString())).isEqualTo(Kind.OUTSIDE);
        assertThat(workspace.kind(outside.resolve("missing").toString())).isEqualTo(Kind.OUTSIDE);
        assertThat(workspace.modules(boundary.resolve("*/a").toString()).keySet())
                .containsExactly("a");
        assertThat(workspace.modules(outside + "/*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../..",
                "../../outside",
                "a/../../../outside/secret",
                "escape",
                "escape/secret/main.tf",
                "escape/missing",
                "relative/secret",
                "chain",
                "file"
            })
    void nothingLeadsOut(String path) throws IOException {
        Files.createSymbolicLink(current.resolve("escape"), outside);
        Files.createSymbolicLink(current.resolve("relative"), Path.of("../../outside"));
        Files.createSymbolicLink(current.resolve("chain"), Path.of("escape"));
        Files.createSymbolicLink(current.resolve("file"), outside.resolve("secret/main.tf"));

        assertThat(workspace.kind(path)).isEqualTo(Kind.OUTSIDE);
        if (!path.endsWith("missing")) {
            assertThatExceptionOfType(FileSystemException.class)
                    .isThrownBy(() -> workspace.realPath(path))
                    .withMessageContaining("leads out of " + boundary);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "escape", "escape/*", "**/secret", "../../outside/*", "*/secret", "../../**"})
    void noGlobLooksOutside(String glob) throws IOException {
        Files.createSymbolicLink(current.resolve("escape"), outside);

        assertThat(workspace.modules(glob)).isEmpty();
    }

    @Test
    void circlesOfLinksEnd() throws IOException {
        module(current.resolve("a"));
        Files.createSymbolicLink(current.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(current.resolve("a/up"), Path.of(".."));

        assertThat(workspace.kind("self")).isEqualTo(Kind.OTHER);
        assertThat(workspace.kind("self/x")).isEqualTo(Kind.OTHER);
        assertThat(workspace.modules("**").keySet()).containsExactly("a");
        assertThat(workspace.modules("self/**")).isEmpty();
    }

    /** Following every path through them would not end in anybody's lifetime. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void directoriesThatAllLinkToEachOtherAreReadOnce() throws IOException {
        int count = 15;
        for (int from = 0; from < count; from++) {
            Path directory = module(current.resolve("m" + from));
            for (int to = 0; to < count; to++) {
                Files.createSymbolicLink(directory.resolve("to" + to), Path.of("../m" + to));
            }
        }

        assertThat(workspace.modules("**")).hasSize(count);
    }

    @Test
    void findsDirectoriesThatHoldTerraformFiles() throws IOException {
        module(current.resolve("envs/prod"));
        Files.writeString(Files.createDirectories(current.resolve("envs/json")).resolve("main.tf.json"), "{}");
        Files.writeString(Files.createDirectories(current.resolve("envs/none")).resolve("readme.md"), "");
        Files.writeString(
                Files.createDirectories(current.resolve("envs/hidden")).resolve(".tf"), "");
        Files.createDirectories(current.resolve("envs/folder/main.tf"));
        Files.createSymbolicLink(
                Files.createDirectories(current.resolve("envs/linked")).resolve("main.tf"), Path.of("../prod/main.tf"));
        module(current.resolve("envs/prod/.terraform/modules/x"));
        module(current.resolve("envs/.git/x"));
        module(current.resolve("envs/.dot"));
        Files.createSymbolicLink(current.resolve("envs/inner"), Path.of("prod/.terraform/modules/x"));

        assertThat(workspace.modules("envs/*").keySet())
                .containsExactly("envs/.dot", "envs/json", "envs/linked", "envs/prod");
        assertThat(workspace.modules("**").keySet())
                .containsExactly("envs/.dot", "envs/json", "envs/linked", "envs/prod");
        assertThat(workspace.modules("envs/prod/.terraform/modules/*")).isEmpty();
        assertThat(workspace.modules("./envs//prod/").keySet()).containsExactly("envs/prod");
        assertThat(workspace.modules("ENVS/*")).isEmpty();
    }

    @Test
    void findsTheCurrentDirectoryAndWhatLiesAboveItInsideTheBoundary() throws IOException {
        module(current);
        module(boundary.resolve("network"));
        module(current.resolve("a"));

        assertThat(workspace.modules("**").keySet()).containsExactly(".", "a");
        assertThat(workspace.modules(".").keySet()).containsExactly(".");
        assertThat(workspace.modules("../*").keySet()).containsExactly(".", "../network");
        assertThat(workspace.modules("../net*").keySet()).containsExactly("../network");
        assertThat(workspace.modules("../*/a").keySet()).containsExactly("a");
    }

    @Test
    void aDirectoryWithSeveralNamesIsFoundOnceByItsOwn() throws IOException {
        module(current.resolve("prod"));
        Files.createSymbolicLink(current.resolve("current"), Path.of("prod"));
        Files.createSymbolicLink(current.resolve("also"), Path.of("prod"));

        assertThat(workspace.modules("*").keySet()).containsExactly("prod");
        assertThat(workspace.modules("c*").keySet()).containsExactly("current");
        assertThat(workspace.modules("{a,c}*")).isEmpty();
        assertThat(workspace.modules("?????*").keySet()).containsExactly("current");
    }

    @Test
    void whatIsFoundHasItsRealPathAlsoThroughLinks() throws IOException {
        Path real = module(boundary.resolve("network/eu"));
        module(current.resolve("prod"));
        Files.createSymbolicLink(current.resolve("linked"), Path.of("../network"));

        assertThat(workspace.modules("**"))
                .containsExactly(
                        entry("linked/eu", real.toString()),
                        entry("prod", current.resolve("prod").toString()));
        assertThat(workspace.modules("../net*/*")).containsExactly(entry("../network/eu", real.toString()));
    }

    /** Many, because the order in which a directory is read is anybody's guess. */
    @Test
    void itsOwnNameIsTakenInWhateverOrderTheDirectoryIsRead() throws IOException {
        for (int i = 0; i < 20; i++) {
            module(current.resolve("own" + i));
            Files.createSymbolicLink(current.resolve("link" + i), Path.of("own" + i));
        }

        assertThat(workspace.modules("*").keySet()).hasSize(20).allMatch(path -> path.startsWith("own"));
    }

    @Test
    void namesAreDataWhateverTheyHold() throws IOException {
        for (String name : new String[] {"a b", "x\ny", "-rf", "$(id)", "[z]", "back\\slash", "\"quoted\""}) {
            module(current.resolve(name));
            assertThat(workspace.kind(name)).isEqualTo(Kind.DIRECTORY);
            assertThat(workspace.modules(name).keySet()).containsExactly(name);
        }
        assertThat(workspace.modules("*")).hasSize(7);
    }

    @Test
    void aNameThatNoFileCanHaveIsAnError() {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> workspace.kind("a\0b"))
                .withMessageContaining("not a file name");
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> workspace.modules("a\0b"));
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> workspace.kind("x".repeat(300)));
    }

    @Test
    void aDirectoryThatCannotBeReadIsNamed() throws IOException {
        Path closed = module(current.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(closed), "this user may read everything");
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> workspace.modules("*"))
                    .withMessageContaining(closed.toString());
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> workspace.kind("closed/main.tf"));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theBoundaryOfACommandLineIsTheGitWorkTree() throws IOException {
        assertThat(LocalWorkspace.ofWorkTree(current).boundary()).isEqualTo(current.toString());
        Files.createDirectory(boundary.resolve(".git"));
        assertThat(LocalWorkspace.ofWorkTree(current).boundary()).isEqualTo(boundary.toString());
        Files.writeString(current.resolve(".git"), "gitdir: elsewhere");
        assertThat(LocalWorkspace.ofWorkTree(current).boundary()).isEqualTo(current.toString());
        assertThat(LocalWorkspace.ofWorkTree(boundary).boundary()).isEqualTo(boundary.toString());
    }

    @Test
    void theCurrentDirectoryMustBeInside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalWorkspace(outside, boundary))
                .withMessageContaining("not inside");
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> new LocalWorkspace(outside.resolve("secret/main.tf"), temporary));
    }

    private static Path module(Path directory) throws IOException {
        Files.writeString(Files.createDirectories(directory).resolve("main.tf"), "");
        return directory;
    }
}
