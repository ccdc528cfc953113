package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.PageModelWriter;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.io.IOException;
import java.io.Writer;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers the page's script.
 *
 * @param complete whether the answer will never be another
 */
record ModelResponse(Part part, RunReport report, boolean complete) implements HttpResponse {

    private static final PageModelWriter WRITER = new PageModelWriter();

    /** What is asked for. */
    interface Part {
        void write(PageModelWriter writer, RunReport report, Writer out) throws IOException;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Caching.apply(response, complete);
        try (Writer out = response.getWriter()) {
            part.write(WRITER, report, out);
        }
    }
}
