package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one user at once. */
@NeedsTerraform
class TwoRunsIT {
    @TempDir
    private Path world;

    @Test
    void theLaterOneWaitsWithoutASlotAndSaysForWhom() throws Exception {
        TerraformParallel cli = TerraformParallel.in(world);
        Path a = SlowModule.in(cli, "a", "3");
        Path b = SlowModule.in(cli, "b", "3");
        Path c = SlowModule.in(cli, "c", "0");
        RunningCall first = cli.startWithReports("apply", "a", "b", "--auto-approve");
        first.awaitUntil("both modules are being applied", () -> WorldProcesses.running(cli, "sleep 3") == 2);

        CallResult later = cli.runWithReports("apply", "a", "b", "c", "--auto-approve", "--parallel", "1");
        CallResult earlier = first.await().hasExitCode(0);

        later.hasExitCode(0);
        String run = earlier.json().get("id").asText();
        assertThat(later.out())
                .containsOnlyOnce("[a] waits for unit a of run " + run)
                .containsOnlyOnce("[b] waits for unit b of run " + run)
                .containsSubsequence("[c] succeeded", "[a] started")
                .containsSubsequence("[c] succeeded", "[b] started");
        for (Path module : List.of(a, b, c)) {
            assertThat(SlowModule.created(module)).containsExactly("first", "slow", "last");
            assertThat(SlowModule.isLocked(module)).isFalse();
        }
        assertThat(later.unit("a").get("hasChanges").asBoolean()).isFalse();
        assertThat(later.unit("c").get("changes").get("add").asInt()).isEqualTo(3);
    }

    @Test
    void onAProviderCacheOneInitRunsAtATimeAcrossRuns() throws Exception {
        Path cache = Files.createDirectories(world.resolve("cache"));
        TerraformParallel cli = TerraformParallel.in(world).env("TF_PLUGIN_CACHE_DIR", cache.toString());
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            SlowModule.in(cli, name, "0");
        }
        Path inits = world.resolve("inits.txt");
        Path go = world.resolve("go.txt");
        String executable = SlowModule.terraformThat(cli, "terraform-notes-init", """
                case $1 in
                init)
                    echo begin >> '%1$s'
                    until [ -e '%2$s' ]; do sleep 0.05; done
                    terraform "$@"
                    code=$?
                    echo end >> '%1$s'
                    exit $code ;;
                esac""".formatted(inits, go));

        RunningCall one = cli.startWithReports("plan", "a", "b", "c", "--executable", executable);
        one.awaitUntil("an init runs", () -> Files.exists(inits));
        RunningCall other = cli.startWithReports("plan", "d", "e", "f", "--executable", executable);
        other.awaitUntil(
                "it waits",
                () -> other.out().contains("waits for the provider cache, which is used by unit a of run "));
        Files.createFile(go);
        one.await().hasExitCode(0);
        other.await().hasExitCode(0);

        assertThat(Files.readAllLines(inits))
                .containsExactly(
                        "begin", "end", "begin", "end", "begin", "end", "begin", "end", "begin", "end", "begin", "end");
    }
}
