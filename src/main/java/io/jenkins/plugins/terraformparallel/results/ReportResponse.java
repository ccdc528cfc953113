package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.ReportWriter;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.io.IOException;
import java.io.Writer;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers with one of the result's formats.
 *
 * @param fileName for a download; null where the browser may show it
 * @param complete whether the run is over for good
 */
record ReportResponse(
        ReportWriter writer,
        RunReport report,
        RunFiles files,
        String contentType,
        @CheckForNull String fileName,
        boolean complete)
        implements HttpResponse {

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(contentType + ";charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Caching.apply(response, complete);
        if (fileName != null) {
            response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        }
        try (Writer out = response.getWriter()) {
            writer.write(report, files, out);
        }
    }
}
