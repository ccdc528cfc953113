package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.HtmlReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JUnitReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.JsonReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.MarkdownReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.ReportWriter;

/** The options that ask for a report. */
enum ReportOption {
    HTML("--html", "Write the whole report as one HTML document."),
    JSON("--json", "Write the result as JSON."),
    JUNIT("--junit", "Write JUnit XML for a CI server."),
    MARKDOWN("--markdown", "Write Markdown for a pull request.");

    private final String option;
    private final String description;

    ReportOption(String option, String description) {
        this.option = option;
        this.description = description;
    }

    String option() {
        return option;
    }

    String description() {
        return description;
    }

    /** Made when it is needed: a start shouldn't pay for reports that nobody has asked for. */
    ReportWriter writer() {
        return switch (this) {
            case HTML -> new HtmlReportWriter();
            case JSON -> new JsonReportWriter();
            case JUNIT -> new JUnitReportWriter();
            case MARKDOWN -> new MarkdownReportWriter();
        };
    }
}
