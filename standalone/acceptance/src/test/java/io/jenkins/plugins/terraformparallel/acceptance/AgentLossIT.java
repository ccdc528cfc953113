package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent goes while modules are being applied on it. */
@OnJenkins
class AgentLossIT {

    @Test
    void anAgentThatComesBackFindsTheRunGoingOn(TestJenkins jenkins) throws Exception {
        Agent agent = jenkins.agent("comes-back");
        Path workspace = jenkins.workspace("reconnected");
        List<TestModule> modules = Modules.slow(workspace, 8, "15");
        Build build = jenkins.start(Pipeline.on(agent.name(), workspace, "reconnected", """
                terraformParallel(modules: ['m*'], operation: 'apply')
                """));
        build.awaitUntil("four modules are being applied", () -> UnitProcesses.running(workspace, "sleep 15") == 4);

        agent.kill();
        Await.until("Jenkins has noticed", Duration.ofMinutes(1), () -> !agent.isOnline());
        boolean goingOn = UnitProcesses.running(workspace, "sleep 15") == 4;
        agent.ensureConnected();
        build.awaitEnd();

        TestRun run = build.run();
        jenkins.figures()
                .add(
                        "agent process killed and reconnected during apply of 8",
                        "as resumed: each resource created once",
                        build.result() + ", run " + run.status() + " "
                                + run.json().get("totals"));
        build.hasResult("SUCCESS");
        assertThat(goingOn).as("terraform outlives the agent's process").isTrue();
        assertThat(run.states().values()).containsOnly("SUCCEEDED").hasSize(8);
        for (TestModule module : modules) {
            assertThat(module.created()).containsExactly("first", "slow", "last");
            assertThat(module.resources()).containsExactlyInAnyOrder("first", "slow", "last");
            assertThat(module.isLocked()).isFalse();
        }
        assertThat(UnitProcesses.below(workspace)).isEmpty();
    }

    @Test
    void aDeletedAgentLeadsToASecondAttempt(TestJenkins jenkins) throws Exception {
        Agent doomed = jenkins.agent("doomed");
        Path workspace = jenkins.workspace("deleted");
        List<TestModule> first = Modules.slow(Files.createDirectories(workspace.resolve("first")), 5, "20");
        List<TestModule> second = Modules.slow(Files.createDirectories(workspace.resolve("second")), 5, "0");
        String other = jenkins.agent();
        Build build = jenkins.start(Pipeline.of(
                "deleted", """
                def attempt = 0
                retry(count: 2, conditions: [agent()]) {
                    attempt++
                    def name = attempt == 1 ? 'first' : 'second'
                    echo "attempt ${attempt}"
                    node(attempt == 1 ? %s : %s) {
                        ws("%s/${name}") {
                            terraformParallel(modules: ['m*'], operation: 'apply', onFailure: 'continue')
                        }
                    }
                }
                """.formatted(Pipeline.quoted(doomed.name()), Pipeline.quoted(other), workspace)));
        build.awaitUntil("four modules are being applied", () -> UnitProcesses.running(workspace, "sleep 20") == 4);

        long began = System.nanoTime();
        jenkins.delete(doomed);
        build.awaitConsole("attempt 2");
        Duration gaveUp = Duration.ofNanos(System.nanoTime() - began);
        build.awaitEnd();

        List<TestRun> runs = build.runs();
        List<String> totals = new ArrayList<>();
        for (TestRun run : runs) {
            totals.add(run.status() + " " + run.json().get("totals"));
        }
        jenkins.figures()
                .add(
                        "agent deleted during apply inside retry(count: 2, conditions: [agent()])",
                        "second attempt runs within 10 s, the first one's units are accounted for",
                        build.result() + ", second attempt after " + AbortIT.seconds(gaveUp) + ", runs " + totals);
        build.hasResult("SUCCESS");
        assertThat(gaveUp).isLessThan(Duration.ofSeconds(12));
        assertThat(runs).hasSize(2);
        TestRun lost = runs.get(0);
        assertThat(lost.states().values()).containsExactlyInAnyOrder("FAILED", "FAILED", "FAILED", "FAILED", "SKIPPED");
        for (TestModule module : first) {
            if (lost.states().get(module.name()).equals("FAILED")) {
                assertThat(lost.unit(module.name()).get("reason").asText())
                        .contains("agent doomed was removed; state and lock unknown");
            } else {
                assertThat(module.isUntouched()).isTrue();
            }
        }
        assertThat(runs.get(1).states().values()).containsOnly("SUCCEEDED").hasSize(5);
        for (TestModule module : second) {
            assertThat(module.created()).containsExactly("first", "slow", "last");
        }
        Await.until(
                "what ran on the deleted agent has ended",
                () -> UnitProcesses.below(workspace).isEmpty());
    }
}
