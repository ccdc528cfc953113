package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the run as GitHub Flavored Markdown that fits into a comment of a pull request, whatever its size: what matters
 * most comes first, and what doesn't fit is counted.
 */
public final class MarkdownReportWriter implements ReportWriter {

    /** GitHub refuses comments of more than 65,536 characters. */
    static final int MAX_LENGTH = 64_900;

    /** The parts of the document end here at the latest, so that one leaves room for the next. */
    private static final int END_OF_REMARKS = 6_000;

    private static final int END_OF_TABLE = 24_000;

    private static final int END_OF_ATTENTION = 36_000;
    private static final int END_OF_FAILURES = 50_000;
    private static final int RESERVE = 200;

    private static final int NAME = 100;
    private static final int SENTENCE = 300;
    private static final int ERROR = 3_000;
    private static final int DETAILS = 20;
    private static final int SHORT_DIFF = 2_000;

    @Override
    public void write(RunReport report, RunFiles files, Writer out) throws IOException {
        out.write(text(report, files));
    }

    /** The whole document: at most {@value #MAX_LENGTH} characters. */
    static String text(RunReport report, RunFiles files) {
        BoundedText text = new BoundedText(MAX_LENGTH - RESERVE);
        text.add("### " + mark(report) + " terraform "
                + report.operation().keyword() + ": " + Verdict.of(report, name -> MarkdownText.code(name, NAME))
                + "\n\n");
        text.add(facts(report));
        text.limit(END_OF_REMARKS);
        remarks(text, report.remarks());
        text.limit(END_OF_TABLE);
        text.add("\n");
        table(text, report);
        text.limit(END_OF_ATTENTION);
        attention(text, report);
        text.limit(END_OF_FAILURES);
        failures(text, report);
        text.limit(MAX_LENGTH - RESERVE);
        plans(text, report, files);
        return text.toString();
    }

    private static String mark(RunReport report) {
        return switch (report.status()) {
            case SUCCEEDED -> "✅";
            case RUNNING -> "⏳";
            case FAILED, LOST -> "❌";
            case ABORTED -> "⏹️";
        };
    }

    private static String facts(RunReport report) {
        List<String> totals = new ArrayList<>();
        report.totals()
                .forEach((state, count) -> totals.add(
                        count + " " + ShownState.of(state, report.status()).word()));
        return String.join(" · ", totals) + " · " + Wording.duration(report.durationMillis()) + " · "
                + MarkdownText.code(report.executable() + " " + report.version(), NAME) + "\n\n";
    }

    private static void remarks(BoundedText text, List<String> remarks) {
        int shown = 0;
        for (String remark : remarks) {
            if (!text.add("- " + MarkdownText.code(remark, SENTENCE) + "\n")) {
                break;
            }
            shown++;
        }
        omitted(text, remarks.size() - shown, "remark");
    }

    private static void table(BoundedText text, RunReport report) {
        text.add("| state | unit | duration | changes | first error or reason |\n|---|---|--:|---|---|\n");
        List<UnitReport> units = report.units().stream()
                .sorted(Comparator.comparingInt(MarkdownReportWriter::urgency))
                .toList();
        int shown = 0;
        for (UnitReport unit : units) {
            String cause = unit.cause();
            ShownState state = ShownState.of(unit.status(), report.status());
            String row = "| " + state.symbol() + " " + state.word() + " | "
                    + MarkdownText.code(unit.name(), NAME) + " | "
                    + (unit.startedAt() == null ? "" : Wording.duration(unit.durationMillis())) + " | "
                    + Wording.changes(unit) + (unit.notes().provisional() ? " (provisional)" : "") + " | "
                    + (cause == null ? "" : MarkdownText.code(TextCleaner.firstLine(cause), NAME)) + " |\n";
            if (!text.add(row)) {
                break;
            }
            shown++;
        }
        omitted(text, units.size() - shown, "unit");
    }

    private static int urgency(UnitReport unit) {
        if (unit.isFailure()) {
            return 0;
        }
        if (unit.status() == UnitState.SKIPPED) {
            return 1;
        }
        return unit.hasChanges() ? 2 : 3;
    }

