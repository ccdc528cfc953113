package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.process.ShellQuote;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** report: writes reports from a journal. */
final class ReportCommand {

    private final ParsedCall call;
    private final Surroundings surroundings;

    ReportCommand(ParsedCall call, Surroundings surroundings) {
        this.call = call;
        this.surroundings = surroundings;
    }

    /**
     * Does it; returns the exit code, 0 for a run that goes on.
     *
     * @throws RequestException where there is no such run, or a report can't be written
     */
    int run() throws RequestException, IOException {
        Path current = surroundings.currentDirectory();
        ReportFiles reports = new ReportFiles(call.reports(), current);
        List<Mistake> mistakes = reports.mistakes(null);
        if (!mistakes.isEmpty()) {
            throw new RequestException(mistakes);
        }
        LocalRunDirectory directory = LocalRunDirectory.open(call.argument(current));
        try (Console console = new Console(surroundings.out(), surroundings.encoding())) {
            RunReport report = directory.report(surroundings.clock().instant());
            int code = new RunEnding(surroundings, reports, call.has(CommandSpecs.DETAILED_EXITCODE))
                    .write(report, directory.files(), console);
            if (report.status() == RunStatus.LOST) {
                console.print("Each terraform that ran goes on to its end. Go on with: " + CommandSpecs.NAME
                        + " resume " + ShellQuote.quote(directory.path().toString()) + System.lineSeparator());
            }
            return code;
        }
    }
}
