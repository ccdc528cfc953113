package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes one kind of report. Whatever units are called and terraform has printed is data in it, never markup. Writers
 * are stateless and thread-safe, and hold one unit's text at a time.
 */
public interface ReportWriter {

    /**
     * @param files for logs and diffs
     * @param out gets the report; it must encode as UTF-8, and is neither closed nor flushed
     * @throws IOException from {@code out} alone
     */
    void write(RunReport report, RunFiles files, Writer out) throws IOException;
}
