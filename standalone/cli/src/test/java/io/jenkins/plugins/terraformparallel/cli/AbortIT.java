package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsTerraform
class AbortIT {
    @TempDir
    private Path world;

    @ParameterizedTest
    @EnumSource
    void controlCOnATerminalSignalsEachTerraformOnceAndLosesNothing(Packed packed) throws Exception {
        TerraformParallel cli = TerraformParallel.in(world, packed);
        List<Path> modules = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            modules.add(SlowModule.in(cli, "m" + i, "30"));
        }
        List<Path> first = modules.subList(0, 4);
        PseudoTerminal terminal =
                PseudoTerminal.start(cli, "xterm", "apply", "m*", "--auto-approve", "--grace-period", "10s");
        Await.until("four modules are being applied", () -> WorldProcesses.running(cli, "sleep 30") == 4);

        long typed = terminal.typeControlC();
        CallResult call = terminal.await();

        Duration stopping = Duration.ofNanos(System.nanoTime() - typed);
        call.hasExitCode(130);
        assertThat(stopping).as("from Ctrl-C to the end").isLessThan(Duration.ofSeconds(12));
        assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        assertThat(call.states().values())
                .containsExactly(
                        "ABORTED", "ABORTED", "ABORTED", "ABORTED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED");
        assertThat(call.json().get("status").asText()).isEqualTo("ABORTED");
        for (Path module : first) {
            String name = module.getFileName().toString();
            assertThat(call.log(name)).containsOnlyOnce("Interrupt received").doesNotContain("Two interrupts");
            assertThat(SlowModule.created(module)).containsExactly("first", "slow");
            assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow");
            assertThat(SlowModule.isLocked(module)).isFalse();
            JsonNode unit = call.unit(name);
            assertThat(unit.get("tainted")).extracting(JsonNode::asText).containsExactly("terraform_data.slow");
            assertThat(unit.get("left"))
                    .extracting(left -> left.get("command").asText() + left.get("ended"))
                    .containsExactly("sleep 30true");
        }
        for (Path module : modules.subList(4, 8)) {
            assertThat(module).isDirectoryNotContaining("glob:**/{.terraform,created.txt,*.tfstate}");
        }
        assertThat(call.out())
                .contains(
                        "Ctrl-C received: nothing new starts; waiting for 4 terraform processes to stop and save their"
                                + " state (up to 10.0 s).")
                .contains("Press Ctrl-C again, 3 seconds from now or later, to kill them now, which can lose state.")
                .contains("Aborted: 4 of 8 aborted, 4 skipped")
                .contains("m1: the next apply replaces 1 tainted resource", "sleep 30 (ended)");
        assertThat(call.junit()).contains("m1", "m8");
        assertThat(call.markdown()).contains("Aborted", "terraform_data.slow");
        assertThat(call.html()).contains("Aborted", "terraform_data.slow");
    }

    @ParameterizedTest
    @EnumSource
    void signalsToTheProgramAreOneSignalToEachTerraform(Packed packed) throws Exception {
        Map<String, TerraformParallel> worlds = Map.of(
                "TERM", TerraformParallel.in(world.resolve("term"), packed),
                "HUP", TerraformParallel.in(world.resolve("hup"), packed));
        for (Map.Entry<String, TerraformParallel> one : worlds.entrySet()) {
            TerraformParallel cli = one.getValue();
            Path module = SlowModule.in(cli, "a", "30");
            RunningCall running = cli.startWithReports("apply", "a", "--auto-approve");
            Await.until("the module is being applied", () -> WorldProcesses.running(cli, "sleep 30") == 1);

            running.signal(one.getKey());
            CallResult call = running.await().hasExitCode(130);

            assertThat(call.states()).containsExactly(Map.entry("a", "ABORTED"));
            assertThat(call.log("a")).containsOnlyOnce("Interrupt received").doesNotContain("Two interrupts");
            assertThat(call.out()).containsOnlyOnce("SIG" + one.getKey() + " received: nothing new starts");
            assertThat(StateFile.resources(module)).containsExactlyInAnyOrderElementsOf(SlowModule.created(module));
            assertThat(SlowModule.isLocked(module)).isFalse();
            assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        }
    }

    @Test
    void aTerminalThatIsClosedEndsTheRunAsWellAsAnAbort() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        Path module = SlowModule.in(cli, "a", "30");
        PseudoTerminal terminal = PseudoTerminal.start(cli, "xterm", "apply", "a", "--auto-approve");
        Await.until("the module is being applied", () -> WorldProcesses.running(cli, "sleep 30") == 1);

        terminal.terminal().destroyForcibly();
        Await.until("nothing runs", () -> WorldProcesses.all(cli).isEmpty());

        CallResult call = new CallResult(0, terminal.directory());
        assertThat(call.states()).containsExactly(Map.entry("a", "ABORTED"));
        assertThat(call.log("a")).containsOnlyOnce("Interrupt received").doesNotContain("Two interrupts");
        assertThat(StateFile.resources(module)).containsExactlyInAnyOrder("first", "slow");
        assertThat(SlowModule.isLocked(module)).isFalse();
        assertThat(call.html()).contains("Aborted");
    }

    @Test
    void onlyAControlCThreeSecondsAfterTheFirstKills() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        Path deaf = SlowModule.in(cli, "deaf", "0");
        PseudoTerminal terminal = PseudoTerminal.start(
                cli, "dumb", "apply", "deaf", "--auto-approve", "--executable", SlowModule.terraformDeafInDeaf(cli));
        Await.until("the deaf terraform runs", () -> Files.exists(deaf.resolve("ready.txt")));

        terminal.typeControlC();
        Await.until("it got its signal", () -> SlowModule.signals(deaf) == 1);
        long first = System.nanoTime();
        terminal.typeControlC();
        Await.until(
                "three seconds are over",
                () -> System.nanoTime() - first > Duration.ofSeconds(3).toNanos());
        boolean livedOn =
                terminal.terminal().isAlive() && !WorldProcesses.ofUnits(cli).isEmpty();
        assertThat(terminal.out()).doesNotContain("killing", "killed");
        terminal.typeControlC();
        CallResult call = terminal.await();

        call.hasExitCode(130);
        assertThat(livedOn).isTrue();
        assertThat(SlowModule.signals(deaf)).isOne();
        assertThat(call.unit("deaf").get("status").asText()).isEqualTo("ABORTED");
        assertThat(call.unit("deaf").get("reason").asText())
                .isEqualTo("interrupted by Ctrl-C during terraform apply;"
                        + " killed before the end of its grace period, as asked");
        assertThat(call.out()).contains("Ctrl-C again: killing 1 terraform process now.", "[deaf] killed");
        assertThat(WorldProcesses.ofUnits(cli)).isEmpty();
        List<Instant> requests = Files.readAllLines(call.runDirectory().resolve("journal.ndjson")).stream()
                .filter(line -> line.contains("\"abort-requested\""))
                .map(line -> Instant.parse(line.replaceFirst(".*\"at\":\"([^\"]+)\".*", "$1")))
                .toList();
        assertThat(requests).hasSize(2);
        assertThat(Duration.between(requests.get(0), requests.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }
}
