package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells to type, in a copy of the examples. */
@NeedsTerraform
class QuickStartIT {
    private static final String REQUEST = "docs/examples/request.yaml";

    @TempDir
    private Path world;

    private TerraformParallel cli;

    /** As a fresh clone has them: nothing that terraform has made in this one. */
    @BeforeEach
    void copyExamples() throws IOException {
        cli = TerraformParallel.in(world, Packed.EXECUTABLE);
        Path examples = Path.of("docs/examples").toAbsolutePath();
        List<Path> files;
        try (Stream<Path> all = Files.walk(examples)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*(/\\.terraform|tfstate).*"))
                    .toList();
        }
        for (Path file : files) {
            Path copy = cli.directory().resolve("docs/examples").resolve(examples.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    @Test
    void doesWhatTheReadmeSays() throws Exception {
        CallResult fresh = cli.runWithReports("plan", "--request", REQUEST).hasExitCode(0);
        assertThat(fresh.json().at("/totals").toString()).isEqualTo("{\"SUCCEEDED\":9,\"SKIPPED\":2}");
        assertThat(fresh.states()).containsEntry("database", "SKIPPED").containsEntry("app", "SKIPPED");
        assertThat(fresh.html()).startsWith("<!DOCTYPE html>").contains("database");
        assertThat(fresh.out()).doesNotContain("an-example-token");
        assertThat(fresh.html()).doesNotContain("an-example-token");

        cli.run("apply", "--request", REQUEST).hasExitCode(64);
        cli.run("apply", "--request", REQUEST, "--auto-approve").hasExitCode(0);

        CallResult again = cli.runWithReports("plan", "--detailed-exitcode", "--request", REQUEST)
                .hasExitCode(0);
        assertThat(again.json().at("/totals").toString()).isEqualTo("{\"SUCCEEDED\":11}");
        assertThat(again.json().get("hasChanges").asBoolean()).isFalse();
        assertThat(again.out()).contains("no changes").doesNotContain("no changes; no changes");

        CallResult destroyed = cli.runWithReports("destroy", "--request", REQUEST, "--auto-approve")
                .hasExitCode(0);
        assertThat(destroyed.json().at("/totals").toString()).isEqualTo("{\"SUCCEEDED\":11}");
    }

    @Test
    void examplesOfTroubleFailAndChangesHaveAnExitCodeOfTheirOwn() throws Exception {
        CallResult trouble = cli.runWithReports("plan", "--detailed-exitcode", "docs/examples/trouble/*")
                .hasExitCode(1);
        assertThat(trouble.states())
                .isEqualTo(Map.of(
                        "docs/examples/trouble/fails-in-apply", "SUCCEEDED",
                        "docs/examples/trouble/fails-in-plan", "FAILED",
                        "docs/examples/trouble/slow", "SUCCEEDED"));
        assertThat(trouble.out()).contains("The quota is 10 instances, 12 were asked for.");

        cli.run("plan", "--detailed-exitcode", "docs/examples/modules/queue").hasExitCode(2);
    }

    @Test
    void listsWhatWouldRunInOrderAndRunsNothing() throws Exception {
        CallResult list = cli.run("plan", "--list", "--request", REQUEST).hasExitCode(0);

        List<String> lines = list.out().lines().toList();
        assertThat(lines)
                .anyMatch(line ->
                        line.matches(" *\\d+  app +docs/examples/modules/app +- +1 unit +database, network .*"));
        assertThat(indexOf(lines, "network")).isLessThan(indexOf(lines, "database"));
        assertThat(indexOf(lines, "database")).isLessThan(indexOf(lines, "app"));
        assertThat(lines.stream().filter(line -> line.matches(" *\\d+  .*"))).hasSize(11);
        assertThat(cli.stateDirectory().resolve("runs")).doesNotExist();
        assertThat(cli.directory().resolve("docs/examples/modules/app/.terraform"))
                .doesNotExist();
    }

    @Test
    void reportsAreMadeFromAnyPartOfAJournal() throws Exception {
        CallResult run = cli.runWithReports("plan", "docs/examples/modules/shop", "docs/examples/trouble/*")
                .hasExitCode(1);
        CallResult report =
                cli.runWithReports("report", run.runDirectory().toString()).hasExitCode(1);
        assertThat(report.json()).isEqualTo(run.json());
        assertThat(report.junit()).isEqualTo(run.junit());

        Path journal = run.runDirectory().resolve("journal.ndjson");
        byte[] whole = Files.readAllBytes(journal);
        for (double part : new double[] {0.3, 0.61, 0.999}) {
            Files.write(journal, Arrays.copyOf(whole, (int) (whole.length * part)));
            CallResult cut =
                    cli.runWithReports("report", run.runDirectory().toString()).hasExitCode(1);
            assertThat(cut.json().get("status").asText()).isEqualTo("LOST");
            assertThat(cut.states()).hasSameSizeAs(run.states());
            assertThat(Set.copyOf(cut.states().values())).isSubsetOf("QUEUED", "RUNNING", "SUCCEEDED", "FAILED");
            assertThat(cut.out()).contains("resume '" + run.runDirectory() + "'");
            assertThat(cut.err()).isEmpty();
        }
        for (int bytes : new int[] {0, 100}) {
            Files.write(journal, Arrays.copyOf(whole, bytes));
            CallResult nothing =
                    cli.run("report", run.runDirectory().toString()).hasExitCode(64);
            assertThat(nothing.err()).contains("RUN_DIR", "has no beginning");
        }
    }

    @Test
    void printsACompletionScriptThatBashReads() throws Exception {
        CallResult completion = cli.run("generate-completion").hasExitCode(0);
        Path script = completion.directory().resolve(CallResult.OUT);
        Path words = world.resolve("words");
        String types = """
                source '%s' && COMP_WORDS=(terraform-parallel plan --pla) && COMP_CWORD=2 &&
                _complete_terraform-parallel && printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(script);

        Process syntax = cli.builder(List.of("bash", "-n", script.toString()))
                .inheritIO()
                .start();
        Process completes = cli.builder(List.of("bash", "-c", types))
                .redirectOutput(words.toFile())
                .start();

        assertThat(syntax.waitFor()).isZero();
        assertThat(completes.waitFor()).isZero();
        assertThat(Files.readAllLines(words)).containsExactly("--plan-dir");
    }

    private static int indexOf(List<String> lines, String unit) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(" *\\d+  " + unit + " .*")) {
                return i;
            }
        }
        throw new AssertionError(unit + " isn't listed in " + lines);
    }
}