    private static void attention(BoundedText text, RunReport report) {
        List<AttentionItem> items = Attention.of(report);
        if (items.isEmpty()) {
            return;
        }
        text.add("\n#### Needs your eyes\n\n");
        int shown = 0;
        for (AttentionItem item : items) {
            StringBuilder line = new StringBuilder("- **" + item.kind().title() + "** "
                    + MarkdownText.code(item.unit().name(), NAME) + ": " + item.text());
            item.details().stream()
                    .limit(DETAILS)
                    .forEach(detail -> line.append("\n  - ").append(MarkdownText.code(detail, NAME)));
            if (item.details().size() > DETAILS) {
                line.append("\n  - and ")
                        .append(item.details().size() - DETAILS)
                        .append(" more");
            }
            String command = item.command();
            if (command != null) {
                line.append("\n  - run: ").append(MarkdownText.code(command, 2 * SENTENCE));
            }
            if (!text.add(line.append('\n'))) {
                break;
            }
            shown++;
        }
        omitted(text, items.size() - shown, "item");
    }

    private static void failures(BoundedText text, RunReport report) {
        List<UnitReport> failures = report.failures();
        if (failures.isEmpty()) {
            return;
        }
        text.add("\n#### First errors\n\n");
        int shown = 0;
        for (UnitReport unit : failures) {
            if (!text.add(MarkdownText.code(unit.name(), NAME) + " "
                    + Wording.state(unit.status()) + "\n\n"
                    + MarkdownText.block("", MarkdownText.cut(error(unit), ERROR)) + "\n")) {
                break;
            }
            shown++;
        }
        omitted(text, failures.size() - shown, "failure");
    }

    private static String error(UnitReport unit) {
        StringBuilder text = new StringBuilder();
        Diagnostic error = unit.firstError();
        if (unit.reason() != null) {
            text.append(unit.reason()).append('\n');
        }
        if (error != null) {
            String place = Wording.place(error);
            text.append("Error: ").append(error.summary());
            text.append(place == null ? "" : " (" + place + ")").append('\n');
            text.append(error.detail()).append('\n');
        }
        return text.length() == 0 ? "no error was reported; see " + unit.log() : text.toString();
    }

    private static void plans(BoundedText text, RunReport report, RunFiles files) {
        List<UnitReport> changed = report.units().stream()
                .filter(unit -> unit.hasChanges() || unit.notes().diff() != null)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        text.add("\n#### Changes\n\n");
        int shown = 0;
        for (UnitReport unit : changed) {
            // Each gets its share of what is left, so that one long diff doesn't hide the others.
            if (!plan(text, unit, files, Math.max(SHORT_DIFF, text.left() / (changed.size() - shown)))) {
                break;
            }
            shown++;
        }
        omitted(text, changed.size() - shown, "changed unit");
    }

    private static boolean plan(BoundedText text, UnitReport unit, RunFiles files, int share) {
        String start = "<details><summary>" + MarkdownText.code(unit.name(), NAME) + " " + Wording.changes(unit)
                + "</summary>\n\n";
        String end = "\n</details>\n\n";
        StringBuilder resources = new StringBuilder();
        unit.resources().stream().limit(DETAILS).forEach(change -> resources.append(resource(change)));
        if (unit.resources().size() > DETAILS) {
            resources.append("- and ").append(unit.resources().size() - DETAILS).append(" more\n");
        }
        int room = Math.min(share, text.left()) - start.length() - end.length() - resources.length() - 1;
        return text.add(start + resources + "\n" + diff(unit, files, room) + end);
    }

    private static String resource(ResourceChange change) {
        return "- " + MarkdownText.code(change.action(), NAME) + " " + MarkdownText.code(change.address(), NAME) + "\n";
    }

    /** The diff, or as much of it as there is room for. */
    private static String diff(UnitReport unit, RunFiles files, int room) {
        String path = unit.notes().diff();
        if (path == null) {
            return "";
        }
        String more = "The whole diff: " + MarkdownText.code(path, NAME) + "\n";
        FileExcerpt excerpt = files.head(path, ReportLimits.DIFF);
        if (excerpt.problem() != null) {
            return more;
        }
        String diff = DiffLine.markersFirst(TextCleaner.text(excerpt.text()));
        String whole = MarkdownText.block("diff", diff);
        if (excerpt.omittedBytes() == 0 && whole.length() <= room) {
            return whole;
        }
        // A fence is at most as long as the text, so leave room for two and for the sentence.
        int fences = whole.length() - diff.length() + 1;
        int length = Math.min(diff.length(), room - fences - more.length());
        int lastLine = length <= 0 ? -1 : diff.lastIndexOf('\n', length - 1);
        return lastLine <= 0 ? more : MarkdownText.block("diff", diff.substring(0, lastLine + 1)) + "\n" + more;
    }

    private static void omitted(BoundedText text, int count, String noun) {
        if (count > 0) {
            int limit = text.left() + text.toString().length();
            text.limit(limit + RESERVE);
            text.add("\n" + count + " more " + noun + (count == 1 ? " is" : "s are") + " not shown here.\n");
            text.limit(limit);
        }
    }
}
