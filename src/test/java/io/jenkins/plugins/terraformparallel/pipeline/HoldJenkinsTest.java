package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While Jenkins is about to shut down, or somebody has paused the build, no new unit starts; and what a step tells of itself. */
@NeedsTerraform
class HoldJenkinsTest extends InOneJenkins {

    @AfterEach
    void goOn() {
        jenkins.jenkins.doCancelQuietDown();
    }

    @Test
    void noUnitStartsWhileJenkinsPreparesToShutDown() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(3, 3)
                + "terraformParallel modules: 'm*', operation: 'apply', parallel: 1 }");
        Pipelines.awaitApplying(build, 1);
        jenkins.jenkins.doQuietDown();
        jenkins.waitForMessage("Jenkins is preparing to shut down", build);
        awaitFirstUnit(build);
        assertThat(Pipelines.started(build)).isEqualTo(1);
        assertThat(status(build)).contains("Jenkins is preparing to shut down");

        jenkins.jenkins.doCancelQuietDown();
        end(Result.SUCCESS, build);
        assertThat(Pipelines.report(build).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void noUnitStartsWhileTheBuildIsPaused() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(3, 3)
                + "terraformParallel modules: 'm*', operation: 'apply', parallel: 1 }");
        Pipelines.awaitApplying(build, 1);
        CpsFlowExecution execution = (CpsFlowExecution) build.getExecution();
        execution.pause(true);
        jenkins.waitForMessage("the build is paused", build);
        awaitFirstUnit(build);
        assertThat(Pipelines.started(build)).isEqualTo(1);

        execution.pause(false);
        end(Result.SUCCESS, build);
    }

    @Test
    void itsStatusTellsWhatRunsWaitsAndHasFailed() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(6, 30) + """
                writeFile file: 'broken/main.tf', text: 'resource {}'
                terraformParallel modules: ['broken', 'm*'], operation: 'apply', parallel: 2 }
                """);
        Pipelines.awaitApplying(build, 2);
        assertThat(status(build))
                .contains("2 running")
                .contains("m1: apply")
                .contains("4 waiting")
                .contains("1 failed (first broken)");
        build.doStop();
        jenkins.waitForCompletion(build);
    }

    private static void awaitFirstUnit(WorkflowRun build) throws Exception {
        Pipelines.await(
                "the end of the unit that runs", () -> Pipelines.report(build).count(UnitState.SUCCEEDED) == 1);
    }

    private static String status(WorkflowRun build) throws Exception {
        List<StepExecution> executions =
                build.getExecution().getCurrentExecutions(true).get();
        assertThat(executions).hasSize(1);
        return executions.get(0).getStatus();
    }
}
