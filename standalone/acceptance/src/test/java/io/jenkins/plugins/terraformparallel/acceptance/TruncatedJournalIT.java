package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The controller dies between any two lines of a run's journal. As many builds as it has lines are held at the same
 * point; then the controller is killed, and of each journal another number of lines is left.
 */
@OnJenkins(own = true)
class TruncatedJournalIT {
    /** Run started; two units with a start, two chains and four processes each, of which the last one is held. */
    private static final int LINES = 15;

    /** A build whose journal is to have so many lines. */
    private record Held(int lines, Build build, Path workspace, List<TestModule> modules) {

        /** Lets the held terraform go on. */
        void release() throws IOException {
            Files.createFile(workspace.resolve("go.txt"));
        }
    }

    @Test
    void anyPrefixOfTheJournalLeadsToAConsistentReport(TestJenkins jenkins) throws Exception {
        // All of them are held at once.
        jenkins.processesPerNode(LINES);
        List<Held> all = new ArrayList<>();
        for (int lines = 1; lines <= LINES; lines++) {
            all.add(held(jenkins, lines));
        }
        for (Held each : all) {
            each.build()
                    .awaitUntil(
                            "the second module is held",
                            () -> each.modules().get(1).created().contains("slow"));
        }

        jenkins.kill();
        for (Held each : all) {
            Path journal = each.build().folder().resolve("terraform-parallel");
            truncate(journal, each.lines());
            // Every other terraform ends while nobody looks.
            if (each.lines() % 2 == 0) {
                each.release();
            }
        }
        jenkins.start();
        for (Held each : all) {
            if (each.lines() % 2 == 1) {
                each.release();
            }
        }

        SoftAssertions softly = new SoftAssertions();
        Map<String, List<Integer>> outcomes = new TreeMap<>();
        for (Held each : all) {
            each.build().awaitEnd(Duration.ofMinutes(4));
            TestRun run = each.build().run().awaitEnd(Duration.ofMinutes(1));
            outcomes.computeIfAbsent(run.status() + " " + run.states().values(), outcome -> new ArrayList<>())
                    .add(each.lines());
            isConsistent(softly, each, run);
        }
        jenkins.figures()
                .add(
                        "journal cut between any two of its " + LINES + " lines, controller started again",
                        "a consistent report, nothing applied twice",
                        outcomes);
        jenkins.processesPerNode(4);
        softly.assertAll();
    }

    private static Held held(TestJenkins jenkins, int lines) throws Exception {
        Path workspace = jenkins.workspace("truncated-" + lines);
        List<TestModule> modules = List.of(
                Modules.slow(workspace, "m1", "0"),
                Modules.running(workspace, "m2", "until [ -e ../go.txt ]; do sleep 0.2; done"),
                Modules.slow(workspace, "m3", "0"));
        Build build = jenkins.start(Pipeline.on(jenkins.agent(), workspace, "truncated", """
                def run = terraformParallel(
                    modules: ['m1', [path: 'm2', dependsOn: ['m1']], [path: 'm3', dependsOn: ['m2']]],
                    operation: 'apply',
                    onFailure: 'continue')
                echo "returned ${run.status}"
                """));
        return new Held(lines, build, workspace, modules);
    }

    private static void truncate(Path runs, int lines) throws IOException {
        try (var all = Files.list(runs)) {
            for (Path run : all.filter(Files::isDirectory).toList()) {
                Path journal = run.resolve("journal.ndjson");
                if (Files.exists(journal)) {
                    List<String> whole = Files.readAllLines(journal);
                    assertThat(whole).hasSizeGreaterThanOrEqualTo(lines);
                    Files.writeString(journal, String.join("\n", whole.subList(0, lines)) + "\n");
                }
            }
        }
    }

    private static void isConsistent(SoftAssertions softly, Held held, TestRun run) throws Exception {
        String what = held.lines() + " lines";
        softly.assertThat(held.build().result()).as(what).isEqualTo("SUCCESS");
        softly.assertThat(held.build().console()).as(what).contains("returned " + run.status());
        softly.assertThat(run.journal("run-ended")).as(what).hasSize(1);
        softly.assertThat(UnitProcesses.below(held.workspace())).as(what).isEmpty();
        for (TestModule module : held.modules()) {
            String state = run.states().get(module.name());
            String of = what + ", " + module.name() + " " + state;
            softly.assertThat(module.created()).as(of).doesNotHaveDuplicates();
            softly.assertThat(module.resources()).as(of).containsExactlyInAnyOrderElementsOf(module.created());
            softly.assertThat(module.isLocked()).as(of).isFalse();
            if (state.equals("SUCCEEDED")) {
                softly.assertThat(module.created()).as(of).containsExactly("first", "slow", "last");
            } else if (!state.equals("SKIPPED")) {
                // A process whose end was in a line that is cut off has left nothing by which it could be known.
                softly.assertThat(state).as(of).isEqualTo("FAILED");
                softly.assertThat(run.unit(module.name()).get("reason").asText())
                        .as(of)
                        .isNotBlank();
            }
        }
    }
}
