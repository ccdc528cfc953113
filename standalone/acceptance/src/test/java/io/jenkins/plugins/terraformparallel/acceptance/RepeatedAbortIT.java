package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One build is aborted several times, by people and by Jenkins; its terraform ends only when it is killed. */
@OnJenkins(own = true)
class RepeatedAbortIT {

    @Test
    void onlyAPersonsSecondAbortSomeSecondsLaterKills(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("repeated");
        TestModule deaf = Modules.slow(workspace, "deaf", "0");
        Modules.deafTerraform(workspace);
        Build build = jenkins.start(Pipeline.of("repeated-abort", """
                properties([disableConcurrentBuilds(abortPrevious: true)])
                if (currentBuild.number == 1) {
                    node(%s) {
                        ws(%s) {
                            terraformParallel(
                                modules: ['deaf'], operation: 'apply', executable: "${pwd()}/terraform-deaf")
                        }
                    }
                }
                """.formatted(
                        Pipeline.quoted(jenkins.agent()), Pipeline.quoted(workspace.toString()))));
        build.awaitUntil("the deaf terraform runs", () -> Modules.isReady(deaf));

        long first = System.nanoTime();
        build.stop();
        build.stop();
        build.awaitUntil("it got its signal", () -> Modules.signals(deaf) == 1);
        jenkins.queue(build.job());
        build.awaitConsole("Superseded by #2");
        build.awaitUntil("six seconds are over", () -> since(first).compareTo(Duration.ofSeconds(6)) > 0);
        int kills = build.run().journal("unit-killed").size();
        boolean livedOn = UnitProcesses.below(workspace).size() > 0 && build.isRunning();
        build.stop();
        Await.until(
                "the deaf terraform is killed",
                () -> UnitProcesses.below(workspace).isEmpty());
        Duration killed = since(first);
        build.awaitEnd();

        jenkins.figures()
                .add(
                        "abort, double click, push with abortPrevious, second abort by a person 6 s later",
                        "only the last kills, one signal",
                        (livedOn ? "lived on until the last" : "did not live until the last") + ", killed after "
                                + AbortIT.seconds(killed) + ", " + Modules.signals(deaf) + " signal");
        assertThat(livedOn).isTrue();
        assertThat(kills).isZero();
        assertThat(Modules.signals(deaf)).isOne();
        assertThat(killed).isLessThan(Duration.ofSeconds(10));
        build.hasResult("ABORTED");
        assertThat(build.run().unit("deaf").get("reason").asText())
                .contains("killed before the end of its grace period");
        Build next = new Build(jenkins, build.job(), 2);
        next.awaitEnd().hasResult("SUCCESS");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
