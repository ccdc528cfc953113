package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalExecutableTest {

    @TempDir
    Path temporary;

    private Map<String, String> environment;

    @BeforeEach
    void makeSearchPath() throws IOException {
        Files.createDirectories(temporary.resolve("a/terraform"));
        Files.createDirectories(temporary.resolve("b"));
        Files.writeString(temporary.resolve("b/terraform"), "not executable");
        StandIn.script(temporary.resolve("c/terraform"), "");
        StandIn.script(temporary.resolve("c/tofu"), "");
        StandIn.script(temporary.resolve("d/tofu"), "");
        environment = Map.of("PATH", temporary + "/a:" + temporary + "/b::" + temporary + "/c");
    }

    @Test
    void aNameIsTheFirstProgramOnThePath() {
        assertThat(resolve("terraform")).isEqualTo(found("c/terraform"));
        assertThat(resolve("tofu")).isEqualTo(found("c/tofu"));
    }

    @Test
    void aFileIsItself() {
        assertThat(resolve("d/tofu")).isEqualTo(found("d/tofu"));
        assertThat(resolve(temporary + "/c/terraform")).isEqualTo(found("c/terraform"));
    }

    @Test
    void aDirectoryHoldsTerraformOrTofu() {
        assertThat(resolve("c/")).isEqualTo(found("c/terraform"));
        assertThat(resolve("d")).isEqualTo(found("d/tofu"));
    }

    @Test
    void whatIsMissingIsNamedWithThePlacesLookedAt() {
        assertThat(message("terrafrom")).contains("terrafrom", "PATH", temporary + "/a", "install");
        assertThat(message("x/terraform")).contains(temporary + "/x/terraform", "found nothing");
        assertThat(message("b/terraform")).contains(temporary + "/b/terraform", "execute", "chmod");
        assertThat(message(temporary + "/b")).contains(temporary + "/b", "terraform or tofu");
        assertThat(message("")).contains("empty");
        assertThat(message("a\0b")).contains("can't be");
    }

    @Test
    void aFileOnThePathThatCannotBeExecutedIsNamed() {
        assertThat(LocalExecutable.resolve("terraform", Map.of("PATH", temporary + "/b"), temporary))
                .isInstanceOfSatisfying(
                        ResolvedExecutable.Missing.class,
                        missing -> assertThat(missing.message()).contains(temporary + "/b/terraform", "execute"));
    }

    @Test
    void thisMachineHasAllThatIsNeededWhateverThePath() {
        assertThat(LocalShell.refusal(System.getenv())).isEmpty();
        assertThat(LocalShell.refusal(Map.of("PATH", "/nowhere"))).isEmpty();
    }

    @Test
    void aVariableThatShellsDropNeedsBash() {
        Map<String, String> withBash = Map.of("PATH", temporary + "/bash", "TF_VAR_a-b", "x");
        assertThat(LocalShell.refusal("TF_VAR_a-b", withBash))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("TF_VAR_a-b", "bash"));
        assertThat(LocalShell.refusal("TF_VAR_ab", withBash)).isEmpty();
        assertThat(LocalShell.command(withBash)).containsExactly("/bin/sh");
    }

    @Test
    void bashIsTakenOnlyWhereItIsNeeded() throws IOException {
        StandIn.script(temporary.resolve("bash/bash"), "");
        Map<String, String> environmentWithBash = Map.of("PATH", temporary + "/bash", "a.b", "x");
        assertThat(LocalShell.command(environmentWithBash)).containsExactly(temporary + "/bash/bash", "--posix");
        assertThat(LocalShell.refusal("a.b", environmentWithBash)).isEmpty();
        assertThat(LocalShell.command(Map.of("PATH", temporary + "/bash"))).containsExactly("/bin/sh");
    }

    private ResolvedExecutable resolve(String executable) {
        return LocalExecutable.resolve(executable, environment, temporary);
    }

    private ResolvedExecutable found(String path) {
        return new ResolvedExecutable.Found(temporary.resolve(path).toString());
    }

    private String message(String executable) {
        ResolvedExecutable resolved = resolve(executable);
        assertThat(resolved).isInstanceOf(ResolvedExecutable.Missing.class);
        return ((ResolvedExecutable.Missing) resolved).message();
    }
}
