package io.jenkins.plugins.terraformparallel.engine.process;

import static io.jenkins.plugins.terraformparallel.engine.process.HostFixture.out;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine in a JVM of its own, killed with its whole process group, as a terminal's Ctrl-C does it or worse. */
class EngineDeathTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT", "HUP"})
    void theChainGoesOnAndIsFoundAndTheDirectoryStaysLocked(String signal) throws Exception {
        try (HostFixture fixture = new HostFixture(temporary)) {
            String counts = StandIn.script(temporary.resolve("counts"), StandIn.COUNTS_SIGNALS);
            Path locks = temporary.resolve("locks");
            Process engine = new ProcessBuilder(
                            "setsid",
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EngineThatWaits.class.getName(),
                            fixture.directory.toString(),
                            locks.toString(),
                            fixture.module.toString(),
                            counts)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(engine.inputReader().readLine()).isEqualTo("started");
            // Polled earlier, the chain would be taken for one whose engine died while it launched it.
            Path script = fixture.chainFile(1, "pid");
            Await.until("the script", () -> Files.exists(script) && Files.size(script) > 0);
            long pid = fixture.awaitReady(1, 1);
            LocalDirectoryLocks others = new LocalDirectoryLocks(locks);
            assertThat(others.claim(fixture.module.toString(), "run 2"))
                    .isEqualTo(new DirectoryLocks.Busy("run run-1, unit network"));

            new ProcessBuilder("kill", "-" + signal, "--", "-" + engine.pid())
                    .start()
                    .waitFor();
            assertThat(engine.waitFor()).isNotZero();

            assertThat(fixture.poll(1, 1).state()).isInstanceOf(ProcessState.Running.class);
            assertThat(fixture.poll(1, 2).state()).isEqualTo(new ProcessState.Never(true));
            assertThat(others.claim(fixture.module.toString(), "run 2"))
                    .isEqualTo(new DirectoryLocks.Busy(
                            "run run-1, unit network, whose terraform (pid " + pid + ") is still running"));
            fixture.release();
            assertThat(out(fixture.awaitFinal(1, 2))).isEqualTo("ready\nTERM 0 INT 0\n");
            assertThat(out(fixture.awaitFinal(1, 1))).isEqualTo("ready\nTERM 0 INT 0\n");
            List<DirectoryLocks.Claim> claims = List.of(Await.until(
                    "the lock",
                    () -> others.claim(fixture.module.toString(), "run 2"),
                    DirectoryLocks.Held.class::isInstance));
            ((DirectoryLocks.Held) claims.get(0)).close();
        }
    }
}
