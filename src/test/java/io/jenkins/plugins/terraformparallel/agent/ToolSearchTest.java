package io.jenkins.plugins.terraformparallel.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.process.LocalExecutable;
import io.jenkins.plugins.terraformparallel.engine.process.ResolvedExecutable;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.testing.Shells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolSearchTest {

    @TempDir
    Path temporary;

    private String path;

    static Stream<List<String>> shells() {
        return Shells.all().stream();
    }

    @BeforeEach
    void makePrograms() throws IOException {
        Files.createDirectories(temporary.resolve("a/terraform"));
        Files.createDirectories(temporary.resolve("b"));
        Files.writeString(temporary.resolve("b/terraform"), "not executable");
        program("it's $c/terraform");
        program("it's $c/tofu");
        program("d/tofu");
        program("own");
        program("bin/setsid");
        Files.createSymbolicLink(temporary.resolve("link"), Path.of("d/tofu"));
        Files.createSymbolicLink(temporary.resolve("dangling"), Path.of("nowhere"));
        path = temporary + "/a:" + temporary + "/b::b:" + temporary + "/it's $c:" + temporary + "/bin:";
    }

    @ParameterizedTest
    @MethodSource("shells")
    void findsWhatTheLocalSearchFinds(List<String> shell) throws Exception {
        for (String executable : List.of(
                "terraform",
                "tofu",
                "own",
                "missing",
                "d/tofu",
                "d",
                "d/",
                "b",
                "b/terraform",
                "link",
                "dangling",
                "it's $c",
                "./own",
                temporary + "/d",
                temporary + "/nothing",
                "/",
                "..",
                "$(id)")) {
            ResolvedExecutable local = LocalExecutable.resolve(executable, Map.of("PATH", path), temporary);

            ToolSearch.Tools tools = search(shell, executable, path);

            if (local instanceof ResolvedExecutable.Found found) {
                assertThat(tools).as(executable).isEqualTo(new ToolSearch.Tools(found.path(), List.of()));
            } else {
                String message = ((ResolvedExecutable.Missing) local).message();
                assertThat(tools.mistakes())
                        .as(executable)
                        .extracting(Mistake::found)
                        .containsExactly(message.replaceFirst("^executable: (found )?", ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void missesSetsid(List<String> shell) throws Exception {
        ToolSearch.Tools tools = search(shell, "terraform", temporary + "/it's $c");

        assertThat(tools.executable()).isEqualTo(temporary + "/it's $c/terraform");
        assertThat(tools.mistakes())
                .extracting(Mistake::sentence)
                .singleElement()
                .asString()
                .startsWith("agent x: found terraform-parallel needs the program setsid");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void missesTheRightToUseTheAgentsFiles(List<String> shell) throws Exception {
        ToolSearch search = new ToolSearch("own", temporary.toString(), temporary + "/nothing");

        assertThat(search.answer(ask(shell, search.question(), path), "agent x").mistakes())
                .extracting(Mistake::found)
                .containsExactly("a user who can't use the agent's private files");
    }

    @Test
    void whatIsNotWholeCountsForNothing() throws Exception {
        ToolSearch search = new ToolSearch("own", temporary.toString(), temporary.toString());
        String answer = ask(List.of("/bin/sh"), search.question(), path);

        for (int length = 0; length < answer.length(); length++) {
            String cutOff = answer.substring(0, length);
            assertThatThrownBy(() -> search.answer(cutOff, "agent x")).isInstanceOf(IOException.class);
        }
    }

    private ToolSearch.Tools search(List<String> shell, String executable, String searchPath) throws Exception {
        ToolSearch search = new ToolSearch(executable, temporary.toString(), temporary.toString());
        return search.answer(ask(shell, search.question(), searchPath), "agent x");
    }

    private void program(String name) throws IOException {
        Path file = temporary.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String ask(List<String> shell, ShellQuestions.Question question, String searchPath)
            throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of("-c", question.script(), "sh"));
        command.addAll(question.arguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", searchPath);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return answer;
    }
}
