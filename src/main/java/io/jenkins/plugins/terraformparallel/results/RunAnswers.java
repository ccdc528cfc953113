package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.PageMoment;
import io.jenkins.plugins.terraformparallel.engine.report.ReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.TimeLeft;
import java.time.Instant;
import java.util.OptionalLong;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/** Tells the pages' script and other programs about a run: 404 where nothing is known of it. Made for one request. */
final class RunAnswers {

    private final LocalRunFolder folder;
    private final RunReading reading;
    private final RunControl control;

    RunAnswers(LocalRunFolder folder, RunReading reading) {
        this.folder = folder;
        this.reading = reading;
        this.control = new RunControl(folder, reading);
    }

    /**
     * The run from above, and its units.
     *
     * @param since only those of which something was told after that event; null for all
     */
    HttpResponse state(@CheckForNull String since) {
        if (since != null && !since.matches("[0-9]{1,18}")) {
            return HttpResponses.errorWithoutStack(400, Messages.RunPage_since());
        }
        long event = since == null ? 0 : Long.parseLong(since);
        return model((writer, report, out) -> writer.overview(report, moment(event), out));
    }

    /** Some of what the pages' script shows. */
    HttpResponse model(ModelResponse.Part part) {
        RunReport report = reading.report();
        return report == null ? HttpResponses.notFound() : new ModelResponse(part, report, isComplete());
    }

    /**
     * The result in one of its formats.
     *
     * @param fileName for a download; null where the browser may show it
     */
    HttpResponse report(ReportWriter writer, String contentType, @CheckForNull String fileName) {
        RunReport report = reading.report();
        return report == null
                ? HttpResponses.notFound()
                : new ReportResponse(writer, report, folder.files(), contentType, fileName, isComplete());
    }

    private PageMoment moment(long since) {
        return new PageMoment(Instant.now(), since, isComplete(), left(), control.gracePeriod(), control.isAbortable());
    }

    /** How long it will still take, in milliseconds, as far as earlier builds tell; null where nobody can say. */
    @CheckForNull
    private Long left() {
        RunReport report = reading.report();
        if (report == null || !reading.live()) {
            return null;
        }
        OptionalLong left = TimeLeft.of(report);
        return left.isPresent() ? left.getAsLong() : null;
    }

    /** Whether an answer will never be another: a LOST run of a build that goes on may be resumed. */
    private boolean isComplete() {
        return reading.isFinal() && !reading.isWaitingForDriver(folder.build());
    }
}
