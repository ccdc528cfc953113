package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;

/**
 * What could be read of a run.
 *
 * @param report null where the run has no journal, or one without its beginning
 * @param gap why there is no report; null where there is one
 * @param unreadable how many entries of the journal couldn't be read
 * @param live whether somebody drives the run
 */
record RunReading(
        @CheckForNull RunReport report, @CheckForNull Gap gap, long unreadable, boolean live) {

    /** Why there is nothing to be said of a run. */
    enum Gap {
        /** It has no journal: it hasn't begun, or somebody has removed it. */
        NO_JOURNAL,
        /** The journal's first entry is missing or can't be read. */
        NO_BEGINNING,
        /** The file can't be read. */
        UNREADABLE
    }

    static RunReading of(RunReport report, long unreadable, boolean live) {
        return new RunReading(report, null, unreadable, live);
    }

    static RunReading missing(Gap gap, long unreadable, boolean live) {
        return new RunReading(null, gap, unreadable, live);
    }

    /** Whether it will never be told differently, unless somebody resumes the run. */
    boolean isFinal() {
        return !live && report != null && report.isOver();
    }
}
