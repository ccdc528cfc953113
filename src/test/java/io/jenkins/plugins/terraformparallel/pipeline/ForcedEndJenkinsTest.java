package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jenkins ends the step by force: terraform still gets its one signal and its grace period, and the run its end. */
@NeedsTerraform
class ForcedEndJenkinsTest extends InOneJenkins {

    private SlowToStop slow;

    @BeforeEach
    void startBackend() throws Exception {
        slow = new SlowToStop();
    }

    @AfterEach
    void stopBackend() {
        slow.close();
    }

    @Test
    void aTimeoutThatLosesItsPatience() throws Exception {
        WorkflowRun build = start("node {\n" + slow.module("m")
                + "timeout(time: 6, unit: 'SECONDS') { terraformParallel modules: 'm', operation: 'apply' } }");
        Pipelines.awaitApplying(build, 1);
        jenkins.waitForCompletion(build);
        jenkins.assertLogContains("Body did not finish within grace period; terminating with extreme prejudice", build);
        goesOnToItsEnd(build);
    }

    @Test
    void forciblyTerminatingRunningSteps() throws Exception {
        WorkflowRun build = applying();
        build.doStop();
        slow.awaitStopping(1);
        build.doTerm();
        jenkins.waitForCompletion(build);
        goesOnToItsEnd(build);
    }

    @Test
    void forciblyTerminatingWhatNobodyHasAskedToStop() throws Exception {
        WorkflowRun build = applying();
        build.doTerm();
        jenkins.waitForCompletion(build);
        goesOnToItsEnd(build);
    }

    @Test
    void aHardKill() throws Exception {
        WorkflowRun build = applying();
        build.doKill();
        jenkins.waitForCompletion(build);
        goesOnToItsEnd(build);
    }

    /** Its journal is gone with it, and doesn't come back. */
    @Test
    void aBuildThatIsDeletedWhileItsRunGoesOn() throws Exception {
        WorkflowRun build = applying();
        String run = Pipelines.report(build).id();
        Path folder = build.getRootDir().toPath();
        build.doTerm();
        jenkins.waitForCompletion(build);
        build.delete();
        slow.awaitStopping(1);
        assertThat(MarkedProcesses.ofRun(run)).isNotEmpty();
        slow.release();
        Pipelines.await(
                "the end of its terraform", () -> MarkedProcesses.ofRun(run).isEmpty());
        Path open = jenkins.jenkins.getRootDir().toPath().resolve("terraform-parallel/open-runs/" + run + ".json");
        Pipelines.await("the end of its run", () -> !Files.exists(open));
        assertThat(slow.state("m")).contains("first").contains("tainted");
        assertThat(slow.isLocked("m")).isFalse();
        assertThat(folder).doesNotExist();
    }

    private WorkflowRun applying() throws Exception {
        WorkflowRun build =
                start("node {\n" + slow.module("m") + "terraformParallel modules: 'm', operation: 'apply' }");
        Pipelines.awaitApplying(build, 1);
        return build;
    }

    private void goesOnToItsEnd(WorkflowRun build) throws Exception {
        slow.awaitStopping(1);
        RunReport stopping = Pipelines.report(build);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.RunEnded.class::isInstance);
        assertThat(MarkedProcesses.ofRun(stopping.id())).isNotEmpty();
        slow.release();

        RunReport report = Pipelines.awaitEnd(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.ABORTED)).isEqualTo(1);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
        assertThat(slow.state("m")).contains("first").contains("tainted");
        assertThat(slow.isLocked("m")).isFalse();
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
    }
}
