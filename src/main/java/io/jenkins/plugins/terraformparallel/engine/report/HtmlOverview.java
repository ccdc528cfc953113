package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The upper part of the HTML report: verdict, what needs eyes first, the table of units; and the run's facts. */
final class HtmlOverview {

    /** So many resources or processes are listed for one item; its unit's section has them all. */
    private static final int DETAILS = 20;

    private final HtmlOut html;
    private final HtmlWords words;
    private final RunReport report;

    HtmlOverview(HtmlOut html, RunReport report) {
        this.html = html;
        this.words = new HtmlWords(html);
        this.report = report;
    }

    void verdict() throws IOException {
        html.open("header", "class", "verdict " + HtmlWords.stateClass(report.status()), "data-tfp-plain", "")
                .line();
        html.element("p", "terraform " + report.operation().keyword(), "class", "kicker")
                .line();
        html.element("h1", Verdict.of(report)).line();
        html.open("p", "class", "when").text("Started ");
        words.moment(report.startedAt());
        html.text(report.isOver() ? ", took " : ", running for ")
                .text(Wording.duration(report.durationMillis()))
                .close()
                .line();
        bar();
        html.open("ul", "class", "counts").line();
        for (Map.Entry<UnitState, Integer> total : report.totals().entrySet()) {
            ShownState state = shown(total.getKey());
            html.open("li", "class", HtmlWords.stateClass(state));
            html.element("span", state.symbol(), "class", "symbol", "aria-hidden", "true");
            html.text(" ").element("strong", String.valueOf(total.getValue()));
            html.text(" " + state.word()).close().line();
        }
        html.close().line().close().line();
    }

    /** A picture of the counts below it. Its colours are attributes, too, for where styles are refused. */
    private void bar() throws IOException {
        int all = report.units().size();
        html.open(
                "svg",
                "class",
                "bar",
                "viewBox",
                "0 0 " + Math.max(1, all) + " 1",
                "width",
                "100%",
                "height",
                "10",
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true",
                "focusable",
                "false");
        int x = 0;
        for (Map.Entry<UnitState, Integer> total : report.totals().entrySet()) {
            String width = String.valueOf(total.getValue());
            html.open(
                            "rect",
                            "class",
                            HtmlWords.stateClass(shown(total.getKey())),
                            "x",
                            String.valueOf(x),
                            "width",
                            width,
                            "height",
                            "1",
                            "fill",
                            fill(total.getKey()))
                    .close();
            x += total.getValue();
        }
        html.close().line();
    }

    void attention(List<AttentionItem> items) throws IOException {
        List<UnitReport> failures = report.failures();
        if (failures.isEmpty() && items.isEmpty() && report.remarks().isEmpty()) {
            return;
        }
        html.open("section", "class", "attention", "aria-labelledby", "attention", "data-tfp-plain", "")
                .line();
        html.element("h2", "Look at these first", "id", "attention").line();
        for (String remark : report.remarks()) {
            html.element("p", remark, "class", "remark").line();
        }
        if (!failures.isEmpty()) {
            failures(failures);
        }
        for (AttentionItem.Kind kind : AttentionItem.Kind.values()) {
            List<AttentionItem> ofKind =
                    items.stream().filter(item -> item.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                html.element("h3", kind.title()).line();
                html.open("ul", "class", "items").line();
                for (AttentionItem item : ofKind) {
                    item(item);
                }
                html.close().line();
            }
        }
        html.close().line();
    }

    private void failures(List<UnitReport> failures) throws IOException {
        html.element("h3", "Failures").line();
        html.open("ul", "class", "items").line();
        for (UnitReport unit : failures) {
            html.open("li", "class", HtmlWords.stateClass(unit.status()));
            words.state(shown(unit.status()));
            html.text(" ");
            words.link(unit, report.units().indexOf(unit) + 1);
            String cause = unit.cause();
            if (cause != null) {
                html.open("p", "class", "cause").element("bdi", cause).close();
            }
            Diagnostic error = unit.firstError();
            String place = error == null ? null : Wording.place(error);
            if (error != null && !error.summary().equals(cause)) {
                html.open("p").text("Error: ").element("bdi", error.summary()).close();
            }
            if (error != null && place != null) {
                html.open("p", "class", "place").element("code", place).close();
            }
            if (error != null && !error.detail().isBlank()) {
                html.element("pre", error.detail(), "class", "detail");
            }
            html.close().line();
        }
        html.close().line();
    }

