package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes the run as one HTML document that needs nothing else: no network, and to be read neither script nor style, as
 * where Jenkins serves archived files. From top to bottom: the verdict, what needs eyes first, all units in a table, then
 * each unit. States are said in words and symbols, never by colour alone. Where its script may run, the renderer of the
 * pages in Jenkins takes over, with filters, a timeline and all changes in one view.
 */
public final class HtmlReportWriter implements ReportWriter {

    private final HtmlAssets assets = HtmlAssets.load();

    @Override
    public void write(RunReport report, RunFiles files, Writer out) throws IOException {
        HtmlOut html = new HtmlOut(out);
        List<AttentionItem> attention = Attention.of(report);
        html.doctype().open("html", "lang", "en").line();
        head(html, report);
        html.open("body").line();
        html.element("a", "Skip to the units", "class", "skip", "href", "#units")
                .line();
        html.open("div", "id", "tfp", "class", "tfp").close().line();
        HtmlOverview overview = new HtmlOverview(html, report);
        overview.verdict();
        html.open("main").line();
        overview.attention(attention);
        overview.table();
        details(html, report, files, attention);
        overview.facts();
        html.close().line();
        html.data(
                        "tfp-data",
                        json -> new PageModelWriter().everything(report, PageMoment.complete(report.startedAt()), json))
                .line();
        html.module(assets.script()).line();
        html.close().line().close().line();
    }

    private void head(HtmlOut html, RunReport report) throws IOException {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", assets.policy())
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.element(
                        "title",
                        Verdict.of(report) + " – terraform "
                                + report.operation().keyword() + ", " + EventJson.instant(report.startedAt()))
                .line();
        html.style(assets.css()).line();
        html.close().line();
    }

    private static void details(HtmlOut html, RunReport report, RunFiles files, List<AttentionItem> attention)
            throws IOException {
        if (report.units().isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "details", "data-tfp-plain", "").line();
        html.element("h2", "Each unit", "id", "details").line();
        int number = 0;
        for (UnitReport unit : report.units()) {
            number++;
            new HtmlUnit(html, unit, ShownState.of(unit.status(), report.status()), number, files).write(attention);
        }
        html.close().line();
    }
}
