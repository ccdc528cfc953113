package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.HttpBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jenkins ends the step by force, long before terraform has saved its state: the backend takes its time. Nobody may kill
 * terraform for that.
 */
@OnJenkins(own = true)
class ForcedEndIT {
    private static final String STATE = "/slow";

    private final CountDownLatch closing = new CountDownLatch(1);
    private HttpBackend backend;

    @BeforeEach
    void startBackend() throws IOException {
        backend = new HttpBackend();
    }

    @AfterEach
    void stopBackend() {
        closing.countDown();
        backend.close();
    }

    @Test
    void afterATimeoutStepTerraformStillSavesForNinetySeconds(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("timeout");
        // A fresh agent needs some seconds for its first run: it gets the plugin's classes.
        Modules.slow(workspace, "first", "0");
        jenkins.run(Pipeline.on(jenkins.agent(), workspace, "first", "terraformParallel(modules: ['first'])"))
                .hasResult("SUCCESS");
        savingTakes(Duration.ofSeconds(90));
        TestModule module = module(workspace);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "timeout", """
                timeout(time: 10, unit: 'SECONDS') {
                    terraformParallel(modules: ['slow'], operation: 'apply')
                }
                """));
        build.awaitUntil("it is being applied", () -> UnitProcesses.running(workspace, "sleep 300") == 1);

        build.awaitEnd();

        boolean savingStill = !UnitProcesses.below(workspace).isEmpty();
        endsWell(jenkins, workspace, build, module, "timeout(10 s) around an apply that needs 90 s to stop");
        build.hasResult("ABORTED");
        assertThat(savingStill).as("terraform outlives the build").isTrue();
    }

    @Test
    void afterForciblyTerminateAndHardKillTerraformStillSaves(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("terminate");
        savingTakes(Duration.ofSeconds(15));
        TestModule module = module(workspace);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "terminate", """
                terraformParallel(modules: ['slow'], operation: 'apply')
                """));
        build.awaitUntil("it is being applied", () -> UnitProcesses.running(workspace, "sleep 300") == 1);

        build.stop();
        build.awaitUntil(
                "it got its signal",
                () -> build.run().journal("unit-interrupted").size() == 1);
        build.terminate();
        build.kill();
        build.awaitEnd();

        boolean savingStill = !UnitProcesses.below(workspace).isEmpty();
        endsWell(jenkins, workspace, build, module, "abort, \"forcibly terminate\", hard kill");
        build.hasResult("ABORTED");
        assertThat(savingStill).as("terraform outlives the build").isTrue();
    }

    @Test
    void withoutAnyAbortBeforeItAHardKillIsOneSignalToo(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("hard-kill");
        savingTakes(Duration.ofSeconds(10));
        TestModule module = module(workspace);
        Build build = jenkins.start(Pipeline.on(Pipeline.BUILT_IN, workspace, "hard-kill", """
                terraformParallel(modules: ['slow'], operation: 'apply')
                """));
        build.awaitUntil("it is being applied", () -> UnitProcesses.running(workspace, "sleep 300") == 1);

        build.kill();
        build.awaitEnd();

        endsWell(jenkins, workspace, build, module, "hard kill at once, built-in node");
    }

    private void endsWell(TestJenkins jenkins, Path workspace, Build build, TestModule module, String what)
            throws Exception {
        TestRun run = build.run().awaitEnd(Duration.ofMinutes(3));
        String state = backend.state(STATE);
        boolean complete = state.contains("\"name\": \"first\"") && state.contains("\"name\": \"slow\"");
        int kills = run.journal("unit-killed").size();
        jenkins.figures()
                .add(
                        what,
                        "state complete, lock released, nothing killed",
                        (complete ? "state complete, " : "state incomplete, ")
                                + (backend.isLocked(STATE) ? "still locked, " : "lock released, ") + kills
                                + " killed, run " + run.status());
        assertThat(module.created()).containsExactly("first", "slow");
        assertThat(complete).as(state).isTrue();
        assertThat(backend.isLocked(STATE)).isFalse();
        assertThat(kills).isZero();
        assertThat(run.status()).isEqualTo("ABORTED");
        assertThat(run.states()).containsExactly(Map.entry("slow", "ABORTED"));
        assertThat(run.log("slow")).containsOnlyOnce("Interrupt received").doesNotContain("Two interrupts");
        assertThat(UnitProcesses.below(workspace)).isEmpty();
    }

    private TestModule module(Path workspace) throws IOException {
        TestModule module = Modules.slow(workspace, "slow", "300");
        Modules.append(module, backend.hcl(STATE));
        return module;
    }

    private void savingTakes(Duration duration) {
        backend.beforeSave(() -> {
            try {
                closing.await(duration.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
