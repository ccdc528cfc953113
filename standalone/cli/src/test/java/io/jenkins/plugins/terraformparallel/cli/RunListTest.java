package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListTest {

    private static final String REQUEST = """
            modules:
              - envs/*
              - path: network
                name: net
              - path: app
                workspaces: [eu, us]
                dependsOn: [net]
            """;

    @TempDir
    private Path directory;

    private CommandCall call;

    @BeforeEach
    void modules() throws IOException {
        Modules.in(directory, "network", "app", "envs/a", "envs/b");
        Files.writeString(directory.resolve("r.yaml"), REQUEST);
        call = CommandCall.in(directory);
    }

    @Test
    void namesOrderDependenciesAndReasons() {
        assertThat(call.execute("plan", "--request", "r.yaml", "--list", "-p", "9"))
                .isZero();

        assertThat(call.out().lines())
                .containsExactly(
                        "Would plan 5 units, at most 4 at once (9 was asked). Nothing is run.",
                        "",
                        "ORDER  UNIT    PATH     WAITS FOR  WHY",
                        "    1  envs/a  envs/a   -          found by 'envs/*' in modules[0] of r.yaml",
                        "    2  envs/b  envs/b   -          found by 'envs/*' in modules[0] of r.yaml",
                        "    3  net     network  -          named in modules[1] of r.yaml",
                        "    4  app@eu  app      net        named in modules[2] of r.yaml",
                        "    5  app@us  app      net        named in modules[2] of r.yaml");
        assertThat(call.err()).isEmpty();
    }

    @Test
    void destroyTurnsTheOrderRoundAndNeedsNoApproval() {
        assertThat(call.execute("destroy", "--request", "r.yaml", "--list")).isZero();

        assertThat(call.out().lines().skip(3).map(line -> line.trim().split(" +")[1]))
                .containsSubsequence("app@eu", "app@us", "net");
        assertThat(call.out()).containsPattern("net +network +app@eu, app@us ");
    }

    @Test
    void whatWasTypedNeedsNoPlace() {
        call.execute("plan", "envs/*", "network", "--exclude=envs/b", "--list");

        assertThat(call.out().lines().skip(3).map(String::strip).toList())
                .isEqualTo(List.of(
                        "1  envs/a   envs/a   -          found by 'envs/*'", "2  network  network  -          named"));
    }

    @Test
    void runsAndWritesNothing() throws IOException {
        call.execute("plan", "network", "--list", "--run-dir=run", "--html=x.html", "--plan-dir=plans");

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrder("network", "app", "envs", "r.yaml");
        }
    }

    @Test
    void mistakesAreMistakesHereToo() {
        assertThat(call.execute("plan", "netwrk", "--list")).isEqualTo(64);
    }
}
