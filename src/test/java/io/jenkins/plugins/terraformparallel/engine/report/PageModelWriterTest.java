package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PageModelWriterTest {

    private final PageModelWriter writer = new PageModelWriter();

    @Test
    void whoKnowsNothingIsToldEverything() throws IOException {
        JsonNode model = overview(SampleRun.ofEverything().report(RunStatus.FAILED), 0);

        assertThat(model.at("/run/verdict").asText()).startsWith("1 of 6 failed");
        assertThat(model.at("/complete").asBoolean()).isTrue();
        assertThat(model.at("/units")).hasSize(6);
        JsonNode network = model.at("/units/0");
        assertThat(network.at("/name").asText()).isEqualTo("network");
        assertThat(network.at("/status").asText()).isEqualTo("FAILED");
        assertThat(network.at("/cause").asText()).isEqualTo("Unsupported argument");
        assertThat(network.at("/place").asText()).isEqualTo("main.tf:3");
        assertThat(model.at("/units/2/changes").toString()).isEqualTo("[3,1,1,0,0,0,0]");
        assertThat(model.at("/units/3/attention"))
                .extracting(item -> item.get("kind").asText())
                .containsExactly("STATE_FILE", "LOCK", "LEFT", "TAINTED");
    }

    @Test
    void whoKnowsEarlierEventsIsToldOnlyWhatCameLater() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).unit("b", "b", null);
        run.start("a");
        long known = run.unfinished(true).events();
        run.start("b");

        assertThat(names(overview(run.unfinished(true), known))).containsExactly("b");
        assertThat(names(overview(run.unfinished(true), known + 1))).isEmpty();
    }

    @Test
    void whoKnowsEventsOfAnotherRunIsToldEverything() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).unit("b", "b", null);

        JsonNode model = overview(run.unfinished(true), 1000);

        assertThat(model.at("/since").asLong()).isZero();
        assertThat(names(model)).containsExactly("a", "b");
    }

    @Test
    void tellsWhatATerraformDoesAndThatItIsBeingStopped() throws IOException {
        SampleRun run = new SampleRun(Operation.APPLY).unit("a", "a", null).start("a");
        run.event(new RunEvent.ChainStarting(
                run.tick(),
                "a",
                1,
                List.of(new RunEvent.PlannedProcess(1, "init"), new RunEvent.PlannedProcess(2, "plan"))));
        assertThat(unit(run).at("/command").asText()).isEqualTo("init");

        run.process("a", "init", 0, SampleRun.plan(0, 0, 0));
        assertThat(unit(run).at("/command").asText()).isEqualTo("plan");

        run.event(new RunEvent.AbortRequested(run.tick(), "alice", false));
        run.event(new RunEvent.UnitInterrupted(run.tick(), "a", "interrupted by alice"));
        assertThat(unit(run).at("/stopping").asText()).isEqualTo("interrupted by alice");
        assertThat(overview(run.unfinished(true), 0).at("/run/abort/cause").asText())
                .isEqualTo("alice");

        run.end("a", UnitState.ABORTED, "interrupted by alice");
        assertThat(unit(run).has("command")).isFalse();
        assertThat(unit(run).has("stopping")).isFalse();
    }

    @Test
    void allChangesAreOneList() throws IOException {
        StringWriter out = new StringWriter();
        writer.changes(SampleRun.ofEverything().report(RunStatus.FAILED), out);

        assertThat(out)
                .hasToString("[[2,\"create\",\"terraform_data.a\"],[2,\"replace\",\"terraform_data.b[\\\"x\\\"]\"],"
                        + "[2,\"destroy\",\"module.cdn.terraform_data.edge\"]]");
    }

    @Test
    void aThousandUnitsFitThroughTheWire() throws IOException {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (int i = 0; i < 1000; i++) {
            String name = "area-" + i % 17 + "/module-" + i;
            ResourceChange[] changes = new ResourceChange[i % 12];
            for (int j = 0; j < changes.length; j++) {
                changes[j] = new ResourceChange(
                        "module.part_" + j + ".terraform_data.resource[\"" + i * 31 % 97 + "\"]",
                        j % 4 == 0 ? "destroy" : "create");
            }
            run.unit(name, name, i % 3 == 0 ? "eu" : null).start(name);
            run.process(name, "init", 0, SampleRun.plan(0, 0, 0));
            run.process(name, "plan", 2, SampleRun.plan(i % 7, i % 3, i % 2, changes));
            if (i % 10 == 0) {
                run.process(
                        name, "plan", 1, SampleRun.errors(SampleRun.error("Unsupported argument " + i, "", "a.tf", i)));
            }
            run.end(name, i % 10 == 0 ? UnitState.FAILED : UnitState.SUCCEEDED, null);
        }
        RunReport report = run.report(RunStatus.FAILED);

        int page = compressed(out -> writer.overview(report, PageMoment.complete(report.startedAt()), out));
        int result = compressed(out -> new JsonReportWriter().write(report, RunFiles.NONE, out));
        System.out.printf("1,000 units, compressed: %d kB for the page, %d kB of JSON%n", page / 1000, result / 1000);

        assertThat(page).isLessThan(400_000);
        assertThat(result).isLessThan(400_000);
    }

    private JsonNode unit(SampleRun run) throws IOException {
        return overview(run.unfinished(true), 0).at("/units/0");
    }

    private JsonNode overview(RunReport report, long since) throws IOException {
        StringWriter out = new StringWriter();
        writer.overview(report, new PageMoment(report.startedAt(), since, report.isOver(), null, null, false), out);
        return new ObjectMapper().readTree(out.toString());
    }

    private static List<String> names(JsonNode model) {
        return model.at("/units").findValuesAsText("name");
    }

    private static int compressed(Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            body.write(out);
        }
        return bytes.size();
    }

    private interface Body {
        void write(Writer out) throws IOException;
    }
}
