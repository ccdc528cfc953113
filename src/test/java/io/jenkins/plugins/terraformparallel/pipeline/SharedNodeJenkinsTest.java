package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.terraformparallel.config.NodeLimit;
import io.jenkins.plugins.terraformparallel.config.TerraformParallelConfiguration;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Builds on one agent, which takes no more terraform processes than its limit says. */
@NeedsTerraform
class SharedNodeJenkinsTest extends InOneJenkins {

    private static final AtomicInteger AGENTS = new AtomicInteger();

    private static DumbSlave withTwoExecutors() throws Exception {
        String name = "shared-" + AGENTS.incrementAndGet();
        File root = new File(jenkins.jenkins.getRootDir(), "agents/" + name);
        DumbSlave agent = new DumbSlave(name, root.getAbsolutePath(), jenkins.createComputerLauncher(null));
        agent.setNumExecutors(2);
        agent.setMode(Node.Mode.EXCLUSIVE);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    private static Path root(DumbSlave agent) throws Exception {
        return Files.createDirectories(Path.of(agent.getRootPath().getRemote()));
    }

    private static String applies(DumbSlave agent, int count, int seconds) {
        return "node('" + agent.getNodeName() + "') {\n" + Pipelines.modules(count, seconds)
                + "terraformParallel modules: 'm*', operation: 'apply', parallel: 4 }";
    }

    @Test
    void twoBuildsTogetherNeverHaveMoreThanFourProcessesAndBothGetOn() throws Exception {
        DumbSlave agent = withTwoExecutors();
        try (TerraformSampler sampler = TerraformSampler.below(root(agent))) {
            WorkflowRun first = start(applies(agent, 8, 3));
            Pipelines.awaitApplying(first, 4);
            WorkflowRun second = start(applies(agent, 8, 3));
            jenkins.waitForMessage("a free place on agent " + agent.getNodeName() + ": 4 of 4 in use by ", second);
            Pipelines.await("the second has begun", () -> Pipelines.started(second) > 0);
            assertThat(first.isBuilding())
                    .as("it needn't wait for the first one's end")
                    .isTrue();

            end(Result.SUCCESS, first);
            end(Result.SUCCESS, second);
            assertThat(sampler.most()).isEqualTo(4);
        }
    }

    @Test
    void aNodeMayHaveALimitOfItsOwn() throws Exception {
        DumbSlave agent = withTwoExecutors();
        agent.getNodeProperties().add(new NodeLimit(1));
        try (TerraformSampler sampler = TerraformSampler.below(root(agent))) {
            WorkflowRun build = succeed(applies(agent, 3, 0));

            assertThat(sampler.most()).isEqualTo(1);
            assertThat(Pipelines.report(build).remarks())
                    .containsExactly("Units wait for a free place on agent " + agent.getNodeName()
                            + ": 1 of 1 in use by " + build.getFullDisplayName() + ".");
        }
    }

    @Test
    void anAbortedRunGivesUpItsTurnAndItsPlaces() throws Exception {
        DumbSlave agent = withTwoExecutors();
        WorkflowRun first = start(applies(agent, 4, 120));
        Pipelines.awaitApplying(first, 4);
        WorkflowRun second = start(applies(agent, 2, 0));
        jenkins.waitForMessage("a free place on agent", second);

        first.doStop();
        end(Result.ABORTED, first);
        end(Result.SUCCESS, second);
        assertThat(Pipelines.report(first).count(UnitState.ABORTED)).isEqualTo(4);
        assertThat(RunDrivers.get().places().nodes()).isZero();
    }

    @Test
    void theBuiltInNodeIsANodeToo() throws Exception {
        TerraformParallelConfiguration.get().setProcessesPerNode(2);
        try (TerraformSampler sampler =
                TerraformSampler.below(jenkins.jenkins.getRootDir().toPath())) {
            succeed("node('built-in') {\n" + Pipelines.modules(4, 0) + "terraformParallel modules: 'm*' }");

            assertThat(sampler.most()).isEqualTo(2);
        } finally {
            TerraformParallelConfiguration.get().setProcessesPerNode(4);
        }
    }
}
