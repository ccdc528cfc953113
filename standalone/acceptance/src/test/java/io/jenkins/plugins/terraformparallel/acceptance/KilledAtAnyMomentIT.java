package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The controller is killed while processes start and end all the time, and once more as soon as it goes on. */
@OnJenkins(own = true)
class KilledAtAnyMomentIT {
    private static final int BUILDS = 5;
    private static final int MODULES = 12;

    /** A build of quick modules. */
    private record Quick(Build build, List<TestModule> modules) {

        /** How many of its units have ended, as far as its journal tells. */
        int ended() throws IOException {
            for (TestRun run : runs()) {
                return run.journal("unit-ended").size();
            }
            return 0;
        }

        /** What there is of its run on the disk; Jenkins may be down. */
        private List<TestRun> runs() throws IOException {
            Path folder = build.folder().resolve("terraform-parallel");
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (var all = Files.list(folder)) {
                return all.map(run -> new TestRun(build, run.getFileName().toString()))
                        .filter(TestRun::hasJournal)
                        .toList();
            }
        }
    }

    @Test
    void nothingIsAppliedTwiceAndNothingIsForgotten(TestJenkins jenkins) throws Exception {
        List<Quick> all = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            Path workspace = jenkins.workspace("killed-" + i);
            List<TestModule> modules = Modules.slow(workspace, MODULES, "0.3");
            String node = i % 2 == 0 ? jenkins.agent() : Pipeline.BUILT_IN;
            all.add(new Quick(jenkins.start(Pipeline.on(node, workspace, "killed", """
                    def run = terraformParallel(modules: ['m*'], operation: 'apply')
                    echo "returned ${run.status}"
                    """)), modules));
        }
        int twoEach = 2 * BUILDS;
        Await.until("some units have ended", Duration.ofMinutes(2), () -> ended(all) >= twoEach);
        jenkins.killAndStart();
        int before = ended(all);
        Await.until("some more have ended", Duration.ofMinutes(2), () -> ended(all) >= before + BUILDS);
        jenkins.killAndStart();

        SoftAssertions softly = new SoftAssertions();
        int once = 0;
        for (Quick each : all) {
            each.build().awaitEnd();
            TestRun run = each.build().run();
            softly.assertThat(each.build().result()).as(each.build().console()).isEqualTo("SUCCESS");
            softly.assertThat(run.states().values()).hasSize(MODULES).containsOnly("SUCCEEDED");
            for (TestModule module : each.modules()) {
                once += module.created().equals(List.of("first", "slow", "last")) ? 1 : 0;
                softly.assertThat(module.created())
                        .as(each.build() + ", " + module.name())
                        .containsExactly("first", "slow", "last");
                softly.assertThat(module.resources()).hasSize(3);
                softly.assertThat(module.isLocked()).isFalse();
            }
        }
        jenkins.figures()
                .add(
                        "controller killed twice while " + BUILDS + " builds start and end processes",
                        BUILDS * MODULES + " modules applied once",
                        once + " modules applied once");
        softly.assertAll();
    }

    @Test
    void anAbortGoesOnWithoutASecondSignal(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("killed-abort");
        TestModule deaf = Modules.slow(workspace, "deaf", "0");
        Modules.deafTerraform(workspace);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "killed-abort", """
                terraformParallel(
                    modules: ['deaf'], operation: 'apply', gracePeriod: '20s', executable: "${pwd()}/terraform-deaf")
                """));
        build.awaitUntil("the deaf terraform runs", () -> Modules.isReady(deaf));
        build.stop();
        build.awaitUntil("it got its signal", () -> Modules.signals(deaf) == 1);

        jenkins.killAndStart();
        build.awaitEnd();
        TestRun run = build.run().awaitEnd(Duration.ofMinutes(1));

        int left = UnitProcesses.below(workspace).size();
        jenkins.figures()
                .add(
                        "controller killed during an abort",
                        "the abort goes on: one signal, killed after its grace period",
                        build.result() + ", run " + run.status() + ", " + Modules.signals(deaf) + " signal, " + left
                                + " processes left");
        build.hasResult("ABORTED");
        assertThat(run.states()).containsExactly(Map.entry("deaf", "ABORTED"));
        assertThat(Modules.signals(deaf)).isOne();
        assertThat(left).isZero();
    }

    private static int ended(List<Quick> all) throws IOException {
        int ended = 0;
        for (Quick each : all) {
            ended += each.ended();
        }
        return ended;
    }
}
