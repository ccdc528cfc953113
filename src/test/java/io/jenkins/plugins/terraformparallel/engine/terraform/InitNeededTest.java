package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitNeededTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Module not installed",
                "Module source has changed",
                "Module version requirements have changed",
                "Inconsistent dependency lock file",
                "Required plugins are not installed",
                "Missing required provider",
                "Backend initialization required, please run \"terraform init\"",
                "Backend initialization required: please run \"terraform init\"",
                "Backend initialization required, please run \"tofu init\"",
                "Cloud backend initialization required: please run \"tofu init\"",
                "HCP Terraform or Terraform Enterprise initialization required: please run \"terraform init\""
            })
    void itIsSaidByAnErrorAmongOthers(String summary) {
        List<Diagnostic> diagnostics = List.of(
                diagnostic(Severity.ERROR, "Unsupported argument"),
                diagnostic(Severity.ERROR, summary),
                diagnostic(Severity.ERROR, "execution halted"));

        assertThat(InitNeeded.saidBy(diagnostics)).isEqualTo(summary);
    }

    @Test
    void noWarningAndNoOtherErrorSaysIt() {
        assertThat(InitNeeded.saidBy(List.of())).isNull();
        assertThat(InitNeeded.saidBy(List.of(
                        diagnostic(Severity.WARNING, "Module not installed"),
                        diagnostic(Severity.ERROR, "Error acquiring the state lock"),
                        diagnostic(Severity.ERROR, "Failed to load plugin schemas"))))
                .isNull();
    }

    private static Diagnostic diagnostic(Severity severity, String summary) {
        return new Diagnostic(severity, summary, "", null, null, null);
    }
}
