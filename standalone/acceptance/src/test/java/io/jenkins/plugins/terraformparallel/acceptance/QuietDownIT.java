package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jenkins is about to be shut down: what runs may end, nothing new starts. */
@OnJenkins(own = true)
class QuietDownIT {

    @AfterEach
    void goOn(TestJenkins jenkins) throws Exception {
        jenkins.rest().post("cancelQuietDown", Map.of());
    }

    @Test
    void noNewUnitStartsUntilItIsCancelled(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("quiet");
        List<TestModule> modules = Modules.slow(workspace, 8, "3");
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "quiet", """
                terraformParallel(modules: ['m*'], operation: 'apply')
                """));
        build.awaitUntil("four modules are being applied", () -> UnitProcesses.running(workspace, "sleep 3") == 4);

        jenkins.rest().post("quietDown", Map.of()).expect(200, 302);
        build.awaitUntil(
                "these have ended", () -> build.run().journal("unit-ended").size() == 4);
        long ended = System.nanoTime();
        build.awaitUntil(
                "some seconds are over",
                () -> Duration.ofNanos(System.nanoTime() - ended).toSeconds() >= 4);
        int started = build.run().journal("unit-started").size();
        String console = build.console();
        jenkins.rest().post("cancelQuietDown", Map.of()).expect(200, 302);
        build.awaitEnd();

        jenkins.figures()
                .add(
                        "Jenkins quieting down while 4 of 8 are being applied",
                        "4 started until it is cancelled, then all",
                        started + " started, then " + build.run().json().get("totals"));
        build.hasResult("SUCCESS");
        assertThat(started).isEqualTo(4);
        assertThat(console).containsIgnoringCase("quiet");
        assertThat(modules).allSatisfy(module -> assertThat(module.created()).containsExactly("first", "slow", "last"));
    }
}
