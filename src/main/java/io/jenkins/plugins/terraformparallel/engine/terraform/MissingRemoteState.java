package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.util.List;

/** Recognises a plan that failed only because what it depends on was never applied. */
public final class MissingRemoteState {

    /** Of the data source {@code terraform_remote_state}, Terraform 1.11.4. */
    private static final String SUMMARY = "Unable to find remote state";

    private MissingRemoteState() {}

    /** Whether there are errors and every one of them is a missing state of another module. */
    public static boolean isOnlyError(List<Diagnostic> diagnostics) {
        List<Diagnostic> errors = diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .toList();
        return !errors.isEmpty() && errors.stream().allMatch(error -> SUMMARY.equals(error.summary()));
    }
}
