package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.config.TerraformParallelConfiguration;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller, with the plugin packed as for users, is killed while terraform applies. */
@NeedsTerraform
class KilledControllerJenkinsTest {

    private static final String RESUMED = "resumed";
    private static final String LOST = "lost";
    private static final int UNITS = 6;

    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @Test
    void whatCanBeResumedGoesOnAndTheRestIsBroughtToItsEnd() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KilledControllerJenkinsTest::applyTwice);
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(KilledControllerJenkinsTest::resumes);
        controller.runRemotely(KilledControllerJenkinsTest::isBroughtToItsEnd);
    }

    private static void applyTwice(JenkinsRule jenkins) throws Exception {
        TerraformParallelConfiguration.get().setProcessesPerNode(8);
        WorkflowRun resumed = start(jenkins, RESUMED, FlowDurabilityHint.MAX_SURVIVABILITY);
        WorkflowRun lost = start(jenkins, LOST, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        Pipelines.awaitApplying(resumed, 4);
        Pipelines.awaitApplying(lost, 4);
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, FlowDurabilityHint hint) throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, name, "node {\n" + AgentJenkinsTest.counting(UNITS, 20) + """
                def run = terraformParallel(modules: 'm*', operation: 'apply', vars: [a: 'b'])
                def times = sh(script: 'cat m*/created.log | wc -l', returnStdout: true).trim()
                echo "created ${times} times, status ${run.status}"
                }
                """);
        job.addProperty(new DurabilityHintJobProperty(hint));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void resumes(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins, RESUMED);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("created " + UNITS + " times, status SUCCEEDED", build);
        RunReport report = Pipelines.report(build);
        assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(UNITS);
    }

    private static void isBroughtToItsEnd(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins, LOST);
        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
        RunReport report = Pipelines.awaitEnd(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.SKIPPED)).isEqualTo(UNITS - 4);
        assertThat(report.count(UnitState.RUNNING, UnitState.QUEUED)).isZero();
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }
}
