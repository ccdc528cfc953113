package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart of the controller while terraform applies. */
class ResumeJenkinsTest {

    private static final String JOB = "infra";
    private static final int UNITS = 6;

    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void aRunGoesOnAndNothingIsAppliedTwice() throws Throwable {
        session.then(jenkins -> {
            start(jenkins, false);
        });
        session.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("created 6 times, status SUCCEEDED", build);
            RunReport report = Pipelines.report(build);
            assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(UNITS);
        });
    }

    @Test
    void aRunWhoseBuildCantResumeIsBroughtToItsEnd() throws Throwable {
        session.then(jenkins -> {
            start(jenkins, true);
        });
        session.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.waitForCompletion(build);
            assertThat(build.getResult()).isIn(Result.FAILURE, Result.ABORTED);
            Pipelines.await("the end of the run", () -> Pipelines.report(build).status() == RunStatus.ABORTED);
            RunReport report = Pipelines.report(build);
            assertThat(report.count(UnitState.RUNNING, UnitState.QUEUED)).isZero();
            assertThat(report.count(UnitState.SKIPPED)).isPositive();
        });
    }

    private static void start(JenkinsRule jenkins, boolean disableResume) throws Exception {
        StringBuilder script = new StringBuilder("node {\n");
        for (int i = 1; i <= UNITS; i++) {
            script.append("writeFile file: 'm")
                    .append(i)
                    .append("/main.tf', text: '''resource \"terraform_data\" \"it\" {\n")
                    .append("  provisioner \"local-exec\" { command = \"echo x >> created.log; sleep 4\" }\n}\n'''\n");
        }
        script.append("def run = terraformParallel(modules: 'm*', operation: 'apply')\n")
                .append("def times = sh(script: 'cat m*/created.log | wc -l', returnStdout: true).trim()\n")
                .append("echo \"created ${times} times, status ${run.status}\"\n}");
        WorkflowJob job = Pipelines.job(jenkins, JOB, script.toString());
        if (disableResume) {
            job.addProperty(new DisableResumeJobProperty());
        }
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Pipelines.await("four applies", () -> Pipelines.applying(build) == 4);
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
    }
}
