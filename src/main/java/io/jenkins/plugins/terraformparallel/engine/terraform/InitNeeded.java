package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Set;

/**
 * Recognises that a command refused to work because {@code init} must run first. Terraform makes sure of that by itself
 * whenever it loads a configuration: it compares the backend's block, each module call and each provider with what init
 * has noted.
 */
public final class InitNeeded {

    /** Of Terraform (internal/configs/configload, internal/backend/local, internal/command) and OpenTofu. */
    private static final Set<String> SUMMARIES = Set.of(
            "Module not installed",
            "Module source has changed",
            "Module version requirements have changed",
            "Inconsistent dependency lock file",
            "Required plugins are not installed",
            "Missing required provider",
            "Could not load plugin");

    /** Of a backend, a cloud block, a state store, whatever the program is called. */
    private static final String INITIALIZATION = "initialization required";

    private InitNeeded() {}

    /** The summary of the first error that says so; null if none does. */
    @CheckForNull
    public static String saidBy(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .map(Diagnostic::summary)
                .filter(summary -> SUMMARIES.contains(summary) || summary.contains(INITIALIZATION))
                .findFirst()
                .orElse(null);
    }
}
