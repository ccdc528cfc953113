package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units that don't stop when they are asked to, beside those that do. */
@NeedsTerraform
class StubbornUnitIT {
    private static final String DAEMON =
            "setsid sleep 300 >/dev/null 2>&1 & setsid -f sleep 300 >/dev/null 2>&1; sleep 30";

    @TempDir
    private Path world;

    private TerraformParallel cli;
    private Path deaf;
    private Path daemon;
    private Path slow;
    private Path quick;
    private String executable;

    @BeforeEach
    void makeModules() throws Exception {
        cli = TerraformParallel.in(world);
        deaf = SlowModule.in(cli, "deaf", "0");
        daemon = SlowModule.withCommand(cli, "daemon", DAEMON);
        slow = SlowModule.in(cli, "slow", "30");
        quick = SlowModule.in(cli, "quick", "0");
        executable = SlowModule.terraformDeafInDeaf(cli);
    }

    @Test
    void aTimeoutIsGracefulAndKillsWhatDoesNotListen() throws Exception {
        CallResult call = cli.runWithReports(
                "apply", "*", "--auto-approve", "--executable", executable, "--timeout", "8s", "--grace-period", "1s");

        call.hasExitCode(1);
        assertThat(call.states())
                .containsEntry("deaf", "TIMED_OUT")
                .containsEntry("daemon", "TIMED_OUT")
                .containsEntry("slow", "TIMED_OUT")
                .containsEntry("quick", "SUCCEEDED");
        assertStopped(call);
        assertThat(call.unit("deaf").get("reason").asText())
                .isEqualTo("timed out after 8s during terraform apply;"
                        + " killed, because it didn't end within the grace period");
        assertThat(call.out()).contains("[deaf] killed: timed out after 8s");
        assertThat(call.unit("deaf").get("left"))
                .extracting(left -> left.get("command").asText() + left.get("ended"))
                .contains("sleep 301true", "sleep 302true");
    }

    @Test
    void anAbortKillsWhatDoesNotListenAndEndsWhatWasLeftBehind() throws Exception {
        RunningCall running = cli.startWithReports(
                "apply", "*", "--auto-approve", "--executable", executable, "--grace-period", "1s");
        Await.until(
                "all of them are being applied",
                () -> Files.exists(deaf.resolve("ready.txt"))
                        && WorldProcesses.running(cli, "sleep 30") == 2
                        && WorldProcesses.running(cli, "sleep 300") == 2
                        && running.out().contains("[quick] succeeded"));

        running.signal("TERM");
        running.awaitUntil("all got their signal", () -> SlowModule.signals(deaf) == 1);
        running.signal("TERM");
        running.signal("HUP");
        CallResult call = running.await().hasExitCode(130);

        assertThat(call.states())
                .containsEntry("deaf", "ABORTED")
                .containsEntry("daemon", "ABORTED")
                .containsEntry("slow", "ABORTED")
                .containsEntry("quick", "SUCCEEDED");
        assertStopped(call);
        assertThat(call.out()).contains("[deaf] killed: interrupted by SIGTERM");
    }

    private void assertStopped(CallResult call) throws Exception {
        assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        assertThat(SlowModule.signals(deaf)).isOne();
        for (Path module : new Path[] {daemon, slow}) {
            String name = module.getFileName().toString();
            assertThat(call.log(name)).containsOnlyOnce("Interrupt received").doesNotContain("Two interrupts");
            assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow");
            assertThat(SlowModule.created(module)).containsExactly("first", "slow");
            assertThat(SlowModule.isLocked(module)).isFalse();
        }
        assertThat(SlowModule.created(quick)).containsExactly("first", "slow", "last");
        assertThat(call.unit("daemon").get("left"))
                .extracting(left -> left.get("command").asText() + left.get("ended"))
                .containsExactlyInAnyOrder("sleep 300true", "sleep 300true", "sleep 30true");
        for (JsonNode left : call.unit("daemon").get("left")) {
            assertThat(call.out()).contains(left.get("pid").asText() + " sleep 30");
        }
        assertThat(call.out()).contains("daemon: its terraform left 3 processes behind");
    }
}
