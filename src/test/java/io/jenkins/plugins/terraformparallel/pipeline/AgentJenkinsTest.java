package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** Inbound agents that come and go while terraform runs on them. */
@NeedsTerraform
class AgentJenkinsTest extends InOneJenkins {

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void aRunGoesOnWhenTheAgentsProcessIsKilledAndStartedAgain() throws Exception {
        String agent = inbound("unsteady").getNodeName();
        WorkflowRun build = start("node('" + agent + "') {\n" + counting(6, 8) + """
                def run = terraformParallel(modules: 'm*', operation: 'apply')
                echo 'created ' + sh(script: 'cat m*/created.log | wc -l', returnStdout: true).trim() + ' times'
                }
                """);
        Pipelines.awaitApplying(build, 4);
        agents.stop(jenkins, agent);
        jenkins.waitForMessage("agent " + agent + " can't be reached", build);
        agents.start(jenkins, options(agent).build());

        end(Result.SUCCESS, build);
        jenkins.assertLogContains("It can be reached again: the run goes on.", build);
        jenkins.assertLogContains("created 6 times", build);
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(6);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitInterrupted.class::isInstance);
    }

    @Test
    void anAbortWhileTheAgentIsAwayReachesTerraformWhenItIsBack() throws Exception {
        String agent = inbound("away").getNodeName();
        WorkflowRun build = start("node('" + agent + "') {\n" + counting(2, 120)
                + "terraformParallel(modules: 'm*', operation: 'apply') }");
        Pipelines.awaitApplying(build, 2);
        agents.stop(jenkins, agent);
        jenkins.waitForMessage("agent " + agent + " can't be reached", build);
        build.doStop();
        agents.start(jenkins, options(agent).build());

        end(Result.ABORTED, build);
        RunReport report = Pipelines.awaitEnd(build);
        assertThat(report.count(UnitState.ABORTED)).isEqualTo(2);
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
    }

    @Test
    void aRemovedAgentEndsTheRunSoThatRetryTriesAgain() throws Exception {
        Slave agent = inbound("removed");
        WorkflowRun build = start(
                "int n = 0\nretry(count: 2, conditions: [agent()]) { n++\n node(n == 1 ? 'removed' : 'built-in') {\n"
                        + Pipelines.modules(6, 5)
                        + "terraformParallel modules: 'm*', operation: 'apply', onFailure: 'continue' } }");
        Pipelines.awaitApplying(build, 4);
        Instant removed = Instant.now();
        jenkins.jenkins.removeNode(agent);
        Pipelines.await(
                "the first run's end",
                () -> Pipelines.runs(build)
                        .get(0)
                        .report(false)
                        .filter(report -> report.status() == RunStatus.FAILED)
                        .isPresent());
        assertThat(Duration.between(removed, Instant.now())).isLessThan(Duration.ofSeconds(15));

        end(Result.SUCCESS, build);
        RunReport first = Pipelines.runs(build).get(0).report(false).orElseThrow();
        assertThat(first.count(UnitState.FAILED)).isEqualTo(4);
        assertThat(first.count(UnitState.SKIPPED)).isEqualTo(2);
        assertThat(first.failures())
                .allMatch(unit -> String.valueOf(unit.reason()).contains("was removed; state and lock unknown"));
        RunReport second = Pipelines.runs(build).get(1).report(false).orElseThrow();
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private Slave inbound(String name) throws Exception {
        Slave agent = agents.createAgent(jenkins, options(name).build());
        agent.setMode(Node.Mode.EXCLUSIVE);
        return agent;
    }

    private static InboundAgentExtension.Options.Builder options(String name) {
        return InboundAgentExtension.Options.newBuilder().name(name).webSocket();
    }

    /** Modules that write down each time that their resource is created. */
    static String counting(int count, int seconds) {
        StringBuilder script = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            script.append("writeFile file: 'm")
                    .append(i)
                    .append("/main.tf', text: '''resource \"terraform_data\" \"it\" {\n")
                    .append("  provisioner \"local-exec\" { command = \"echo x >> created.log; sleep ")
                    .append(seconds)
                    .append("\" }\n}\n'''\n");
        }
        return script.toString();
    }
}