    private void item(AttentionItem item) throws IOException {
        html.open("li");
        words.link(item.unit(), item.number());
        html.text(": ").element("bdi", item.text());
        if (!item.details().isEmpty()) {
            html.open("ul", "class", "plain");
            for (String detail :
                    item.details().subList(0, Math.min(DETAILS, item.details().size()))) {
                html.open("li").element("code", detail).close();
            }
            if (item.details().size() > DETAILS) {
                html.element("li", "and " + (item.details().size() - DETAILS) + " more");
            }
            html.close();
        }
        words.command(item.command());
        html.close().line();
    }

    void table() throws IOException {
        boolean withWorkspaces = report.units().stream().anyMatch(unit -> unit.workspace() != null);
        html.open("section", "aria-labelledby", "units", "data-tfp-plain", "").line();
        html.element("h2", "Units", "id", "units").line();
        // The roles keep it a table for screen readers where narrow screens show it as cards.
        html.open("table", "class", "units", "role", "table").line();
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        heading("State");
        heading("Unit");
        if (withWorkspaces) {
            heading("Workspace");
        }
        heading("Duration");
        heading("Changes");
        heading("First error or reason");
        html.close().close().line();
        html.open("tbody", "role", "rowgroup").line();
        int number = 0;
        for (UnitReport unit : report.units()) {
            number++;
            row(unit, number, withWorkspaces);
        }
        html.close().close().close().line();
    }

    private void row(UnitReport unit, int number, boolean withWorkspaces) throws IOException {
        html.open("tr", "role", "row");
        cell("state-cell");
        words.state(shown(unit.status()));
        html.close();
        html.open("th", "role", "rowheader", "scope", "row", "class", "unit-cell");
        words.link(unit, number);
        html.close();
        if (withWorkspaces) {
            cell("workspace-cell");
            String workspace = unit.workspace();
            html.element("bdi", workspace == null ? "–" : workspace).close();
        }
        cell("number");
        html.text(unit.startedAt() == null ? "–" : Wording.duration(unit.durationMillis()))
                .close();
        cell("changes-cell");
        html.text(Wording.changes(unit) + (unit.notes().provisional() ? " (provisional)" : ""))
                .close();
        cell("cause-cell");
        String cause = unit.cause();
        html.element("bdi", cause == null ? "" : TextCleaner.firstLine(cause)).close();
        html.close().line();
    }

    void facts() throws IOException {
        html.open("section", "aria-labelledby", "run").line();
        html.element("h2", "The run", "id", "run").line();
        html.open("dl", "class", "facts").line();
        words.fact("Status", Wording.state(report.status()));
        words.fact("Operation", report.operation().keyword());
        words.fact("Executable", report.executable() + " " + report.version());
        words.fact("At once", Wording.parallel(report));
        words.fact("Started", EventJson.instant(report.startedAt()));
        words.fact("Run", report.id());
        words.fact("Directory", report.runDirectory());
        html.close().line();
        html.element("p", "Paths of logs, diffs and kept state are relative to the run's directory.", "class", "hint");
        html.close().line();
    }

    private void heading(String text) throws IOException {
        html.element("th", text, "scope", "col", "role", "columnheader");
    }

    private void cell(String cssClass) throws IOException {
        html.open("td", "role", "cell", "class", cssClass);
    }

    private static String fill(UnitState state) {
        return switch (state) {
            case SUCCEEDED -> "#1a7f37";
            case FAILED -> "#c5221f";
            case TIMED_OUT -> "#b35900";
            case ABORTED -> "#7a4bc4";
            case RUNNING -> "#0b62c4";
            case QUEUED, SKIPPED -> "#8b939c";
        };
    }

    private ShownState shown(UnitState state) {
        return ShownState.of(state, report.status());
    }
}
