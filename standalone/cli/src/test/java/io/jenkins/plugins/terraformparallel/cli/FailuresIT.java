package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class FailuresIT {
    private static final String ERROR = "local-exec provisioner error";
    private static final String LOCK_INFO = """
            {"ID": "5c2b9b0e-0000-0000-0000-000000000000", "Operation": "OperationTypeApply", "Info": "",
             "Who": "somebody@elsewhere", "Version": "1.11.4", "Created": "2026-01-01T00:00:00Z",
             "Path": "terraform.tfstate"}
            """;
    private static final String MESSAGE = "the machine did not answer";

    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void makeWorld() throws Exception {
        cli = TerraformParallel.in(world);
    }

    @Test
    void oneOfTwelveHidesNoOthersResultAndItsFirstErrorIsInEveryReport() throws Exception {
        for (int i = 10; i <= 20; i++) {
            cli.module("m" + i, Hcl.holding("value " + i));
        }
        cli.module("m15-fails", running("echo '" + MESSAGE + "' >&2; exit 3"));

        CallResult call = cli.runWithReports("apply", "--auto-approve", "*").hasExitCode(1);

        assertThat(call.json().get("status").asText()).isEqualTo("FAILED");
        assertThat(call.states()).hasSize(12).containsEntry("m15-fails", "FAILED");
        for (int i = 10; i <= 20; i++) {
            assertThat(call.states()).containsEntry("m" + i, "SUCCEEDED");
            assertThat(call.unit("m" + i).at("/outputs/value/value").asText()).isEqualTo("value " + i);
            assertThat(StateFile.value(cli.directory().resolve("m" + i))).isEqualTo("value " + i);
        }
        assertThat(call.unit("m15-fails").at("/diagnostics/0/summary").asText()).isEqualTo(ERROR);
        for (String report : new String[] {call.out(), call.json().toString(), call.junit(), call.html()}) {
            assertThat(report).contains("m15-fails", ERROR, "exit status 3", MESSAGE);
        }
        // There, nearly every character that could mean something is an entity.
        assertThat(call.markdown().replace("&#45;", "-")).contains("m15-fails", ERROR, "exit status 3", MESSAGE);
        assertThat(call.junit()).contains("tests=\"12\"").contains("failures=\"1\"");
    }

    @Test
    void withFailFastNothingNewStartsAndRunningAppliesFinish() throws Exception {
        CallResult call = failWhileOthersApplyAndPlan("--fail-fast").hasExitCode(1);

        assertThat(call.json().get("status").asText()).isEqualTo("FAILED");
        assertThat(call.states())
                .isEqualTo(Map.of(
                        "a-fails", "FAILED",
                        "b-applies", "SUCCEEDED",
                        "c-plans", "ABORTED",
                        "d-waits", "SKIPPED",
                        "e-waits", "SKIPPED"));
        assertThat(StateFile.resources(cli.directory().resolve("b-applies"))).containsExactly("it");
        assertThat(call.unit("b-applies").path("tainted")).isEmpty();
        assertThat(call.unit("d-waits").get("reason").asText()).contains("failFast", "a-fails");
        assertThat(call.unit("c-plans").get("reason").asText()).contains("failFast", "a-fails");
        assertThat(call.unit("d-waits").get("processes")).isEmpty();
        assertThat(cli.directory().resolve("d-waits/.terraform.lock.hcl")).doesNotExist();
    }

    @Test
    void withFailFastInterruptRunningAppliesAreInterruptedToo() throws Exception {
        CallResult call = failWhileOthersApplyAndPlan("--fail-fast=interrupt").hasExitCode(1);

        assertThat(call.json().get("status").asText()).isEqualTo("FAILED");
        assertThat(call.states())
                .isEqualTo(Map.of(
                        "a-fails", "FAILED",
                        "b-applies", "ABORTED",
                        "c-plans", "ABORTED",
                        "d-waits", "SKIPPED",
                        "e-waits", "SKIPPED"));
        assertThat(call.unit("b-applies").get("reason").asText()).contains("failFast", "a-fails");
        assertThat(call.unit("b-applies").get("tainted").toString()).isEqualTo("[\"terraform_data.it\"]");
    }

    /**
     * Three units run: one applies until another file is there, one plans as long as its state is locked by this test,
     * and one fails in its apply when both are so far. Two more wait.
     */
    private CallResult failWhileOthersApplyAndPlan(String failFast) throws Exception {
        Path work = cli.directory();
        cli.module("a-fails", running(waitFor("fail") + "; exit 1"));
        cli.module("b-applies", running("touch ../applying; " + waitFor("finish")));
        Path planned = cli.module("c-plans", Hcl.holding("c"));
        cli.module("d-waits", Hcl.holding("d"));
        cli.module("e-waits", Hcl.holding("e"));
        Path state = planned.resolve("terraform.tfstate");
        // The same lock of the operating system that terraform takes.
        try (FileChannel locked = FileChannel.open(state, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(locked.tryLock()).isNotNull();
            // Without it, terraform doesn't wait.
            Files.writeString(planned.resolve(".terraform.tfstate.lock.info"), LOCK_INFO);
            TerraformParallel.RunningCall call = cli.startWithReports(
                    "apply", "--auto-approve", "--lock-timeout", "60s", "--parallel", "3", failFast, "*");
            call.awaitUntil("one applies", () -> Files.exists(work.resolve("applying")));
            call.awaitUntil("one plans", () -> isRunning(planned, "plan"));
            Files.createFile(work.resolve("fail"));
            call.awaitUntil("the failure is known", () -> call.out().contains("[a-fails] failed"));
            call.awaitUntil("the one that plans is stopped", () -> call.out().contains("[c-plans] aborted"));
            Files.createFile(work.resolve("finish"));
            return call.await();
        }
    }

    private static boolean isRunning(Path directory, String command) throws Exception {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .filter(process -> cwdIs(process, directory))
                .map(process -> commandLine(process))
                .anyMatch(line -> line.contains("terraform\0" + command + "\0"));
    }

    private static boolean cwdIs(Path process, Path directory) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String running(String command) {
        return """
                resource "terraform_data" "it" {
                  provisioner "local-exec" {
                    command = "%s"
                  }
                }
                """.formatted(command);
    }

    private static String waitFor(String file) {
        // Not for ever, should the test fail.
        return "for i in $(seq 1000); do [ -e ../" + file + " ] && break; sleep 0.02; done";
    }
}
