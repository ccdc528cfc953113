package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import java.util.List;
import java.util.Objects;

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

    /** Its units, in the plan's order; none where nothing is known. */
    List<UnitReport> units() {
        return report == null ? List.of() : report.units();
    }

    /** For one of which something is known. */
    RunStatus status() {
        return Objects.requireNonNull(report).status();
    }

    /** Whether nobody drives it although its build goes on, as just after a restart. */
    boolean isWaitingForDriver(Run<?, ?> build) {
        return !live && build.isBuilding() && (report == null || status() == RunStatus.LOST);
    }

    /** Whether it will never be told differently, unless somebody resumes the run. */
    boolean isFinal() {
        return !live && report != null && report.isOver();
    }
}
