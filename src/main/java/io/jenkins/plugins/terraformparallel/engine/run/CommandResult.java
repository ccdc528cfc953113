package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.InitNeeded;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;

/**
 * What became of one process of a unit.
 *
 * @param exitCode null where the outcome can't be known
 * @param text what {@link UnitCommand.Reading#TEXT} read, not masked; of no use otherwise
 * @param lastWords the last line on standard error, else the last one that should be an event and is none; masked and
 *     shortened; null if there was none
 */
record CommandResult(
        UnitCommand command,
        int number,
        End end,
        @CheckForNull Integer exitCode,
        ProcessFindings findings,
        String text,
        @CheckForNull String lastWords) {

    /** How it came to its end. */
    enum End {
        EXITED,
        /** Another workspace is selected in the module; it wasn't started. */
        REFUSED,
        /** It was started and its outcome can't be known. */
        LOST
    }

    /** In terraform's words, that an init must come before it; null where it doesn't say so. */
    @CheckForNull
    String needsInit() {
        return exitedWith(0) ? null : InitNeeded.saidBy(findings.diagnostics());
    }

    boolean exitedWith(int code) {
        return end == End.EXITED && exitCode != null && exitCode == code;
    }
}
