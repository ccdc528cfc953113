package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The red cross, while four of eight modules are being applied. */
@OnJenkins(own = true)
class AbortIT {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Test
    void losesNothingOnTheBuiltInNode(TestJenkins jenkins) throws Exception {
        losesNothing(jenkins, "built-in node", Pipeline.BUILT_IN);
    }

    @Test
    void losesNothingOnAnAgent(TestJenkins jenkins) throws Exception {
        losesNothing(jenkins, "inbound agent", jenkins.agent());
    }

    @Test
    void killsAfterTheGracePeriodWhatDoesNotStop(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("deaf");
        TestModule deaf = Modules.slow(workspace, "deaf", "0");
        Modules.deafTerraform(workspace);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "deaf", """
                terraformParallel(
                    modules: ['deaf'], operation: 'apply', gracePeriod: '10s', executable: "${pwd()}/terraform-deaf")
                """));
        build.awaitUntil("the deaf terraform runs", () -> Modules.isReady(deaf));

        Duration stopping = stop(build);

        jenkins.figures()
                .add(
                        "abort of an apply that ignores it, grace period 10 s",
                        "ABORTED within 15 s, one signal, then killed",
                        build.result() + " after " + seconds(stopping) + ", " + Modules.signals(deaf) + " signal");
        build.hasResult("ABORTED");
        assertThat(stopping).isBetween(GRACE, GRACE.plusSeconds(5));
        assertThat(Modules.signals(deaf)).isOne();
        assertThat(UnitProcesses.below(workspace)).isEmpty();
        TestRun run = build.run();
        assertThat(run.states()).containsExactly(Map.entry("deaf", "ABORTED"));
        assertThat(run.journal("unit-killed")).hasSize(1);
    }

    private static void losesNothing(TestJenkins jenkins, String where, String node) throws Exception {
        Path workspace = jenkins.workspace("abort");
        List<TestModule> modules = Modules.slow(workspace, 8, "40");
        Build build = jenkins.start(Pipeline.on(node, workspace, "abort", """
                terraformParallel(modules: ['m*'], operation: 'apply', gracePeriod: '10s')
                """));
        build.awaitUntil("four modules are being applied", () -> UnitProcesses.running(workspace, "sleep 40") == 4);

        Duration stopping = stop(build);

        int left = UnitProcesses.below(workspace).size();
        jenkins.figures()
                .add(
                        "abort during apply of 8, " + where,
                        "ABORTED within 15 s, no process left",
                        build.result() + " after " + seconds(stopping) + ", " + left + " processes left");
        build.hasResult("ABORTED");
        assertThat(stopping).isLessThan(GRACE.plusSeconds(5));
        assertThat(left).isZero();
        TestRun run = build.run();
        assertThat(run.status()).isEqualTo("ABORTED");
        assertThat(run.states().values())
                .containsExactlyInAnyOrder(
                        "ABORTED", "ABORTED", "ABORTED", "ABORTED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED");
        int never = 0;
        for (TestModule module : modules) {
            JsonNode unit = run.unit(module.name());
            if (unit.get("status").asText().equals("SKIPPED")) {
                never++;
                assertThat(module.isUntouched()).as(module.name()).isTrue();
            } else {
                assertThat(run.log(module.name()))
                        .containsOnlyOnce("Interrupt received")
                        .doesNotContain("Two interrupts");
                assertThat(module.created()).containsExactly("first", "slow");
                assertThat(module.resources()).containsExactlyInAnyOrder("first", "slow");
                assertThat(module.isLocked()).isFalse();
                assertThat(unit.get("tainted")).extracting(JsonNode::asText).containsExactly("terraform_data.slow");
            }
        }
        jenkins.figures()
                .add(
                        "its modules, " + where,
                        "4 with every created resource in the state and no lock, 4 never started",
                        (modules.size() - never) + " so, " + never + " never started");
        assertThat(run.journal("unit-killed")).isEmpty();
        assertThat(build.console())
                .contains("nothing new starts; waiting for 4 terraform processes to stop")
                .contains("To kill them now, which can lose state, abort the build again");
    }

    private static Duration stop(Build build) throws Exception {
        long began = System.nanoTime();
        build.stop();
        build.awaitEnd();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
}
