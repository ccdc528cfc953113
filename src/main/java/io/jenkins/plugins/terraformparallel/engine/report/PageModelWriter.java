package io.jenkins.plugins.terraformparallel.engine.report;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what the pages' renderer ({@code run.js}) shows, as compact JSON. This is no format for anybody else: renderer and
 * writer are of one version. What isn't known, and what is as usual, is left out.
 */
public final class PageModelWriter {

    /** So many resources or processes are told for one item; the unit's own document has them all. */
    private static final int DETAILS = 5;

    /**
     * The run, and the units that an event after {@link PageMoment#since} has told something of: all where it is 0, or
     * isn't one of this run.
     */
    public void overview(RunReport report, PageMoment moment, Writer out) throws IOException {
        try (JsonGenerator json = JsonReportWriter.generator(out)) {
            overview(report, moment, json);
        }
    }

    /** Everything about one unit: as in the result's JSON. */
    public void unit(UnitReport unit, Writer out) throws IOException {
        try (JsonGenerator json = JsonReportWriter.generator(out)) {
            JsonReportWriter.unit(json, unit);
        }
    }

    /** All planned changes, as one list of {@code [unit's index, action, address]}. */
    public void changes(RunReport report, Writer out) throws IOException {
        try (JsonGenerator json = JsonReportWriter.generator(out)) {
            json.writeStartArray();
            for (int i = 0; i < report.units().size(); i++) {
                for (ResourceChange change : report.units().get(i).resources()) {
                    json.writeStartArray();
                    json.writeNumber(i);
                    json.writeString(change.action());
                    json.writeString(change.address());
                    json.writeEndArray();
                }
            }
            json.writeEndArray();
        }
    }

    /** All of the above in one, for a page that can't ask for more. */
    void everything(RunReport report, PageMoment moment, Writer out) throws IOException {
        try (JsonGenerator json = JsonReportWriter.generator(out)) {
            json.writeStartObject();
            json.writeFieldName("overview");
            overview(report, moment, json);
            json.writeArrayFieldStart("units");
            for (UnitReport unit : report.units()) {
                JsonReportWriter.unit(json, unit);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void overview(RunReport report, PageMoment moment, JsonGenerator json) throws IOException {
        long since = moment.since() > report.events() ? 0 : moment.since();
        Map<Integer, List<AttentionItem>> attention =
                Attention.of(report).stream().collect(Collectors.groupingBy(AttentionItem::number));
        json.writeStartObject();
        json.writeNumberField("events", report.events());
        json.writeNumberField("since", since);
        json.writeBooleanField("complete", moment.complete());
        json.writeNumberField("now", moment.now().toEpochMilli());
        run(report, moment, json);
        json.writeArrayFieldStart("units");
        for (int i = 0; i < report.units().size(); i++) {
            UnitReport unit = report.units().get(i);
            if (since == 0 || unit.lastEvent() > since) {
                unit(report, unit, i, attention.getOrDefault(i + 1, List.of()), json);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void run(RunReport report, PageMoment moment, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("run");
        json.writeStringField("operation", report.operation().keyword());
        json.writeStringField("status", report.status().name());
        json.writeStringField("verdict", Verdict.of(report, TextCleaner::line));
        json.writeNumberField("started", report.startedAt().toEpochMilli());
        json.writeNumberField("duration", report.durationMillis());
        json.writeNumberField("slots", report.parallelUsed());
        json.writeNumberField("size", report.units().size());
        if (!report.remarks().isEmpty()) {
            strings(json, "remarks", report.remarks());
        }
        RunAbort abort = report.abort();
        if (abort != null) {
            json.writeObjectFieldStart("abort");
            json.writeStringField("cause", abort.cause());
            json.writeNumberField("at", abort.at().toEpochMilli());
            json.writeBooleanField("kill", abort.kill());
            json.writeEndObject();
        }
        number(json, "left", moment.leftMillis());
        number(json, "grace", moment.graceMillis());
        if (moment.abortable()) {
            json.writeBooleanField("abortable", true);
        }
        json.writeEndObject();
    }

    private static void unit(
            RunReport report, UnitReport unit, int index, List<AttentionItem> attention, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("i", index);
        text(json, "key", unit.key());
        json.writeStringField("name", unit.name());
        if (!unit.path().equals(unit.name())) {
            json.writeStringField("path", unit.path());
        }
        text(json, "workspace", unit.workspace());
        json.writeStringField("status", unit.status().name());
        text(json, "command", unit.command());
        text(json, "stopping", unit.stopping());
        Instant stoppingSince = unit.stoppingSince();
        if (stoppingSince != null) {
            json.writeNumberField("stoppingAt", stoppingSince.toEpochMilli());
        }
        if (unit.startedAt() != null) {
            json.writeNumberField("start", UnitFold.millis(report.startedAt(), unit.startedAt()));
        }
        json.writeNumberField("queued", unit.queuedMillis());
        json.writeNumberField("duration", unit.durationMillis());
        ChangeCounts changes = unit.changes();
        if (changes != null) {
            json.writeArrayFieldStart("changes");
            for (int count : new int[] {
                changes.add(),
                changes.change(),
                changes.destroy(),
                changes.imported(),
                changes.move(),
                changes.forget(),
                changes.outputs()
            }) {
                json.writeNumber(count);
            }
            json.writeEndArray();
        }
        text(json, "cause", unit.cause());
        if (!unit.dependsOn().isEmpty()) {
            strings(json, "dependsOn", unit.dependsOn());
        }
        Diagnostic error = unit.firstError();
        if (unit.isFailure() && error != null) {
            text(json, "place", Wording.place(error));
            text(json, "detail", Wording.causeDetail(unit));
        }
        if (unit.notes().provisional()) {
            json.writeBooleanField("provisional", true);
        }
        if (!attention.isEmpty()) {
            json.writeArrayFieldStart("attention");
            for (AttentionItem item : attention) {
                item(item, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void item(AttentionItem item, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", item.kind().name());
        json.writeStringField("text", item.text());
        if (!item.details().isEmpty()) {
            strings(
                    json,
                    "details",
                    item.details().subList(0, Math.min(DETAILS, item.details().size())));
            if (item.details().size() > DETAILS) {
                json.writeNumberField("more", item.details().size() - DETAILS);
            }
        }
        text(json, "command", item.command());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, @CheckForNull String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @CheckForNull Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
