package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsTerraform
class BigOutputIT {
    private static final int LINES = 200_000;
    private static final int MEGABYTE = 1_000_000;

    /** What a provisioner prints arrives in such events; terraform itself takes minutes for so many. */
    private static final String CHATTY_TERRAFORM = """
            #!/bin/sh
            if [ "$1" = apply ]; then
              text=$(printf '%%01000d' 0)
              seq -f "{\\"@level\\":\\"info\\",\\"@message\\":\\"line %%06.0f $text\\",\\"type\\":\\"provision_progress\\"}" %d
            fi
            exec '%s' "$@"
            """;

    @TempDir
    private Path world;

    @Test
    void twoHundredMegabytesPassThroughASmallHeapWithoutALossOfALine() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world).javaOption("-Xmx96m");
        cli.module("chatty", Hcl.holding("done"));
        Path program = cli.file("terraform", CHATTY_TERRAFORM.formatted(LINES, RealTerraform.executable()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        CallResult call = cli.runWithReports("apply", "--auto-approve", "--executable", "./terraform", "chatty")
                .hasExitCode(0);

        Path log = call.runDirectory().resolve(call.unit("chatty").get("log").asText());
        assertThat(Files.size(log)).isGreaterThan(200L * MEGABYTE);
        int[] next = {1};
        try (Stream<String> lines = Files.lines(log)) {
            lines.filter(line -> line.startsWith("line ")).forEach(line -> {
                assertThat(line).startsWith("line %06d 0".formatted(next[0]++)).hasSize(1012);
            });
        }
        assertThat(next[0]).isEqualTo(LINES + 1);
        assertThat(StateFile.value(cli.directory().resolve("chatty"))).isEqualTo("done");
        assertThat(Files.size(call.htmlFile())).isLessThan(MEGABYTE);
        assertThat(call.markdown()).hasSizeLessThan(MEGABYTE);
        try (Stream<Path> files = Files.walk(call.runDirectory())) {
            assertThat(files.filter(file -> file.toString().contains("stdout"))).isEmpty();
        }
    }
}
