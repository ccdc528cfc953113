package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Init runs where it must, without being asked for. */
@NeedsTerraform
class InitAutoIT {
    @TempDir
    private Path world;

    private TerraformParallel cli;

    @BeforeEach
    void makeModules() throws Exception {
        cli = TerraformParallel.in(world);
        cli.module("a", backend("one") + "output \"x\" {\n  value = 1\n}\n");
        cli.module("b", backend("one") + "output \"x\" {\n  value = 1\n}\n");
    }

    @Test
    void theSecondRunDoesNotInitialiseAgain() throws Exception {
        CallResult first = cli.runWithReports("apply", "*", "--auto-approve").hasExitCode(0);
        assertThat(commands(first, "a")).containsExactly("init", "plan", "show", "apply");

        CallResult next = cli.runWithReports("plan", "*").hasExitCode(0);
        assertThat(commands(next, "a")).containsExactly("plan");
        assertThat(commands(next, "b")).containsExactly("plan");
        assertThat(log(next, "a")).content().startsWith("terraform-parallel: init is left out: ");

        cli.module("a", backend("one") + "output \"x\" {\n  value = 2\n}\n");
        CallResult changed = cli.runWithReports("plan", "*").hasExitCode(0);
        assertThat(commands(changed, "a")).containsExactly("init", "plan", "show");
        assertThat(log(changed, "a")).content().startsWith("terraform-parallel: init runs; changed: module files\n");
        assertThat(commands(changed, "b")).containsExactly("plan");

        CallResult always = cli.runWithReports("plan", "*", "--init", "always").hasExitCode(0);
        assertThat(commands(always, "b")).containsExactly("init", "plan");
        CallResult other = cli.env("TF_CLI_ARGS_init", "-lock=false")
                .runWithReports("plan", "b")
                .hasExitCode(0);
        assertThat(commands(other, "b")).containsExactly("init", "plan");
    }

    @Test
    void anInitThatWasKilledTogetherWithItsEngineDoesNotCount() throws Exception {
        cli.runWithReports("plan", "a").hasExitCode(0);
        String executable = SlowModule.terraformThat(cli, "terraform-hangs", """
                case $1 in
                init) echo $$ > pid.txt; while :; do sleep 0.05; done ;;
                esac""");
        RunningCall killed = cli.startWithReports("init", "a", "--executable", executable);
        Path pid = cli.directory().resolve("a/pid.txt");
        killed.awaitUntil("init runs", () -> Files.exists(pid) && Files.size(pid) > 1);
        killed.process().destroyForcibly().waitFor();
        new ProcessBuilder("kill", "-9", Files.readString(pid).strip()).start().waitFor();

        CallResult next = cli.runWithReports("plan", "a").hasExitCode(0);

        assertThat(commands(next, "a")).startsWith("init", "plan");
    }

    private static String backend(String path) {
        return "terraform {\n  backend \"local\" {\n    path = \"" + path + ".tfstate\"\n  }\n}\n";
    }

    private static Path log(CallResult call, String unit) throws Exception {
        return call.runDirectory().resolve(call.unit(unit).get("log").asText());
    }

    private static List<String> commands(CallResult call, String unit) throws Exception {
        return call.unit(unit).findValues("processes").get(0).findValuesAsText("command");
    }
}
