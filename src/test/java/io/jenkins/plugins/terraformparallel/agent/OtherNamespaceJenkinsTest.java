package io.jenkins.plugins.terraformparallel.agent;

import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.UNIT;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.id;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.out;
import static io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Node;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.testing.Await;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeAccess;
import io.jenkins.plugins.terraformparallel.testing.jenkins.NodeRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Processes in a pid namespace of their own, as in a container: the node shares their files and doesn't see them under
 * their own pids. Needs the right to make one; skipped without.
 */
@WithJenkins
class OtherNamespaceJenkinsTest {

    private Process container;
    private NodeRun run;

    @BeforeEach
    void startContainer(JenkinsRule jenkins) throws Exception {
        container = new ProcessBuilder("unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sleep", "600")
                .start();
        Await.until("the container is there", () -> !container.isAlive() || init().isPresent());
        assumeTrue(container.isAlive(), "no right to make a pid namespace");
        String pid = String.valueOf(init().orElseThrow().pid());
        Node node = jenkins.jenkins;
        run = new NodeRun(
                node,
                new NodeAccess(node)
                        .decorated(launcher -> launcher.decorateByPrefix("nsenter", "-t", pid, "-p", "-m", "--")));
        // The directory in which shells start.
        run.file(run.place().temporary() + "/terraform-parallel").mkdirs();
    }

    private java.util.Optional<ProcessHandle> init() {
        return container.toHandle().children().findFirst();
    }

    @AfterEach
    void stopContainer() throws Exception {
        init().ifPresent(ProcessHandle::destroyForcibly);
        container.destroyForcibly();
        container.waitFor(10, TimeUnit.SECONDS);
    }

    @Test
    void livesUntilItsOwnShellCallsItDead() throws Exception {
        start("echo ready\nuntil [ -e release ]; do sleep 0.05; done\n");

        run.awaitOutput(1, 1, "ready\n");
        ProcessState.Running running = (ProcessState.Running) run.poll(1, 1).state();
        assertThat(running.pid()).isLessThan(init().orElseThrow().pid());
        run.write("m/release", "");

        assertThat(NodeRun.exitCode(run.awaitEnd(1, 1))).isZero();
    }

    @Test
    void isInterruptedOnceThroughItsOwnShell() throws Exception {
        start("trap 'echo term' TERM\necho ready\nuntil [ -e release ]; do sleep 0.05; done\n");
        run.awaitOutput(1, 1, "ready\n");

        assertThat(run.host().interrupt(id(1))).isTrue();
        run.awaitOutput(1, 1, "term\n");
        assertThat(run.anotherEnginesPorts().host().interrupt(id(1))).isTrue();
        run.write("m/release", "");

        assertThat(out(run.awaitEnd(1, 1))).isEqualTo("ready\nterm\n");
    }

    @Test
    void isFoundAndKilledUnderItsOwnPid() throws Exception {
        // It doesn't wait for the other one, which may be killed first.
        start("setsid sleep 300 &\necho ready\nexec sleep 300\n");
        run.awaitOutput(1, 1, "ready\n");
        long pid = ((ProcessState.Running) run.poll(1, 1).state()).pid();

        List<FoundProcess> found = run.host().find(UNIT);
        assertThat(found).extracting(FoundProcess::pid).contains(pid);
        assertThat(found).extracting(FoundProcess::command).contains("sleep");
        run.host().stopChain(UNIT, 1);
        for (FoundProcess process : found) {
            run.host().signal(process, true);
        }

        assertThat(NodeRun.exitCode(run.awaitEnd(1, 1))).isEqualTo(137);
        Await.until("nobody is left", () -> run.host().find(UNIT).isEmpty());
    }

    @Test
    void isLostWhenItIsKilledWithItsScript() throws Exception {
        start("echo ready\nwait\nsleep 300\n");
        run.awaitOutput(1, 1, "ready\n");

        new ProcessBuilder(
                        "nsenter",
                        "-t",
                        String.valueOf(init().orElseThrow().pid()),
                        "-p",
                        "-m",
                        "--",
                        "sh",
                        "-c",
                        "kill -9 -1")
                .start()
                .waitFor();

        assertThat(run.awaitEnd(1, 1).state()).isEqualTo(new ProcessState.Lost());
    }

    private void start(String script) throws Exception {
        run.write("m/x", "");
        run.host().start(run.chain("m", Map.of(), process(1, run.program("stand-in", script))));
    }
}
