package io.jenkins.plugins.terraformparallel.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.Shells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellQuestionsTest {

    @TempDir
    Path temporary;

    private final List<Process> started = new ArrayList<>();

    static Stream<List<String>> shells() {
        return Shells.all().stream();
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsWhoLives(List<String> shell) throws Exception {
        Process sleep = start(Map.of(), "sleep", "60");
        ProcessIdentity alive = identity(sleep);
        ProcessIdentity otherStart = new ProcessIdentity(alive.pid(), alive.startTicks() + 1, alive.bootId());
        ProcessIdentity otherBoot = new ProcessIdentity(alive.pid(), alive.startTicks(), "another");
        ProcessIdentity nobody = new ProcessIdentity(9_999_999, 1, alive.bootId());
        List<ProcessIdentity> asked = List.of(otherStart, alive, nobody, otherBoot);

        assertThat(ShellQuestions.livingAnswer(asked, ask(shell, ShellQuestions.living(asked))))
                .containsExactly(alive);

        sleep.destroyForcibly().waitFor();
        assertThat(ShellQuestions.livingAnswer(asked, ask(shell, ShellQuestions.living(asked))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void isNotConfusedByWhatAProcessCallsItself(List<String> shell) throws Exception {
        Path odd = Files.copy(Path.of("/bin/sleep"), temporary.resolve(") Z\n1 (\u00fc"));
        List<ProcessIdentity> asked = List.of(identity(start(Map.of(), odd.toString(), "60")));

        assertThat(ShellQuestions.livingAnswer(asked, ask(shell, ShellQuestions.living(asked))))
                .containsExactlyElementsOf(asked);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void interruptsOnceAndNobodyElse(List<String> shell) throws Exception {
        Path counter = temporary.resolve("counter");
        Files.writeString(counter, "trap 'echo term' TERM\necho ready\nuntil [ -e \"$1\" ]; do sleep 0.02; done\n");
        Path release = temporary.resolve("release");
        Process terraform = start(Map.of(), "sh", counter.toString(), release.toString());
        assertThat(terraform.inputReader().readLine()).isEqualTo("ready");
        String process = temporary.resolve("it's $a 'process") + "~1";
        Files.writeString(Path.of(process + ".pid"), identity(terraform).format());
        Files.writeString(Path.of(process + ".exit"), "running\n");
        ShellQuestions.Question question = ShellQuestions.interrupt(process);

        assertThat(ShellQuestions.interruptAnswer(ask(shell, question))).isTrue();
        assertThat(terraform.inputReader().readLine()).isEqualTo("term");
        assertThat(ShellQuestions.interruptAnswer(ask(shell, question))).isTrue();
        Files.createFile(release);

        assertThat(terraform.inputReader().readLine()).isNull();
        assertThat(Files.getPosixFilePermissions(Path.of(process + ".signalled")))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void interruptsNobodyWhoHasEndedOrIsAnother(List<String> shell) throws Exception {
        ProcessIdentity other = identity(start(Map.of(), "sleep", "60"));
        String process = temporary.resolve("process~1").toString();
        ShellQuestions.Question question = ShellQuestions.interrupt(process);
        Files.writeString(Path.of(process + ".exit"), "running\n");

        assertThat(ShellQuestions.interruptAnswer(ask(shell, question))).isFalse();
        Files.writeString(
                Path.of(process + ".pid"),
                new ProcessIdentity(other.pid(), other.startTicks() + 1, other.bootId()).format());
        assertThat(ShellQuestions.interruptAnswer(ask(shell, question))).isFalse();
        Files.writeString(Path.of(process + ".pid"), other.format());
        Files.writeString(Path.of(process + ".exit"), "exit000\n");
        assertThat(ShellQuestions.interruptAnswer(ask(shell, question))).isFalse();

        assertThat(Path.of(process + ".signalled")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void findsAndKillsWhoCarriesTheMarkerOfAUnit(List<String> shell) throws Exception {
        String run = "run-" + ProcessHandle.current().pid();
        Process first = start(Map.of("A", "x\ny", ProcessId.VARIABLE, run + "/unit/12", "Z", "1"), "sleep", "60");
        Process second = start(Map.of(ProcessId.VARIABLE, run + "/unit/3"), "sleep", "60");
        Process otherUnit = start(Map.of(ProcessId.VARIABLE, run + "/unit-2/3"), "sleep", "60");
        Process otherRun = start(Map.of(ProcessId.VARIABLE, "x/unit/3"), "sleep", "60");
        ShellQuestions.Question find = ShellQuestions.find(run, "unit");

        Map<FoundProcess, Integer> found = ShellQuestions.findAnswer(ask(shell, find));

        assertThat(found)
                .containsOnly(
                        Map.entry(new FoundProcess(first.pid(), identity(first).startTicks(), "sleep"), 12),
                        Map.entry(
                                new FoundProcess(second.pid(), identity(second).startTicks(), "sleep"), 3));
        for (FoundProcess process : found.keySet()) {
            FoundProcess another = new FoundProcess(process.pid(), process.startTicks() + 1, "");
            ShellQuestions.signalAnswer(ask(shell, ShellQuestions.signal(another, true)));
            assertThat(ProcessHandle.of(process.pid())).isPresent();
            ShellQuestions.signalAnswer(ask(shell, ShellQuestions.signal(process, true)));
        }
        first.waitFor();
        second.waitFor();
        assertThat(otherUnit.isAlive() && otherRun.isAlive()).isTrue();
        assertThat(ShellQuestions.findAnswer(ask(shell, find))).isEmpty();
    }

    @Test
    void whatIsNotWholeCountsForNothing() {
        List<ProcessIdentity> asked = List.of(new ProcessIdentity(1, 2, "boot"));

        assertThatThrownBy(() -> ShellQuestions.livingAnswer(asked, "dead\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ShellQuestions.livingAnswer(asked, "end\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ShellQuestions.interruptAnswer("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ShellQuestions.findAnswer("1 2\nend\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ShellQuestions.signalAnswer("sh: not found"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sh: not found");
    }

    private Process start(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        started.add(process);
        // Its environment and name are its own only after exec.
        Await.until(
                "it is itself",
                () -> Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                        .startsWith(command[0]));
        return process;
    }

    private static ProcessIdentity identity(Process process) throws IOException {
        String stat = Files.readString(
                Path.of("/proc/" + process.pid() + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessIdentity(
                process.pid(),
                Long.parseLong(fields[19]),
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    private static String ask(List<String> shell, ShellQuestions.Question question) throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of("-c", question.script(), "sh"));
        command.addAll(question.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return answer;
    }
}
