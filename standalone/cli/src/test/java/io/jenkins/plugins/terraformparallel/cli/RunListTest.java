package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
                        "ORDER  UNIT    PATH     TAKES  TO END   WAITS FOR  WHY",
                        "    1  net     network  -      3 units  -          named in modules[1] of r.yaml",
                        "    2  app@eu  app      -      2 units  net        named in modules[2] of r.yaml",
                        "    3  envs/a  envs/a   -      1 unit   -          found by 'envs/*' in modules[0] of r.yaml",
                        "    4  envs/b  envs/b   -      1 unit   -          found by 'envs/*' in modules[0] of r.yaml",
                        "    5  app@us  app      -      1 unit   net        named in modules[2] of r.yaml",
                        "",
                        "Nothing is known of earlier runs: units start by TO END, the longest first: the longest chain of"
                                + " units that begins with one.");
        assertThat(call.err()).isEmpty();
    }

    @Test
    void namesWhatEarlierRunsToldAndWhatIsAGuess() throws IOException {
        Unit shop = DurationBookTest.unit(directory.toRealPath().resolve("app").toString(), "eu");
        Unit net =
                DurationBookTest.unit(directory.toRealPath().resolve("network").toString(), null);
        Map<String, String> keys = DurationBook.keys(Operation.PLAN, List.of(shop, net));
        DurationBook book = DurationBook.EMPTY.with(
                Map.of(
                        keys.get(shop.name()), 62_000L,
                        keys.get(net.name()), 1500L),
                Instant.now().getEpochSecond() / 86_400);
        Path cache = directory.resolve("home/.cache/terraform-parallel");
        Files.createDirectories(cache);
        Files.writeString(cache.resolve("durations"), book.text());

        call.execute("plan", "--request", "r.yaml", "--list");

        assertThat(call.out().lines().skip(2))
                .containsExactly(
                        "ORDER  UNIT    PATH     TAKES      TO END     WAITS FOR  WHY",
                        "    1  net     network  1.5 s      1 min 5 s  -          named in modules[1] of r.yaml",
                        "    2  app@eu  app      1 min 2 s  1 min 3 s  net        named in modules[2] of r.yaml",
                        "    3  envs/a  envs/a   ~1.5 s     1.5 s      -          found by 'envs/*' in modules[0] of r.yaml",
                        "    4  envs/b  envs/b   ~1.5 s     1.5 s      -          found by 'envs/*' in modules[0] of r.yaml",
                        "    5  app@us  app      ~1.5 s     1.5 s      net        named in modules[2] of r.yaml",
                        "",
                        "Units start by TO END, the longest first: what a unit and the longest chain of units that wait for"
                                + " it take, by earlier runs. ~ is a guess: the median of the others.");
    }

    @Test
    void destroyTurnsTheOrderRoundAndNeedsNoApproval() {
        assertThat(call.execute("destroy", "--request", "r.yaml", "--list")).isZero();

        assertThat(call.out().lines().skip(3).limit(5).map(line -> line.trim().split(" +")[1]))
                .containsSubsequence("app@eu", "app@us", "net");
        assertThat(call.out()).containsPattern("net +network .* app@eu, app@us ");
    }

    @Test
    void whatWasTypedNeedsNoPlace() {
        call.execute("plan", "envs/*", "network", "--exclude=envs/b", "--list");

        assertThat(call.out().lines().skip(3).limit(2).map(String::strip).toList())
                .isEqualTo(List.of(
                        "1  envs/a   envs/a   -      1 unit  -          found by 'envs/*'",
                        "2  network  network  -      1 unit  -          named"));
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
