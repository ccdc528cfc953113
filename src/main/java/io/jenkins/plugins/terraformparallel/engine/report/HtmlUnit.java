package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One unit's section of the HTML report. */
final class HtmlUnit {

    private final HtmlOut html;
    private final HtmlWords words;
    private final UnitReport unit;
    private final ShownState state;
    private final int number;
    private final RunFiles files;

    /** @param number the unit's position in the report, from 1 */
    HtmlUnit(HtmlOut html, UnitReport unit, ShownState state, int number, RunFiles files) {
        this.html = html;
        this.state = state;
        this.words = new HtmlWords(html);
        this.unit = unit;
        this.number = number;
        this.files = files;
    }

    /** @param attention the whole run's */
    void write(List<AttentionItem> attention) throws IOException {
        String id = HtmlWords.anchor(number);
        html.open("article", "class", "unit " + HtmlWords.stateClass(state), "aria-labelledby", id)
                .line();
        html.open("h3", "id", id);
        words.name(unit.name());
        html.text(" ");
        words.state(state);
        html.close().line();
        String cause = unit.cause();
        if (cause != null) {
            html.open("p", "class", "cause").element("bdi", cause).close().line();
        }
        facts();
        remarks(attention);
        diagnostics();
        processes();
        resources();
        outputs();
        diff("Diff", "diff", unit.notes().diff());
        diff("Diff of the plan that replaced it", "replanned-diff", unit.notes().replannedDiff());
        log();
        html.open("p", "class", "back").element("a", "Back to the units", "href", "#units");
        html.close().close().line();
    }

    private void facts() throws IOException {
        html.open("dl", "class", "facts").line();
        words.fact("Module", unit.path());
        words.fact("Workspace", unit.workspace());
        words.fact("Depends on", String.join(", ", unit.dependsOn()));
        words.fact("Changes", Wording.changes(unit) + (unit.notes().provisional() ? " (provisional)" : ""));
        words.fact("Duration", unit.startedAt() == null ? "never started" : Wording.duration(unit.durationMillis()));
        words.fact("Waited", Wording.duration(unit.queuedMillis()));
        words.fact("Exit code", unit.exitCode() == null ? null : String.valueOf(unit.exitCode()));
        html.close().line();
    }

    private void remarks(List<AttentionItem> attention) throws IOException {
        List<AttentionItem> own = attention.stream()
                .filter(item -> item.number() == number && item.kind() != AttentionItem.Kind.DESTROY)
                .toList();
        if (own.isEmpty() && unit.remarks().isEmpty()) {
            return;
        }
        html.element("h4", "Remarks").open("ul", "class", "items").line();
        for (String remark : unit.remarks()) {
            html.element("li", remark).line();
        }
        for (AttentionItem item : own) {
            html.open("li").text(item.text());
            if (!item.details().isEmpty()) {
                html.open("ul", "class", "plain");
                for (String detail : item.details()) {
                    html.open("li").element("code", detail).close();
                }
                html.close();
            }
            words.command(item.command());
            html.close().line();
        }
        html.close().line();
    }

    private void diagnostics() throws IOException {
        if (unit.diagnostics().isEmpty()) {
            return;
        }
        html.element("h4", "Errors and warnings")
                .open("ul", "class", "diagnostics")
                .line();
        for (Diagnostic diagnostic : unit.diagnostics()) {
            String severity = diagnostic.severity() == Severity.ERROR
                    ? "Error"
                    : diagnostic.severity() == Severity.WARNING ? "Warning" : "Note";
            html.open("li", "class", "diagnostic " + HtmlWords.stateClass(diagnostic.severity()));
            html.element("strong", severity + ": ", "class", "severity");
            html.element("bdi", diagnostic.summary());
            String place = Wording.place(diagnostic);
            if (place != null) {
                html.text(" ").element("code", place, "class", "place");
            }
            if (!diagnostic.detail().isBlank()) {
                html.element("pre", diagnostic.detail(), "class", "detail");
            }
            html.close().line();
        }
        html.close().line();
    }

