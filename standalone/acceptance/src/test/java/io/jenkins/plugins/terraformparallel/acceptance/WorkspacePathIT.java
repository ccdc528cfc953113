package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that a shell, a URL or Jenkins itself might take for something else. */
@OnJenkins
class WorkspacePathIT {

    @Test
    void anyNameWorks(TestJenkins jenkins) throws Exception {
        Path workspace = Files.createDirectories(jenkins.workspace("names").resolve("a b$HOME%41 ü&c"));
        List<TestModule> modules = List.of(
                Modules.slow(workspace, "it's $(touch here) \"quoted\"", "0"),
                Modules.slow(workspace, "-rf", "0"),
                Modules.slow(workspace, "ünï%20cödé", "0"));

        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "names", """
                terraformParallel(modules: ['*'], operation: 'apply')
                """));

        jenkins.figures().add("workspace and modules with blanks, $, %, ü, quotes", "SUCCESS", build.result());
        build.hasResult("SUCCESS");
        for (TestModule module : modules) {
            assertThat(module.created()).as(module.name()).containsExactly("first", "slow", "last");
        }
    }

    @Test
    void aQuoteInTheWorkspaceIsRefusedAtOnce(TestJenkins jenkins) throws Exception {
        Path workspace = Files.createDirectories(jenkins.workspace("quote").resolve("it's"));
        TestModule module = Modules.slow(workspace, "m", "0");

        long begin = System.nanoTime();
        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "quote", """
                terraformParallel(modules: ['m'], operation: 'apply')
                """));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        jenkins.figures()
                .add(
                        "a ' in the workspace's path",
                        "refused at once with a sentence",
                        build.result() + " after " + AbortIT.seconds(took));
        build.hasResult("FAILURE");
        assertThat(took).isLessThan(Duration.ofSeconds(20));
        assertThat(build.console()).contains(workspace.toString()).doesNotContain("\tat ");
        assertThat(module.isUntouched()).isTrue();
    }
}
