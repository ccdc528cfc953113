package io.jenkins.plugins.terraformparallel.engine.report;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.LeftProcess;
import io.jenkins.plugins.terraformparallel.engine.event.StateFile;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes the result as JSON, described by {@code docs/result.schema.json}. What isn't known is null; what a unit rarely
 * has (a lock, a kept state file) is left out where it has none.
 */
public final class JsonReportWriter implements ReportWriter {

    /** The version of the format; it grows only where readers of the old one would be misled. */
    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    // Surrogates as escapes, so that a lone one is no encoding error.
                    .highestNonEscapedChar(0xD7FF)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build())
            .build();

    @Override
    public void write(RunReport report, RunFiles files, Writer out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            run(json, report);
        }
        out.write('\n');
    }

    /** Writes JSON that any text survives in, and closes nothing. */
    static JsonGenerator generator(Writer out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    private static void run(JsonGenerator json, RunReport report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("operation", report.operation().keyword());
        json.writeStringField("id", report.id());
        json.writeStringField("runDir", report.runDirectory());
        json.writeStringField("status", report.status().name());
        json.writeObjectFieldStart("parallel");
        json.writeNumberField("asked", report.parallelAsked());
        json.writeNumberField("used", report.parallelUsed());
        json.writeEndObject();
        json.writeStringField("executable", report.executable());
        json.writeStringField("version", report.version());
        instant(json, "startedAt", report.startedAt());
        json.writeNumberField("durationMillis", report.durationMillis());
        json.writeObjectFieldStart("totals");
        for (Map.Entry<UnitState, Integer> total : report.totals().entrySet()) {
            json.writeNumberField(total.getKey().name(), total.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("hasChanges", report.hasChanges());
        strings(json, "remarks", report.remarks());
        json.writeArrayFieldStart("units");
        for (UnitReport unit : report.units()) {
            unit(json, unit);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void unit(JsonGenerator json, UnitReport unit) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", unit.name());
        json.writeStringField("path", unit.path());
        json.writeStringField("workspace", unit.workspace());
        json.writeStringField("status", unit.status().name());
        number(json, "exitCode", unit.exitCode());
        json.writeNumberField("attempts", unit.attempts());
        strings(json, "dependsOn", unit.dependsOn());
        instant(json, "startedAt", unit.startedAt());
        json.writeNumberField("queuedMillis", unit.queuedMillis());
        json.writeNumberField("durationMillis", unit.durationMillis());
        json.writeBooleanField("hasChanges", unit.hasChanges());
        changes(json, unit.changes());
        json.writeArrayFieldStart("resources");
        for (ResourceChange change : unit.resources()) {
            json.writeStartObject();
            json.writeStringField("address", change.address());
            json.writeStringField("action", change.action());
            json.writeEndObject();
        }
        json.writeEndArray();
        outputs(json, unit.outputs());
        json.writeArrayFieldStart("diagnostics");
        for (Diagnostic diagnostic : unit.diagnostics()) {
            diagnostic(json, diagnostic);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("processes");
        for (ProcessReport process : unit.processes()) {
            process(json, process);
        }
        json.writeEndArray();
        json.writeStringField("reason", unit.reason());
        json.writeStringField("log", unit.log());
        if (!unit.remarks().isEmpty()) {
            strings(json, "remarks", unit.remarks());
        }
        notes(json, unit.notes());
        json.writeEndObject();
    }

    private static void changes(JsonGenerator json, @CheckForNull ChangeCounts changes) throws IOException {
        if (changes == null) {
            json.writeNullField("changes");
            return;
        }
        json.writeObjectFieldStart("changes");
        json.writeNumberField("add", changes.add());
        json.writeNumberField("change", changes.change());
        json.writeNumberField("destroy", changes.destroy());
        json.writeNumberField("import", changes.imported());
        json.writeNumberField("move", changes.move());
        json.writeNumberField("forget", changes.forget());
        json.writeNumberField("outputs", changes.outputs());
        json.writeEndObject();
    }

    private static void outputs(JsonGenerator json, Map<String, OutputValue> outputs) throws IOException {
        json.writeObjectFieldStart("outputs");
        for (Map.Entry<String, OutputValue> output : outputs.entrySet()) {
            json.writeObjectFieldStart(output.getKey());
            // Whatever a sensitive one holds: it is written as null.
            json.writeFieldName("value");
            json.writeTree(
                    output.getValue().sensitive() ? null : output.getValue().value());
            json.writeBooleanField("sensitive", output.getValue().sensitive());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void diagnostic(JsonGenerator json, Diagnostic diagnostic) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", Wording.state(diagnostic.severity()));
        json.writeStringField("summary", diagnostic.summary());
        json.writeStringField("detail", diagnostic.detail());
        json.writeStringField("address", diagnostic.address());
        json.writeStringField("file", diagnostic.file());
        number(json, "line", diagnostic.line());
        json.writeEndObject();
    }

    private static void process(JsonGenerator json, ProcessReport process) throws IOException {
        json.writeStartObject();
        json.writeStringField("command", process.command());
        number(json, "exitCode", process.exitCode());
        instant(json, "startedAt", process.startedAt());
        json.writeNumberField("durationMillis", process.durationMillis());
        json.writeEndObject();
    }

    private static void notes(JsonGenerator json, UnitNotes notes) throws IOException {
        if (notes.diff() != null) {
            json.writeStringField("diff", notes.diff());
        }
        if (notes.provisional()) {
            json.writeBooleanField("provisional", true);
        }
        if (notes.replannedDiff() != null) {
            json.writeStringField("replannedDiff", notes.replannedDiff());
        }
        if (!notes.tainted().isEmpty()) {
            strings(json, "tainted", notes.tainted());
        }
        StateLock lock = notes.lock();
        if (lock != null) {
            json.writeObjectFieldStart("lock");
            json.writeStringField("id", lock.id());
            json.writeStringField("who", lock.who());
            json.writeStringField("created", lock.created());
            json.writeStringField("forceUnlock", lock.forceUnlock());
            json.writeEndObject();
        }
        StateFile stateFile = notes.stateFile();
        if (stateFile != null) {
            json.writeObjectFieldStart("stateFile");
            json.writeStringField("path", stateFile.path());
            json.writeStringField("push", stateFile.push());
            json.writeEndObject();
        }
        if (!notes.left().isEmpty()) {
            json.writeArrayFieldStart("left");
            for (LeftProcess left : notes.left()) {
                json.writeStartObject();
                json.writeNumberField("pid", left.pid());
                json.writeStringField("command", left.command());
                json.writeBooleanField("ended", left.ended());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void instant(JsonGenerator json, String name, @CheckForNull Instant instant) throws IOException {
        json.writeStringField(name, instant == null ? null : EventJson.instant(instant));
    }

    private static void number(JsonGenerator json, String name, @CheckForNull Integer value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
