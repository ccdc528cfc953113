package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.testing.ResultSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonReportWriterTest {

    private final ResultSchema schema;

    JsonReportWriterTest() throws IOException {
        schema = ResultSchema.load();
    }

    @Property(tries = 150)
    void whateverHappensTheResultFitsItsSchema(@ForAll long seed, @ForAll boolean engineLives) throws IOException {
        RunReportFold fold = new RunReportFold(seed % 2 == 0 ? null : "/runs/1");
        RandomRun.events(seed).forEach(fold::apply);

        assertThat(schema.mistakes(json(fold.report(SampleRun.START.plusSeconds(900), engineLives))))
                .isEmpty();
    }

    @Test
    void everythingThatAUnitCanHaveFitsTheSchema() throws IOException {
        assertThat(schema.mistakes(json(SampleRun.ofEverything().report(RunStatus.FAILED))))
                .isEmpty();
        assertThat(schema.mistakes(json(Hostile.report()))).isEmpty();
    }

    @Test
    void theSchemaFindsMistakes() throws IOException {
        String json = json(SampleRun.ofEverything().report(RunStatus.FAILED));

        assertThat(schema.mistakes(json.replace("\"TIMED_OUT\"", "\"LATE\""))).isNotEmpty();
        assertThat(schema.mistakes(json.replaceFirst("\"queuedMillis\"", "\"queued\"")))
                .isNotEmpty();
        assertThat(schema.mistakes(json.replaceFirst("\\.000Z", "Z"))).isNotEmpty();
    }

    @Test
    void theKeysComeInTheDocumentedOrder() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(json(SampleRun.ofEverything().report(RunStatus.FAILED)));

        assertThat(names(json))
                .containsExactly(
                        "schema",
                        "operation",
                        "id",
                        "runDir",
                        "status",
                        "parallel",
                        "executable",
                        "version",
                        "startedAt",
                        "durationMillis",
                        "totals",
                        "hasChanges",
                        "remarks",
                        "units");
        assertThat(names(json.at("/units/3")))
                .containsExactly(
                        "name",
                        "path",
                        "workspace",
                        "status",
                        "exitCode",
                        "attempts",
                        "dependsOn",
                        "startedAt",
                        "queuedMillis",
                        "durationMillis",
                        "hasChanges",
                        "changes",
                        "resources",
                        "outputs",
                        "diagnostics",
                        "processes",
                        "reason",
                        "log",
                        "tainted",
                        "lock",
                        "stateFile",
                        "left");
        assertThat(names(json.at("/units/2/changes")))
                .containsExactly("add", "change", "destroy", "import", "move", "forget", "outputs");
    }

    @Test
    void aSensitiveOutputIsNullWhateverItHolds() throws IOException {
        SampleRun run = new SampleRun(Operation.APPLY).unit("a", "a", null).start("a");
        OutputValue leaked = new OutputValue(JsonNodeFactory.instance.textNode("hunter2"), true);
        run.process("a", "apply", 0, SampleRun.outputs(Map.of("password", leaked)));

        assertThat(json(run.unfinished(true))).contains("\"password\"").doesNotContain("hunter2");
    }

    @Test
    void textsArriveAsTheyAreAndCanBeEncoded() throws IOException {
        String json = json(Hostile.report());

        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json)).isTrue();
        List<String> reasons = new ArrayList<>();
        new ObjectMapper()
                .readTree(json)
                .get("units")
                .forEach(unit -> reasons.add(unit.get("reason").textValue()));
        assertThat(reasons).isEqualTo(Hostile.ALL);
    }

    @Test
    void theWriterStaysOpen() throws IOException {
        StringWriter out = new StringWriter() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        new JsonReportWriter().write(SampleRun.ofEverything().unfinished(true), RunFiles.NONE, out);

        assertThat(out.toString()).endsWith("}\n");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String json(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        new JsonReportWriter().write(report, RunFiles.NONE, out);
        return out.toString();
    }
}
