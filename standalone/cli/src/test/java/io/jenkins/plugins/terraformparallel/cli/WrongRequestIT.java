package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsTerraform
class WrongRequestIT {
    @TempDir
    private Path world;

    @ParameterizedTest
    @ValueSource(strings = {"0", "four"})
    void startsNothingForANumberOfProcessesThatIsNone(String parallel) throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        Path module = cli.module("a", "resource \"terraform_data\" \"a\" {}");

        CallResult call = cli.runWithReports("plan", "--parallel", parallel, "a");

        call.hasExitCode(64);
        assertThat(call.err()).contains("--parallel", parallel, "a whole number from 1");
        assertThat(module).isDirectoryNotContaining("glob:**.terraform*");
        assertThat(call.runDirectory()).doesNotExist();
    }
}
