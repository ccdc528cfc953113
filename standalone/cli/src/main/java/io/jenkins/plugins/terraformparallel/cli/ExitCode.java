package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the command line tells its caller. */
final class ExitCode {

    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    static final int CHANGES = 2;
    /** {@code EX_USAGE} of BSD's sysexits.h. */
    static final int USAGE = 64;
    /** As shells report an end by SIGINT: 128 + 2. */
    static final int ABORTED = 130;

    private ExitCode() {}

    /** @param detailed whether changes are worth a code of their own; a failure wins */
    static int of(RunReport report, boolean detailed) {
        if (report.status() == RunStatus.ABORTED) {
            return ABORTED;
        }
        if (report.status() == RunStatus.FAILED || report.status() == RunStatus.LOST) {
            return FAILED;
        }
        return detailed && report.hasChanges() ? CHANGES : SUCCEEDED;
    }

    /** For the help: all of them with their meaning. */
    static Map<String, String> explained() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(Integer.toString(SUCCEEDED), "all units succeeded");
        codes.put(Integer.toString(FAILED), "a unit failed or timed out, or a report could not be written");
        codes.put(Integer.toString(CHANGES), "there are changes (only with --detailed-exitcode; a failure wins)");
        codes.put(Integer.toString(USAGE), "wrong usage or request: nothing was started");
        codes.put(Integer.toString(ABORTED), "interrupted (Ctrl-C, SIGTERM, SIGHUP)");
        return codes;
    }
}
