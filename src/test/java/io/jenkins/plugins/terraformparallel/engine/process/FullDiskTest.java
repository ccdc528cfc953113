package io.jenkins.plugins.terraformparallel.engine.process;

import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's directory on a small file system of its own, which only root can make. */
class FullDiskTest {

    @TempDir
    Path temporary;

    private Path disk;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()))
                .as("may mount a tmpfs")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void theExitCodeIsKnownAndNothingMoreIsStarted() throws Exception {
        String fill = StandIn.script(
                temporary.resolve("fill"),
                "echo ready; until [ -e release ]; do sleep 0.02; done\n" + "cat /dev/zero 2>/dev/null >" + disk
                        + "/fill; exit 3\n");
        Path module = Files.createDirectory(temporary.resolve("module"));
        try (LocalProcessHost host = new LocalProcessHost(HostFixture.RUN, disk.resolve("run"), System.getenv())) {
            host.start(new Chain(
                    HostFixture.RUN,
                    HostFixture.UNIT,
                    module.toString(),
                    Map.of(),
                    List.of(
                            process(1, fill),
                            process(2, "/bin/touch", module.resolve("started").toString()))));
            Files.createFile(module.resolve("release"));

            assertThat(HostFixture.awaitFinal(host, 1, 1).state())
                    .isInstanceOfSatisfying(
                            ProcessState.Ended.class,
                            ended -> assertThat(ended.exitCode()).isEqualTo(3));
            assertThat(HostFixture.awaitFinal(host, 1, 2).state())
                    .isIn(new ProcessState.Lost(), new ProcessState.Never(false));
            assertThat(module.resolve("started")).doesNotExist();
            assertThat(host.interrupt(id(2))).isFalse();
        }
    }

    /** 3 lets the chain go on, so that the next process meets the full disk. */
    private static ProcessSpec process(int number, String... argv) {
        return new ProcessSpec(number, "plan", List.of(argv), Map.of(), Set.of(3), ProcessSpec.Guard.NONE);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