    private void processes() throws IOException {
        if (unit.processes().isEmpty()) {
            return;
        }
        html.element("h4", "Processes").open("table", "class", "small").line();
        headings("Command", "Exit code", "Started", "Duration");
        for (ProcessReport process : unit.processes()) {
            html.open("tr").open("th", "scope", "row").element("code", process.command());
            html.close().open("td").text(process.exitCode() == null ? "unknown" : String.valueOf(process.exitCode()));
            html.close().open("td");
            words.moment(process.startedAt());
            html.close().element("td", Wording.duration(process.durationMillis()), "class", "number");
            html.close().line();
        }
        html.close().close().line();
    }

    private void resources() throws IOException {
        if (unit.resources().isEmpty()) {
            return;
        }
        fold("Planned changes (" + unit.resources().size() + ")", "resources");
        html.open("table", "class", "small").line();
        headings("Action", "Resource");
        for (ResourceChange change : unit.resources()) {
            html.open("tr").element("td", change.action(), "class", "action");
            html.open("th", "scope", "row").element("code", change.address());
            html.close().close().line();
        }
        html.close().close().close().line();
    }

    private void outputs() throws IOException {
        if (unit.outputs().isEmpty()) {
            return;
        }
        fold("Outputs (" + unit.outputs().size() + ")", "outputs");
        html.open("table", "class", "small").line();
        headings("Name", "Value");
        for (Map.Entry<String, OutputValue> output : unit.outputs().entrySet()) {
            html.open("tr").open("th", "scope", "row").element("code", output.getKey());
            html.close().open("td").element("code", Wording.output(output.getValue()));
            html.close().close().line();
        }
        html.close().close().close().line();
    }

    private void diff(String title, String kind, @CheckForNull String path) throws IOException {
        if (path == null) {
            return;
        }
        FileExcerpt excerpt = files.head(path, ReportLimits.DIFF);
        fold(title, kind);
        file(path, excerpt, "the beginning of ");
        if (excerpt.problem() == null) {
            html.open("pre", "class", "diff", "tabindex", "0");
            DiffLine look = DiffLine.PLAIN;
            for (String line : TextCleaner.text(excerpt.text()).lines().toList()) {
                look = change(look, DiffLine.of(line));
                html.text(line).line();
            }
            change(look, DiffLine.PLAIN);
            html.close();
        }
        html.close().line();
    }

    /** Neighbours of one kind share an element; plain lines have none. */
    private DiffLine change(DiffLine from, DiffLine to) throws IOException {
        if (from != to && from != DiffLine.PLAIN) {
            html.close();
        }
        if (from != to && to != DiffLine.PLAIN) {
            html.open("span", "class", HtmlWords.stateClass(to));
        }
        return to;
    }

    private void log() throws IOException {
        FileExcerpt excerpt = files.tail(unit.log(), ReportLimits.LOG);
        fold("Log", "log");
        file(unit.log(), excerpt, "the end of ");
        if (excerpt.problem() == null) {
            html.element("pre", excerpt.text(), "class", "log", "tabindex", "0");
        }
        html.close().line();
    }

    private void file(String path, FileExcerpt excerpt, String part) throws IOException {
        html.open("p", "class", "hint");
        if (excerpt.problem() == null) {
            html.text(excerpt.omittedBytes() > 0 ? "This is " + part : "This is ");
        }
        html.element("code", path);
        if (excerpt.problem() != null) {
            html.text(": " + excerpt.problem());
        } else if (excerpt.omittedBytes() > 0) {
            html.text(", " + excerpt.omittedBytes() + " more bytes are in the file");
        }
        html.close().line();
    }

    /** @param text names it for the script */
    private void fold(String title, String text) throws IOException {
        html.open("details", "data-text", text).element("summary", title).line();
    }

    /** Opens the table's body, too. */
    private void headings(String... titles) throws IOException {
        html.open("thead").open("tr");
        for (String title : titles) {
            html.element("th", title, "scope", "col");
        }
        html.close().close().open("tbody").line();
    }
}
