package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void script() throws IOException {
        CommandCall call = CommandCall.in(directory);
        assertThat(call.execute("generate-completion")).isZero();
        Files.writeString(directory.resolve("completion.sh"), call.out());
        Files.writeString(directory.resolve("report.html"), "");
    }

    @Test
    void bashCompletesOperationsOptionsValuesAndFiles() throws Exception {
        assertThat(completed("pl")).contains("plan");
        assertThat(completed("plan", "--par")).contains("--parallel");
        assertThat(completed("apply", "--saved-plans", "r")).contains("require");
        assertThat(completed("plan", "--html", "rep")).contains("report.html");
        assertThat(completed("resume", "--ma")).contains("--mask", "--markdown");
    }

    private List<String> completed(String... words) throws IOException, InterruptedException {
        String script = "source ./completion.sh; COMP_WORDS=(terraform-parallel \"$@\"); COMP_CWORD=$#;"
                + " COMP_TYPE=9; _complete_terraform-parallel; printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new java.util.ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return output.lines().toList();
    }
}
