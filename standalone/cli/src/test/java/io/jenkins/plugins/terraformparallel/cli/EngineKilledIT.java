package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed; terraform goes on, others wait for it, and the run is resumed. */
@NeedsTerraform
class EngineKilledIT {
    @TempDir
    private Path world;

    @Test
    void everyUnitIsAppliedOnceThoughTheProgramIsKilledAndAnotherRunComesBetween() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        List<Path> modules = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            modules.add(SlowModule.in(cli, "m" + i, "4"));
        }
        RunningCall first = cli.startWithReports("apply", "m*", "--auto-approve");
        String runDirectory =
                first.directory().resolve(CallResult.RUN_DIRECTORY).toString();
        first.awaitUntil("four modules are being applied", () -> WorldProcesses.running(cli, "sleep 4") == 4);
        cli.run("resume", runDirectory).hasExitCode(64);

        first.process().destroyForcibly().waitFor();
        RunningCall second = cli.startWithReports("apply", "m*", "--auto-approve");
        CallResult lost = cli.startWithReports("report", runDirectory).await();
        RunningCall resumed = cli.startWithReports("resume", runDirectory);

        lost.hasExitCode(1);
        assertThat(lost.json().get("status").asText()).isEqualTo("LOST");
        assertThat(lost.states().values())
                .containsExactly("RUNNING", "RUNNING", "RUNNING", "RUNNING", "QUEUED", "QUEUED", "QUEUED", "QUEUED");
        assertThat(lost.out())
                .contains("Lost, nobody drives this run any more")
                .contains("Go on with: terraform-parallel resume '" + runDirectory + "'");
        CallResult other = second.await().hasExitCode(0);
        CallResult end = resumed.await().hasExitCode(0);
        assertThat(end.states())
                .hasSize(8)
                .allSatisfy((unit, state) -> assertThat(state).isEqualTo("SUCCEEDED"));
        assertThat(other.states())
                .hasSize(8)
                .allSatisfy((unit, state) -> assertThat(state).isEqualTo("SUCCEEDED"));
        for (Path module : modules) {
            assertThat(SlowModule.created(module)).containsExactly("first", "slow", "last");
            assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow", "last");
            assertThat(SlowModule.isLocked(module)).isFalse();
        }
        String runId = end.json().get("id").asText();
        for (Path module : modules.subList(0, 4)) {
            String name = module.getFileName().toString();
            assertThat(other.out()).contains("[" + name + "] waits for unit " + name + " of run " + runId);
            assertThat(end.unit(name).get("changes").get("add").asInt()).isEqualTo(3);
            assertThat(end.unit(name).get("processes"))
                    .extracting(process -> process.get("command").asText())
                    .containsExactly("init", "plan", "show", "apply");
        }
        assertThat(end.out()).contains("Resumed: ");
        assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        CallResult again = cli.run("resume", runDirectory).hasExitCode(64);
        assertThat(again.err()).contains("a run that has ended");
    }

    @Test
    void whatWasStartedBeforeTheApplyIsNotStartedAgain() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        for (String name : List.of("init", "plan", "show")) {
            SlowModule.in(cli, name, "0");
        }
        // Each module is named by the command in which its terraform waits.
        String executable = SlowModule.terraformThat(cli, "terraform-waits", """
                echo "$1" >> calls.txt
                case $PWD in
                */"$1") echo waiting > waiting.txt; until [ -e go.txt ]; do sleep 0.05; done ;;
                esac""");
        RunningCall killed = cli.startWithReports("apply", "*", "--auto-approve", "--executable", executable);
        String runDirectory =
                killed.directory().resolve(CallResult.RUN_DIRECTORY).toString();
        for (String name : List.of("init", "plan", "show")) {
            killed.awaitUntil(
                    name + " is at " + name,
                    () -> Files.exists(cli.directory().resolve(name).resolve("waiting.txt")));
        }
        killed.process().destroyForcibly().waitFor();

        RunningCall resumed = cli.startWithReports("resume", runDirectory);
        resumed.awaitUntil("it goes on", () -> resumed.out().contains("Resumed: 3 running"));
        for (String name : List.of("init", "plan", "show")) {
            cli.file(name + "/go.txt", "");
        }
        CallResult call = resumed.await().hasExitCode(0);

        assertThat(call.states())
                .containsExactly(
                        Map.entry("init", "SUCCEEDED"), Map.entry("plan", "SUCCEEDED"), Map.entry("show", "SUCCEEDED"));
        for (String name : List.of("init", "plan", "show")) {
            Path module = cli.directory().resolve(name);
            assertThat(Files.readAllLines(module.resolve("calls.txt")))
                    .as(name)
                    .containsExactly("init", "plan", "show", "apply");
            assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow", "last");
            assertThat(Path.of(runDirectory, call.unit(name).get("log").asText()))
                    .content()
                    .containsOnlyOnce("Initializing the backend")
                    .containsOnlyOnce("terraform_data.slow: Creation complete");
        }
        assertThat(Path.of(runDirectory)).isDirectoryNotContaining("glob:**/{values,processes}");
    }

    @Test
    void anAbortGoesOnInAResumedRunWithoutASecondSignal() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        Path deaf = SlowModule.in(cli, "deaf", "0");
        RunningCall killed = cli.startWithReports(
                "apply",
                "deaf",
                "--auto-approve",
                "--grace-period",
                "3s",
                "--executable",
                SlowModule.terraformDeafInDeaf(cli));
        killed.awaitUntil("the deaf terraform runs", () -> Files.exists(deaf.resolve("ready.txt")));
        killed.signal("TERM");
        killed.awaitUntil("it is in the journal", () -> killed.out().contains("[deaf] interrupted by SIGTERM"));
        killed.process().destroyForcibly().waitFor();

        CallResult call = cli.startWithReports(
                        "resume",
                        killed.directory().resolve(CallResult.RUN_DIRECTORY).toString())
                .await()
                .hasExitCode(130);

        assertThat(call.unit("deaf").get("status").asText()).isEqualTo("ABORTED");
        assertThat(SlowModule.signals(deaf)).isOne();
        assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
    }
}
