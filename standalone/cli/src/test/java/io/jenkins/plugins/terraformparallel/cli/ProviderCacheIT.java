package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.cli.TerraformParallel.RunningCall;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.ProviderMirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one user that share a provider cache. */
@NeedsTerraform
class ProviderCacheIT {

    private static final String DOWNLOADED = "Installed provider version: example.com/acme/fake";
    private static final String FAKE = "fake";

    @TempDir
    private Path world;

    private TerraformParallel cli;
    private String alone;
    /** Inits write here that they have begun, and wait for {@link #go}. */
    private Path begun;

    private Path go;
    private String executable;

    @BeforeEach
    void mirrorAndTerraform() throws Exception {
        byte[] provider = new byte[1 << 20];
        new Random(7).nextBytes(provider);
        ProviderMirror mirror =
                new ProviderMirror(Files.createDirectories(world.resolve("providers"))).add(FAKE, "1.0.0", provider);
        Path module = mirror.module("alone", FAKE, "1.0.0");
        assertThat(mirror.init(module, Map.of())).isZero();
        alone = ProviderMirror.lockFile(module);
        cli = TerraformParallel.in(world)
                .env("TF_CLI_CONFIG_FILE", mirror.environment().get("TF_CLI_CONFIG_FILE"));
        begun = world.resolve("begun.txt");
        go = world.resolve("go.txt");
        executable =
                SlowModule.terraformThat(cli, "terraform-waits", """
                case $1 in
                init)
                    if mkdir '%1$s.first' 2> /dev/null && [ -e '%1$s.half' ]; then
                        half=$TF_PLUGIN_CACHE_DIR/example.com/acme/fake/1.0.0/%3$s
                        mkdir -p "$half"
                        echo half > "$half/terraform-provider-fake_v1.0.0"
                    fi
                    echo $$ >> '%1$s'
                    until [ -e '%2$s' ]; do sleep 0.05; done ;;
                esac""".formatted(begun, go, ProviderMirror.platform()));
    }

    @Test
    void ofTwoRunsOneBringsTheProviderAndAllOthersFollow() throws Exception {
        List<Path> modules = modules("a", "b", "c", "d", "e", "f");

        RunningCall one = start("a", "b", "c");
        one.awaitUntil("an init runs", () -> Files.exists(begun));
        RunningCall other = start("d", "e", "f");
        other.awaitUntil(
                "it waits",
                () -> other.out().contains("waits for the provider cache, which is used by unit a of run "));
        assertThat(Files.readAllLines(begun)).hasSize(1);
        Files.createFile(go);
        CallResult first = one.await().hasExitCode(0);
        CallResult second = other.await().hasExitCode(0);

        assertThat(downloads(first.directory()) + downloads(second.directory())).isEqualTo(1);
        check(modules);
    }

    @Test
    void aDownloadThatWasKilledInTheMiddleIsMadeAgain() throws Exception {
        List<Path> modules = modules("a", "b");
        Files.createFile(world.resolve("begun.txt.half"));
        RunningCall killed = start("a", "b");
        killed.awaitUntil("an init has half of it", () -> Files.exists(begun));

        killed.process().destroyForcibly().waitFor();
        ProcessHandle init = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(begun).get(0)))
                .orElseThrow();
        init.destroyForcibly();
        init.onExit().get();
        Files.createFile(go);
        start("a", "b").await().hasExitCode(0);

        check(modules);
        CallResult lost = cli.startWithReports(
                        "resume",
                        killed.directory().resolve(CallResult.RUN_DIRECTORY).toString())
                .await()
                .hasExitCode(1);
        assertThat(lost.unit("a").get("reason").asText()).contains("SIGKILL");
        check(modules);
    }

    @Test
    void aRunGoesOnWhoseEngineWasKilledDuringAnInit() throws Exception {
        List<Path> modules = modules("a", "b", "c");
        RunningCall killed = start("a", "b", "c");
        killed.awaitUntil("an init runs", () -> Files.exists(begun));

        killed.process().destroyForcibly().waitFor();
        Files.createFile(go);
        cli.startWithReports(
                        "resume",
                        killed.directory().resolve(CallResult.RUN_DIRECTORY).toString())
                .await()
                .hasExitCode(0);

        assertThat(downloads(killed.directory())).isEqualTo(1);
        check(modules);
    }

    private List<Path> modules(String... names) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (String name : names) {
            modules.add(cli.module(name, ProviderMirror.code(FAKE, "1.0.0")));
        }
        return modules;
    }

    private RunningCall start(String... modules) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("init"));
        arguments.addAll(List.of(modules));
        arguments.addAll(List.of("--plugin-cache=../cache", "--executable", executable));
        return cli.startWithReports(arguments.toArray(new String[0]));
    }

    private void check(List<Path> modules) throws IOException {
        for (Path module : modules) {
            assertThat(ProviderMirror.lockFile(module)).isEqualTo(alone);
            Path link = module.resolve(".terraform/providers/example.com/acme/fake/1.0.0/" + ProviderMirror.platform());
            assertThat(link.resolve("terraform-provider-fake_v1.0.0")).isRegularFile();
            assertThat(Files.readSymbolicLink(link))
                    .startsWith(world.toRealPath().resolve("cache/packages"));
        }
        try (Stream<Path> inits = Files.list(world.resolve("cache/inits"))) {
            assertThat(inits).isEmpty();
        }
    }

    private static long downloads(Path call) throws IOException {
        Path logs = call.resolve(CallResult.RUN_DIRECTORY).resolve("logs");
        long count = 0;
        try (Stream<Path> all = Files.walk(logs)) {
            for (Path log : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                count += Files.readString(log).contains(DOWNLOADED) ? 1 : 0;
            }
        }
        return count;
    }
}
