package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a console shows at the end of a run: the verdict, the units, each failure's first error, what a person has
 * to do, and where the reports are. Plain text; nothing that a module is called or that terraform has printed can start a
 * line of its own or control the terminal.
 */
public final class ConsoleSummary {

    /** With more units, those that succeeded without changes are only counted. */
    private static final int SHORT_LIST = 50;

    private static final int DETAIL_LINES = 12;
    private static final int MAX_DETAILS = 20;
    private static final int MIN_WIDTH = 60;
    private static final int MAX_NAME = 48;
    private static final String GAP = "  ";
    private static final String LINE = System.lineSeparator();

    private final RunReport report;
    private final int width;
    private final Appendable out;

    private ConsoleSummary(RunReport report, int width, Appendable out) {
        this.report = report;
        this.width = Math.max(MIN_WIDTH, width);
        this.out = out;
    }

    /**
     * Writes the summary.
     *
     * @param width of the console in columns; below 60 counts as 60
     * @param reports files that were written, as the user knows them; may be empty
     */
    public static void write(RunReport report, int width, List<String> reports, Appendable out) throws IOException {
        ConsoleSummary summary = new ConsoleSummary(report, width, out);
        summary.verdict();
        summary.units();
        summary.failures();
        summary.attention();
        summary.places(reports);
    }

    private void verdict() throws IOException {
        line("terraform " + report.operation().keyword() + ": " + Verdict.of(report) + " ("
                + Wording.duration(report.durationMillis()) + ")");
        for (String remark : report.remarks()) {
            line(remark);
        }
    }

    private void units() throws IOException {
        List<UnitReport> shown = report.units().size() <= SHORT_LIST
                ? report.units()
                : report.units().stream()
                        .filter(unit -> unit.status() != UnitState.SUCCEEDED || unit.hasChanges())
                        .toList();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("STATE", "UNIT", "DURATION", "CHANGES", "REASON"));
        shown.forEach(unit -> rows.add(Row.of(unit)));
        int state = rows.stream()
                .mapToInt(row -> ConsoleText.width(row.state()))
                .max()
                .orElse(0);
        int name = Math.min(
                MAX_NAME,
                rows.stream()
                        .mapToInt(row -> ConsoleText.width(row.name()))
                        .max()
                        .orElse(0));
        int duration = rows.stream()
                .mapToInt(row -> ConsoleText.width(row.duration()))
                .max()
                .orElse(0);
        int changes = rows.stream()
                .mapToInt(row -> ConsoleText.width(row.changes()))
                .max()
                .orElse(0);
        out.append(LINE);
        for (Row row : rows) {
            String text = ConsoleText.padRight(row.state(), state)
                    + GAP
                    + ConsoleText.padRight(ConsoleText.cut(row.name(), name), name)
                    + GAP
                    + ConsoleText.padLeft(row.duration(), duration)
                    + GAP
                    + ConsoleText.padRight(row.changes(), changes)
                    + GAP
                    + row.reason();
            line(ConsoleText.cut(text.stripTrailing(), width));
        }
        int hidden = report.units().size() - shown.size();
        if (hidden > 0) {
            line(Wording.count(hidden, "more unit") + " succeeded without changes");
        }
    }

    private void failures() throws IOException {
        List<UnitReport> failures = report.failures();
        if (failures.isEmpty()) {
            return;
        }
        out.append(LINE);
        line("Failures:");
        for (UnitReport unit : failures) {
            failure(unit);
        }
    }

    private void failure(UnitReport unit) throws IOException {
        Diagnostic error = unit.firstError();
        line("  " + unit.name() + " " + Wording.state(unit.status()) + suffix(unit.reason()));
        if (error != null) {
            String place = Wording.place(error);
            block("Error: " + error.summary() + (place == null ? "" : " (" + place + ")"));
            block(error.detail());
        }
        line("    log: " + unit.log());
    }

    private void attention() throws IOException {
        List<AttentionItem> items = Attention.of(report).stream()
                .filter(item -> item.kind() != AttentionItem.Kind.DESTROY)
                .toList();
        AttentionItem.Kind last = null;
        for (AttentionItem item : items) {
            if (item.kind() != last) {
                out.append(LINE);
                line(item.kind().title() + ":");
                last = item.kind();
            }
            line("  " + item.unit().name() + ": " + item.text());
            for (String detail : item.details()
                    .subList(0, Math.min(MAX_DETAILS, item.details().size()))) {
                line("    " + detail);
            }
            if (item.details().size() > MAX_DETAILS) {
                line("    and " + (item.details().size() - MAX_DETAILS) + " more");
            }
            if (item.command() != null) {
                line("    run: " + item.command());
            }
        }
    }

    private void places(List<String> reports) throws IOException {
        out.append(LINE);
        for (String path : reports) {
            line("Report: " + path);
        }
        if (report.runDirectory() != null) {
            line("Run directory (journal, logs): " + report.runDirectory());
        }
    }

    /** Several lines of terraform, indented so that they can't be taken for ours. */
    private void block(String text) throws IOException {
        List<String> lines = TextCleaner.text(text).strip().lines().toList();
        for (String one : lines.subList(0, Math.min(DETAIL_LINES, lines.size()))) {
            line("    " + one);
        }
        if (lines.size() > DETAIL_LINES) {
            line("    (" + Wording.count(lines.size() - DETAIL_LINES, "more line") + " in the log)");
        }
    }

    private void line(String text) throws IOException {
        out.append(TextCleaner.line(text)).append(LINE);
    }

    private static String suffix(@CheckForNull String reason) {
        return reason == null ? "" : ": " + reason;
    }

    /** One line of the table, clean. */
    private record Row(String state, String name, String duration, String changes, String reason) {

        static Row of(UnitReport unit) {
            String cause = unit.cause();
            return new Row(
                    unit.status().name(),
                    TextCleaner.line(unit.name()),
                    unit.startedAt() == null ? "" : Wording.duration(unit.durationMillis()),
                    Wording.changes(unit) + (unit.notes().provisional() ? " (provisional)" : ""),
                    cause == null ? "" : TextCleaner.firstLine(cause));
        }
    }
}
