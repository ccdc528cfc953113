package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever may stop a run before its end. */
@WithJenkins
class AbortJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theRedCrossInterruptsWhatRunsAndStartsNothingNew() throws Exception {
        WorkflowRun build =
                start("node {\n" + Pipelines.modules(8, 20) + "terraformParallel modules: 'm*', operation: 'apply' }");
        Pipelines.await("four applies", () -> Pipelines.applying(build) == 4);
        build.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        RunReport report = Pipelines.report(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.ABORTED)).isEqualTo(4);
        assertThat(report.count(UnitState.SKIPPED)).isEqualTo(4);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
    }

    @Test
    void aTimeoutAroundTheStepIsAnAbort() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(2, 30)
                + "timeout(time: 6, unit: 'SECONDS') { terraformParallel modules: 'm*', operation: 'apply' } }");
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Timeout has been exceeded", build);
        Pipelines.await("the end of the run", () -> Pipelines.report(build).status() == RunStatus.ABORTED);
    }

    @Test
    void aStepThatIsEndedByForceLeavesNothingBehind() throws Exception {
        WorkflowRun build =
                start("node {\n" + Pipelines.modules(2, 30) + "terraformParallel modules: 'm*', operation: 'apply' }");
        Pipelines.await("two applies", () -> Pipelines.applying(build) == 2);
        build.doTerm();
        jenkins.waitForCompletion(build);
        Pipelines.await("the end of the run", () -> Pipelines.report(build).status() == RunStatus.ABORTED);
        assertThat(Pipelines.report(build).count(UnitState.ABORTED)).isEqualTo(2);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
    }

    @Test
    void anAbortBeforeAnythingWasStartedStartsNothing() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(1, 1)
                + "parallel failFast: true, a: { error 'at once' }, b: { terraformParallel modules: 'm1' } }");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
    }

    @Test
    void aRemovedAgentEndsTheRunSoThatRetryTriesAgain() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(hudson.model.Label.get("terraform"));
        WorkflowRun build =
                start("int n = 0\nretry(count: 2, conditions: [agent()]) { n++\n node(n == 1 ? 'terraform' : '') {\n"
                        + Pipelines.modules(6, 5) + "terraformParallel modules: 'm*', operation: 'apply' } }");
        Pipelines.await("four applies", () -> Pipelines.applying(build) == 4);
        Instant removed = Instant.now();
        jenkins.jenkins.removeNode(agent);
        Pipelines.await(
                "the first run's end",
                () -> Pipelines.runs(build).get(0).report(false).orElseThrow().status() == RunStatus.FAILED);
        assertThat(Duration.between(removed, Instant.now())).isLessThan(Duration.ofSeconds(15));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        RunReport first = Pipelines.runs(build).get(0).report(false).orElseThrow();
        assertThat(first.count(UnitState.FAILED)).isEqualTo(4);
        assertThat(first.count(UnitState.SKIPPED)).isEqualTo(2);
        assertThat(first.failures())
                .allMatch(unit -> String.valueOf(unit.reason()).contains("was removed; state and lock unknown"));
    }

    private WorkflowRun start(String script) throws Exception {
        WorkflowJob job = Pipelines.job(jenkins, "infra", script);
        return job.scheduleBuild2(0).waitForStart();
    }
}
