package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.terraformparallel.testing.Shells;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChainScriptTest {

    private static final String SETSID = LocalShell.setsid(System.getenv());

    @TempDir
    Path temporary;

    /** Whom the script shall belong to; null for this user. */
    private UserPrincipal owner;

    static Stream<List<String>> shells() {
        return Shells.all().stream();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void runsInEveryShell(List<String> shell) throws Exception {
        String standIn = StandIn.script(
                temporary.resolve("it's a stand-in"), "umask; pwd; printf '%s\\n' \"$V\" \"$1\"; exit 2\n");
        run(
                shell,
                "027",
                process(1, Set.of(0, 2), Map.of("V", "ü'Ł"), standIn, "$(id) '\u0081"),
                process(2, Set.of(143), Map.of(), "/bin/sh", "-c", "kill -15 $$"),
                process(3, Set.of(0), Map.of(), "/does/not/exist"),
                process(4, Set.of(0), Map.of(), standIn));

        assertThat(file("1.stdout")).hasContent("0027\n" + temporary + "/the module\nü'Ł\n$(id) '\u0081\n");
        assertThat(file("1.exit")).hasContent("exit002\n");
        assertThat(file("2.exit")).hasContent("exit143\n");
        assertThat(file("3.exit")).hasContent("exit127\n");
        assertThat(file("3.stderr")).content().contains("doesn't exist: /does/not/exist");
        assertThat(file("4.exit")).doesNotExist();
        assertThat(ProcessIdentity.parse(Files.readString(file("2.pid"))))
                .isNotEqualTo(ProcessIdentity.parse(Files.readString(file("chain-1.pid"))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void guardsAndStopsInEveryShell(List<String> shell) throws Exception {
        Path environment = temporary.resolve("the module/.terraform/environment");
        Files.createDirectories(environment.getParent());
        ProcessSpec guarded = new ProcessSpec(
                1, "plan", List.of("/bin/true"), Map.of(), Set.of(0), ProcessSpec.Guard.DEFAULT_WORKSPACE);
        for (Map.Entry<String, String> entry : Map.of(
                        "\n default\n\n", "exit000\n", "", "exit000\n", "prod", "refused\n", "default\nx", "refused\n")
                .entrySet()) {
            Files.writeString(environment, entry.getKey());
            run(shell, "022", guarded);
            assertThat(file("1.exit")).as("%s", entry).hasContent(entry.getValue());
        }
        Files.delete(environment);
        run(shell, "022", guarded);
        assertThat(file("1.exit")).hasContent("exit000\n");

        ProcessSpec stops = process(
                1,
                Set.of(0),
                Map.of(),
                "/bin/sh",
                "-c",
                "touch \"$1\"",
                "x",
                file("chain-1.stop").toString());
        run(shell, "022", stops, process(2, Set.of(0), Map.of(), "/bin/true"));
        assertThat(file("1.exit")).hasContent("exit000\n");
        assertThat(file("2.exit")).hasContent("stopped\n");
        assertThat(file("2.stdout")).isEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void itsOwnVariablesReachNobody(List<String> shell) throws Exception {
        run(shell, "022", process(1, Set.of(0), Map.of(), "/usr/bin/env", "-0"));

        assertThat(HostFixture.zeroSeparated(Files.readAllBytes(file("1.stdout"))))
                .contains("TERRAFORM_PARALLEL_PROCESS=run/unit/1")
                .noneMatch(entry -> entry.startsWith("terraform_parallel"));
    }

    @Test
    void holdsNoValueOfTheChainsEnvironment() {
        Chain chain = new Chain(
                "run", "unit", "/m", Map.of("TOKEN", "s3cr3t"), List.of(process(1, Set.of(0), Map.of(), "/t")));

        assertThat(ChainScript.render(chain, "setsid")).doesNotContain("s3cr3t").doesNotContain("TOKEN");
    }

    @Test
    void refusesWhatCannotBeStarted() {
        assertThatThrownBy(() -> render("m", process(1, Set.of(0), Map.of(), "/t")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the module's directory must be an absolute path, found m");
        assertThatThrownBy(() -> render("/m", process(1, Set.of(0), Map.of(), "terraform")))
                .hasMessage("the executable must be an absolute path, found terraform");
        assertThatThrownBy(() -> render("/m", process(1, Set.of(0), Map.of("A-B", "x"), "/t")))
                .hasMessageContaining("A-B");
        assertThatThrownBy(() -> render("/m", process(1, Set.of(0), Map.of(), "/t", "a\0b")))
                .hasMessageContaining("NUL");
    }

    private static String render(String directory, ProcessSpec process) {
        return ChainScript.render(new Chain("run", "unit", directory, Map.of(), List.of(process)), SETSID);
    }

    private static ProcessSpec process(
            int number, Set<Integer> continueAfter, Map<String, String> environment, String... argv) {
        return new ProcessSpec(number, "plan", List.of(argv), environment, continueAfter, ProcessSpec.Guard.NONE);
    }

    /** As root in a container runs what the user of the agent outside of it made. */
    @ParameterizedTest
    @MethodSource("shells")
    void whoMadeTheScriptCanReadWhatAnotherUserWrites(List<String> shell) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can run as somebody else");
        String standIn = StandIn.script(temporary.resolve("stand-in"), "umask\n");
        owner = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody");

        run(shell, "027", process(1, Set.of(), Map.of(), standIn));

        assertThat(file("1.stdout")).hasContent("0027\n");
        for (String file : List.of("chain-1.pid", "1.exit", "1.pid", "1.stdout", "1.stderr")) {
            assertThat(Files.getPosixFilePermissions(file(file))).as(file).contains(PosixFilePermission.OTHERS_READ);
        }
    }

    private Path file(String name) {
        return temporary.resolve("host/processes/it's the unit~" + name);
    }

    /** Runs the script to its end, as a host would. */
    private void run(List<String> shell, String umask, ProcessSpec... processes)
            throws IOException, InterruptedException {
        Path module = Files.createDirectories(temporary.resolve("the module"));
        LocalPrivateFiles.deleteRecursively(temporary.resolve("host"));
        Path script = file("chain-" + processes[0].number() + ".script");
        Files.createDirectories(script.getParent());
        Files.writeString(
                script,
                ChainScript.render(new Chain("run", "unit", module.toString(), Map.of(), List.of(processes)), SETSID));
        if (owner != null) {
            Files.setOwner(script, owner);
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh", SETSID));
        command.addAll(shell);
        command.add(script.toString());
        Path log = temporary.resolve("log");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(log).content().isIn("", "Terminated\n");
    }
}
