package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever may ask a run to stop. */
@NeedsTerraform
class AbortJenkinsTest extends InOneJenkins {

    /** A repeated interruption that is no person's, as of a newer build. */
    private static final class Newer extends CauseOfInterruption {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Superseded by #2";
        }
    }

    @BeforeAll
    static void knowUsers() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    @Test
    void theRedCrossInterruptsWhatRunsAndStartsNothingNew() throws Exception {
        WorkflowRun build =
                start("node {\n" + Pipelines.modules(8, 60) + "terraformParallel modules: 'm*', operation: 'apply' }");
        Pipelines.awaitApplying(build, 4);
        abortAs("alice", build);
        end(Result.ABORTED, build);

        jenkins.assertLogContains("Aborted by alice", build);
        jenkins.assertLogContains("To kill them now, which can lose state, abort the build again", build);
        RunReport report = Pipelines.report(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.ABORTED)).isEqualTo(4);
        assertThat(report.count(UnitState.SKIPPED)).isEqualTo(4);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
        for (int i = 1; i <= 4; i++) {
            Path module = Pipelines.workspace(build).resolve("m" + i);
            assertThat(StateFile.resources(module)).containsExactly("it");
            assertThat(Files.exists(module.resolve(".terraform.tfstate.lock.info")))
                    .isFalse();
        }
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
        assertThat(build.getExecution().getCauseOfFailure()).isNotNull();
    }

    @Test
    void aDoubleClickChangesNothingAndASecondAbortOfAPersonKills() throws Exception {
        try (SlowToStop slow = new SlowToStop()) {
            WorkflowRun build = start("node {\n" + slow.module("m1") + slow.module("m2")
                    + "terraformParallel modules: 'm*', operation: 'apply' }");
            Pipelines.awaitApplying(build, 2);
            abortAs("alice", build);
            abortAs("alice", build);
            slow.awaitStopping(2);
            passed(Duration.ofSeconds(4), firstAbort(build));
            assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);

            abortAs("bob", build);
            end(Result.ABORTED, build);
            assertThat(Pipelines.events(build))
                    .filteredOn(RunEvent.UnitKilled.class::isInstance)
                    .hasSize(2);
            assertThat(Pipelines.report(build).count(UnitState.ABORTED)).isEqualTo(2);
            assertThat(MarkedProcesses.ofRun(Pipelines.report(build).id())).isEmpty();
            jenkins.assertLogContains("Aborted again by bob", build);
        }
    }

    @Test
    void interruptionsThatNoPersonRepeatsNeverKill() throws Exception {
        try (SlowToStop slow = new SlowToStop()) {
            WorkflowRun build =
                    start("node {\n" + slow.module("m") + "terraformParallel modules: 'm', operation: 'apply' }");
            Pipelines.awaitApplying(build, 1);
            build.getExecution().interrupt(Result.ABORTED, new Newer());
            slow.awaitStopping(1);
            passed(Duration.ofSeconds(4), firstAbort(build));
            build.getExecution().interrupt(Result.ABORTED, new Newer());
            abortAs("alice", build);
            // The first one of a person, too.
            passed(Duration.ofSeconds(2), Instant.now());
            slow.release();

            end(Result.ABORTED, build);
            assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
            assertThat(slow.state("m")).contains("first").contains("tainted");
            assertThat(slow.isLocked("m")).isFalse();
        }
    }

    @Test
    void aTimeoutAroundTheStepIsAnAbort() throws Exception {
        WorkflowRun build = end(
                Result.ABORTED,
                "node {\n" + Pipelines.modules(2, 60)
                        + "timeout(time: 6, unit: 'SECONDS') { terraformParallel modules: 'm*', operation: 'apply' } }");
        jenkins.assertLogContains("Timeout has been exceeded", build);
        assertThat(Pipelines.awaitEnd(build).status()).isEqualTo(RunStatus.ABORTED);
    }

    /** The Pipeline may go on afterwards: the exception is Jenkins' own, as it came. */
    @Test
    void theInterruptionCanBeCaughtAsWithAnyStep() throws Exception {
        WorkflowRun build = end(Result.SUCCESS, "node {\n" + Pipelines.modules(2, 60) + """
                        try {
                          timeout(time: 5, unit: 'SECONDS') { terraformParallel modules: 'm*', operation: 'apply' }
                        } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                          echo "went on"
                        }
                        }
                        """);
        jenkins.assertLogContains("went on", build);
    }

    @Test
    void itsOwnTimeoutCountsForEachUnit() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.module("m1", 60) + Pipelines.module("m2", 0)
                        + "terraformParallel modules: ['m1', 'm2'], operation: 'apply', timeout: '8s' }");
        RunReport report = Pipelines.report(build);
        assertThat(report.count(UnitState.TIMED_OUT)).isEqualTo(1);
        assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(1);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
    }

    @Test
    void anAbortBeforeAnythingWasStartedStartsNothing() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(1, 1)
                        + "parallel failFast: true, a: { error 'at once' }, b: { terraformParallel modules: 'm1' } }");
        List<?> runs = Pipelines.runs(build);
        if (!runs.isEmpty()) {
            assertThat(Pipelines.report(build).count(UnitState.RUNNING, UnitState.QUEUED))
                    .isZero();
        }
    }

    private static void abortAs(String user, WorkflowRun build) throws Exception {
        try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
            build.doStop();
        }
    }

    /** When the run noticed that it is to stop. */
    private static Instant firstAbort(WorkflowRun build) throws Exception {
        return Pipelines.events(build).stream()
                .filter(RunEvent.AbortRequested.class::isInstance)
                .map(RunEvent::at)
                .findFirst()
                .orElseThrow();
    }

    private static void passed(Duration duration, Instant since) throws Exception {
        Pipelines.await(duration + " after", () -> Instant.now().isAfter(since.plus(duration)));
    }
}
