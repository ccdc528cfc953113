package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, false, false, 0",
        "SUCCEEDED, true, false, 0",
        "SUCCEEDED, false, true, 0",
        "SUCCEEDED, true, true, 2",
        "FAILED, true, true, 1",
        "FAILED, false, false, 1",
        "ABORTED, true, true, 130",
        "LOST, false, false, 1",
        "RUNNING, false, false, 0"
    })
    void saysWhatBecameOfTheRun(RunStatus status, boolean hasChanges, boolean detailed, int code) {
        RunReport report = new RunReport(
                "id",
                Operation.PLAN,
                null,
                status,
                4,
                4,
                "terraform",
                "1.11.4",
                Instant.EPOCH,
                1,
                Map.of(),
                hasChanges,
                null,
                List.of(),
                List.of(),
                0);

        assertThat(ExitCode.of(report, detailed)).isEqualTo(code);
    }
}
