package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Three hundred modules, against the command line on the same machine. */
@OnJenkins
class ManyModulesIT {
    private static final int COUNT = Integer.getInteger("acceptance.modules", 300);
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Pattern TOOK = Pattern.compile("(?m)^took (\\d+) ms$");

    /**
     * What a run of the step cost.
     *
     * @param millis of wall time
     * @param threads of the controller, at most
     */
    private record Measured(Build build, long millis, int threads) {}

    @Test
    void ofTwoSecondsTakeHardlyLongerThanOnTheCommandLine(TestJenkins jenkins) throws Exception {
        Measured few = measured(jenkins, 12, "2");
        Measured many = measured(jenkins, COUNT, "2");
        long commandLine = commandLine(jenkins, COUNT, "2");

        double ratio = (double) many.millis() / commandLine;
        int nodes = flowNodes(jenkins, many.build());
        jenkins.figures().add(COUNT + " modules of 2 s: flow nodes of the step", "1", nodes);
        jenkins.figures()
                .add(
                        COUNT + " modules of 2 s: threads of the controller",
                        "as with 12 modules",
                        many.threads() + ", with 12 modules " + few.threads());
        jenkins.figures()
                .add(
                        COUNT + " modules of 2 s: wall time",
                        "at most 1.15 × the command line's",
                        "%.1f s, command line %.1f s, × %.3f"
                                .formatted(many.millis() / 1000.0, commandLine / 1000.0, ratio));
        assertThat(nodes).isOne();
        assertThat(many.threads()).isLessThanOrEqualTo(few.threads() + 10);
        assertThat(ratio).isLessThanOrEqualTo(1.15);
    }

    @Test
    void thatAreTrivialCostLittleMoreThanOnTheCommandLine(TestJenkins jenkins) throws Exception {
        Measured many = measured(jenkins, COUNT, "0");
        long commandLine = commandLine(jenkins, COUNT, "0");

        int processes = 0;
        for (JsonNode unit : many.build().run().json().get("units")) {
            processes += unit.get("processes").size();
        }
        double more = (many.millis() - commandLine) / 1000.0;
        double allowed = 0.3 * processes / 4;
        jenkins.figures()
                .add(
                        COUNT + " trivial modules",
                        "at most 0.3 s × processes / 4 more than the command line",
                        "%.1f s, command line %.1f s: %.1f s more (%.3f s × %d processes / 4)"
                                .formatted(
                                        many.millis() / 1000.0,
                                        commandLine / 1000.0,
                                        more,
                                        more * 4 / processes,
                                        processes));
        assertThat(more).isLessThanOrEqualTo(allowed);
    }

    private static Measured measured(TestJenkins jenkins, int count, String seconds) throws Exception {
        Path workspace = jenkins.workspace("many");
        List<TestModule> modules = Modules.small(workspace, count, seconds);
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "many", """
                long begin = System.currentTimeMillis()
                terraformParallel(modules: ['m*'], operation: 'apply')
                echo "took ${System.currentTimeMillis() - begin} ms"
                """));
        int[] threads = new int[1];
        build.awaitUntilWithin(DEADLINE, "it has ended", () -> {
            threads[0] = Math.max(threads[0], threads(jenkins));
            return TOOK.matcher(build.console()).find();
        });
        build.awaitEnd().hasResult("SUCCESS");
        assertThat(build.run().json().at("/totals/SUCCEEDED").asInt()).isEqualTo(count);
        for (TestModule module : modules) {
            assertThat(module.resources()).as(module.name()).containsExactly("it");
        }
        Matcher took = TOOK.matcher(build.console());
        assertThat(took.find()).isTrue();
        return new Measured(build, Long.parseLong(took.group(1)), threads[0]);
    }

    private static int threads(TestJenkins jenkins) throws IOException {
        return Integer.parseInt(jenkins.script("print Thread.allStackTraces.size()"));
    }

    private static int flowNodes(TestJenkins jenkins, Build build) throws IOException {
        return Integer.parseInt(jenkins.script("""
                import org.jenkinsci.plugins.workflow.graph.*
                def build = jenkins.model.Jenkins.get().getItemByFullName(%s).getBuildByNumber(%d)
                def count = 0
                for (node in new FlowGraphWalker(build.execution)) {
                    count += node.displayFunctionName == 'terraformParallel' ? 1 : 0
                }
                print count
                """.formatted(Pipeline.quoted(build.job()), build.number())));
    }

    /** The same on the command line: its wall time in milliseconds. */
    private static long commandLine(TestJenkins jenkins, int count, String seconds) throws Exception {
        Path jar = Path.of(System.getProperty("terraformparallel.jar", "standalone/cli/target/terraform-parallel.jar"));
        Path workspace = jenkins.workspace("command-line");
        Path home = Files.createDirectories(jenkins.directory().resolve("command-line-home"));
        Modules.small(workspace, count, seconds);
        ProcessBuilder builder = new ProcessBuilder(
                        Surroundings.java(), "-jar", jar.toAbsolutePath().toString(), "apply", "m*", "--auto-approve")
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(jenkins.directory().resolve("command-line.log").toFile());
        Surroundings.clean(builder.environment());
        builder.environment().put("HOME", home.toString());
        long begin = System.nanoTime();
        int code = builder.start().waitFor();
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        assertThat(code)
                .as("see " + jenkins.directory().resolve("command-line.log"))
                .isZero();
        return millis;
    }
}
