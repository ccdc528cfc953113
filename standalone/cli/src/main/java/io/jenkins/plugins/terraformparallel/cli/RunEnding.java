package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.ConsoleSummary;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the reports and the summary of a run. */
final class RunEnding {

    private final Surroundings surroundings;
    private final ReportFiles reports;
    private final boolean detailed;

    /** @param detailed whether changes have an exit code of their own */
    RunEnding(Surroundings surroundings, ReportFiles reports, boolean detailed) {
        this.surroundings = surroundings;
        this.reports = reports;
        this.detailed = detailed;
    }

    /** The reports first: a console that is stopped doesn't keep them. Returns the exit code. */
    int write(RunReport report, RunFiles files, TextOut console) {
        ReportFiles.Written written = reports.write(report, files);
        StringBuilder summary = new StringBuilder(System.lineSeparator());
        try {
            ConsoleSummary.write(report, surroundings.terminal().size().columns(), written.files(), summary);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be written", e);
        }
        console.print(summary.toString());
        written.troubles().forEach(surroundings.err()::println);
        int code = ExitCode.of(report, detailed);
        boolean lacksReport = !written.troubles().isEmpty();
        return lacksReport && (code == ExitCode.SUCCEEDED || code == ExitCode.CHANGES) ? ExitCode.FAILED : code;
    }
}
