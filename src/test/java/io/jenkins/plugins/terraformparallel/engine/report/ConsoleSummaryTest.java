package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {

    @Test
    void saysWhatAPersonHasToKnow() throws IOException {
        String text = summary(SampleRun.ofEverything().report(RunStatus.FAILED), 120);

        assertThat(text)
                .startsWith("terraform plan: 1 of 6 failed, 1 timed out, 1 aborted, 1 skipped because of network;")
                .contains("4 used\n")
                .contains("    Error: Unsupported argument (main.tf:3)\n")
                .contains("    Error: Failed to save state\n")
                .contains("    log: logs/0.log\n")
                .contains("    state/data-store.tfstate\n    run: cd data/store && terraform state push")
                .contains("    run: terraform force-unlock 0f3c-11\n")
                .contains("    terraform_data.slow\n")
                .contains("    4711 sleep 600 (ended)\n")
                .contains("Report: out/report.html\n")
                .endsWith("Run directory (journal, logs): /runs/run-1\n");
    }

    @Test
    void columnsAreAligned() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).unit("日本", "b", null);
        run.start("a").end("a", UnitState.SUCCEEDED, null).end("日本", UnitState.SKIPPED, "why");

        assertThat(summary(run.report(RunStatus.FAILED), 100))
                .contains("STATE      UNIT  DURATION  CHANGES  REASON\n")
                .contains("SUCCEEDED  a        1.0 s  –\n")
                .contains("SKIPPED    日本            –        why\n");
    }

    @Test
    void noLineOfTheTableIsWiderThanTheConsole() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN);
        String name = "very/long/".repeat(20);
        run.unit(name, "a", null).start(name).end(name, UnitState.FAILED, "because ".repeat(50));

        assertThat(summary(run.report(RunStatus.FAILED), 80).lines().filter(line -> line.startsWith("FAILED ")))
                .hasSize(1)
                .allMatch(line -> ConsoleText.width(line) == 80 && line.endsWith("…"));
    }

    @Test
    void hostileNamesFakeNoLinesAndControlNothing() throws IOException {
        String text = summary(Hostile.report(), 100);

        assertThat(text.chars()).noneMatch(c -> Character.isISOControl(c) && c != '\n');
        assertThat(text.lines()).noneMatch(line -> line.startsWith("SUCCEEDED  everything"));
        assertThat(text).doesNotContain("\u202E");
    }

    @Test
    void aLargeRunListsOnlyWhatIsOfInterest() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (int i = 0; i < 100; i++) {
            run.unit("u" + i, "u", null)
                    .start("u" + i)
                    .end("u" + i, i == 7 ? UnitState.FAILED : UnitState.SUCCEEDED, null);
        }

        assertThat(summary(run.report(RunStatus.FAILED), 100))
                .contains("FAILED  u7 ")
                .contains("99 more units succeeded without changes\n")
                .doesNotContain("u8 ");
    }

    private static String summary(RunReport report, int width) throws IOException {
        StringBuilder out = new StringBuilder();
        ConsoleSummary.write(report, width, List.of("out/report.html"), out);
        return out.toString().replace(System.lineSeparator(), "\n");
    }
}
