package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two runs of one build in parallel branches, in one workspace. */
@OnJenkins
class TwoRunsIT {

    @Test
    void abortingOneHarmsNothingInTheOther(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("two-runs");
        List<TestModule> aborted = Modules.slow(Files.createDirectories(workspace.resolve("a")), 2, "60");
        List<TestModule> others = Modules.slow(Files.createDirectories(workspace.resolve("b")), 6, "8");
        Build build;
        int most;
        int mostOfOne;
        try (TerraformSampler sampler = TerraformSampler.below(workspace)) {
            build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "two-runs", """
                    parallel(
                        a: {
                            try {
                                timeout(time: 6, unit: 'SECONDS') {
                                    terraformParallel(modules: ['a/*'], operation: 'apply')
                                }
                            } catch (e) {
                                echo 'a is interrupted'
                            }
                        },
                        b: {
                            // A node takes four of all runs at once: there is room for both of the other run's.
                            def run = terraformParallel(modules: ['b/*'], operation: 'apply', parallel: 2)
                            echo "b is ${run.status}"
                        })
                    """));
            most = sampler.most();
            mostOfOne = sampler.mostOfOneRun();
        }

        List<TestRun> runs = build.hasResult("SUCCESS").runs();
        assertThat(runs).hasSize(2);
        TestRun a = runs.get(0).states().containsKey("a/m01") ? runs.get(0) : runs.get(1);
        TestRun b = a.equals(runs.get(0)) ? runs.get(1) : runs.get(0);
        jenkins.figures()
                .add(
                        "2 runs in parallel branches, one aborted",
                        "ABORTED and SUCCEEDED, at most 2 of each at once",
                        a.status() + " and " + b.status() + ", at most " + mostOfOne + " of one run, " + most
                                + " of both at once");
        assertThat(a.states().values()).containsOnly("ABORTED").hasSize(2);
        assertThat(b.states().values()).containsOnly("SUCCEEDED").hasSize(6);
        assertThat(build.console()).contains("b is SUCCEEDED");
        assertThat(mostOfOne).isLessThanOrEqualTo(2);
        for (TestModule module : aborted) {
            assertThat(module.resources()).containsExactlyInAnyOrderElementsOf(module.created());
            assertThat(module.isLocked()).isFalse();
        }
        for (TestModule module : others) {
            assertThat(module.created()).containsExactly("first", "slow", "last");
            assertThat(b.log("b/" + module.name())).doesNotContain("Interrupt received");
        }
    }

    @Test
    void onTheSameModulesOneWaitsForTheOther(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("same-modules");
        List<TestModule> modules = Modules.slow(workspace, 4, "3");
        Build build;
        int mostInOneDirectory;
        String crowd;
        try (TerraformSampler sampler = TerraformSampler.below(workspace)) {
            build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "same-modules", """
                    parallel(
                        a: { terraformParallel(modules: ['m*'], operation: 'apply') },
                        b: { terraformParallel(modules: ['m*'], operation: 'apply') })
                    """));
            mostInOneDirectory = sampler.mostInOneDirectory();
            crowd = sampler.crowd();
        }

        String waits = build.console().contains("waits for") ? "says that it waits" : "does not say that it waits";
        jenkins.figures()
                .add(
                        "2 runs in parallel branches on the same modules",
                        "never two in one directory, each created once",
                        build.result() + ", at most " + mostInOneDirectory + " in one directory, " + waits);
        build.hasResult("SUCCESS");
        assertThat(mostInOneDirectory).as(crowd).isEqualTo(1);
        assertThat(build.console()).contains("waits for unit m0");
        for (TestRun run : build.runs()) {
            assertThat(run.states().values()).containsOnly("SUCCEEDED").hasSize(4);
        }
        for (TestModule module : modules) {
            assertThat(module.created()).containsExactly("first", "slow", "last");
        }
    }
}
