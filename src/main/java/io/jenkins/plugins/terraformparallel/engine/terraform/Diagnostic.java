package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * An error or a warning as terraform reported it.
 *
 * @param summary one line; may be empty
 * @param detail may be empty, may have many lines
 * @param address the resource it is about; null if none
 * @param file relative to the module, as terraform wrote it; null if none
 * @param line counted from 1; null if none
 */
public record Diagnostic(
        Severity severity,
        String summary,
        String detail,
        @CheckForNull String address,
        @CheckForNull String file,
        @CheckForNull Integer line)
        implements Serializable {

    /** Terraform reports this for everything that an interrupt stopped; it is never the cause of anything. */
    private static final String HALTED = "execution halted";

    /** Whether this is an error that can be somebody's cause. */
    public boolean isRealError() {
        return severity == Severity.ERROR && !HALTED.equals(summary);
    }
}
