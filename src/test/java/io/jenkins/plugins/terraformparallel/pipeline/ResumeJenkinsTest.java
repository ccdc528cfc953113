package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Util;
import hudson.model.Node;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Jenkins is stopped as it should be and started again while terraform applies. */
@NeedsTerraform
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ResumeJenkinsTest {

    private static final String JOB = "infra";
    private static final int UNITS = 6;

    private static final String APPLY = """
            def run = terraformParallel(modules: 'm*', operation: 'apply')
            def times = sh(script: 'cat m*/created.log | wc -l', returnStdout: true).trim()
            echo "created ${times} times, status ${run.status}"
            """;

    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    /** What is saved of the step is readable, too: nobody would answer it otherwise. */
    @ParameterizedTest
    @EnumSource(FlowDurabilityHint.class)
    void aRunGoesOnAndNothingIsAppliedTwice(FlowDurabilityHint hint) throws Throwable {
        session.then(jenkins -> {
            WorkflowJob job = job(jenkins, "built-in", APPLY);
            job.addProperty(new DurabilityHintJobProperty(hint));
            Pipelines.awaitApplying(job.scheduleBuild2(0).waitForStart(), 4);
        });
        session.then(ResumeJenkinsTest::completesWithEachResourceCreatedOnce);
    }

    @Test
    void soDoesOneOnAnAgentThatComesBackLater() throws Throwable {
        InboundAgentExtension.Options.Builder agent =
                InboundAgentExtension.Options.newBuilder().name("inbound").webSocket();
        session.then(jenkins -> {
            agents.createAgent(jenkins, agent.build()).setMode(Node.Mode.EXCLUSIVE);
            Pipelines.awaitApplying(
                    job(jenkins, "inbound", APPLY).scheduleBuild2(0).waitForStart(), 4);
            agents.stop("inbound");
        });
        session.then(jenkins -> {
            agents.start(jenkins, agent.build());
            completesWithEachResourceCreatedOnce(jenkins);
        });
    }

    private static void completesWithEachResourceCreatedOnce(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("created " + UNITS + " times, status SUCCEEDED", build);
        RunReport report = Pipelines.report(build);
        assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(UNITS);
    }

    @Test
    void aRunWhoseBuildCantResumeIsBroughtToItsEnd() throws Throwable {
        session.then(jenkins -> {
            WorkflowJob job = job(jenkins, "built-in", APPLY);
            job.addProperty(new DisableResumeJobProperty());
            Pipelines.awaitApplying(job.scheduleBuild2(0).waitForStart(), 4);
        });
        session.then(ResumeJenkinsTest::isBroughtToItsEnd);
    }

    @Test
    void soIsOneWhoseProgramCantBeRead() throws Throwable {
        session.then(jenkins -> Pipelines.awaitApplying(
                job(jenkins, "built-in", APPLY).scheduleBuild2(0).waitForStart(), 4));
        Files.writeString(home("jobs/" + JOB + "/builds/1/program.dat"), "no program");
        session.then(ResumeJenkinsTest::isBroughtToItsEnd);
    }

    private static void isBroughtToItsEnd(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins);
        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isIn(Result.FAILURE, Result.ABORTED);
        RunReport report = Pipelines.awaitEnd(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.RUNNING, UnitState.QUEUED)).isZero();
        assertThat(report.count(UnitState.SKIPPED)).isEqualTo(UNITS - 4);
        assertThat(Pipelines.events(build)).noneMatch(RunEvent.UnitKilled.class::isInstance);
        assertThat(MarkedProcesses.ofRun(report.id())).isEmpty();
    }

    /** Nobody can say any more what became of it; its terraform ends by itself. */
    @Test
    void aRunWhoseBuildIsGoneIsForgotten() throws Throwable {
        session.then(jenkins -> Pipelines.awaitApplying(
                job(jenkins, "built-in", APPLY).scheduleBuild2(0).waitForStart(), 4));
        Util.deleteRecursive(home("jobs/" + JOB).toFile());
        session.then(jenkins -> Pipelines.await("nobody looks for it", () -> {
            return Pipelines.filesBelow(home("terraform-parallel/open-runs")).isEmpty();
        }));
    }

    private Path home(String path) {
        return session.getHome().toPath().resolve(path);
    }

    @Test
    void anAbortBeforeTheRestartIsGoneOnWithAfterIt() throws Throwable {
        try (SlowToStop slow = new SlowToStop()) {
            session.then(jenkins -> {
                WorkflowJob job = Pipelines.job(
                        jenkins,
                        JOB,
                        "node {\n" + slow.module("m1") + Pipelines.module("m2", 0)
                                + "terraformParallel modules: 'm*', operation: 'apply', parallel: 1 }");
                WorkflowRun build = job.scheduleBuild2(0).waitForStart();
                Pipelines.awaitApplying(build, 1);
                build.doStop();
                slow.awaitStopping(1);
            });
            session.then(jenkins -> {
                WorkflowRun build = build(jenkins);
                jenkins.waitForMessage("Resuming build", build);
                slow.release();
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
                RunReport report = Pipelines.report(build);
                assertThat(report.count(UnitState.ABORTED)).isEqualTo(1);
                assertThat(report.count(UnitState.SKIPPED)).isEqualTo(1);
                assertThat(Pipelines.events(build))
                        .filteredOn(RunEvent.UnitInterrupted.class::isInstance)
                        .hasSize(1);
                assertThat(slow.isLocked("m1")).isFalse();
            });
        }
    }

    @Test
    void secretsAreKnownAgainAndStillNowhere() throws Throwable {
        String secret = "qu\"ote\\d-7Zx";
        session.then(jenkins -> {
            CredentialsProvider.lookupStores(jenkins.jenkins)
                    .iterator()
                    .next()
                    .addCredentials(
                            Domain.global(),
                            new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(secret)));
            WorkflowJob job = Pipelines.job(jenkins, JOB, """
                    node {
                      writeFile file: 'm/main.tf', text: '''
                        variable "token" {}
                        resource "terraform_data" "it" {
                          provisioner "local-exec" {
                            command = "sleep 5; printf 'token: %s\\\\n' \\\\"$TOKEN\\\\""
                            environment = { TOKEN = var.token }
                          }
                        }
                        resource "terraform_data" "next" {
                          depends_on = [terraform_data.it]
                          input = var.token
                        }
                      '''
                      withCredentials([string(credentialsId: 'token', variable: 'IT')]) {
                        terraformParallel(modules: 'm', operation: 'apply', console: 'all', vars: [token: IT])
                      }
                    }
                    """);
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            Pipelines.awaitApplying(build, 1);
        });
        session.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("token: ****", build);
            assertThat(Pipelines.filesBelow(build.getRootDir().toPath()))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Pipelines.content(file)).doesNotContain("d-7Zx"));
            assertThat(Pipelines.temporaryFiles(build)).isEmpty();
        });
    }

    @Test
    void aPlanWaitsForItsApproval() throws Throwable {
        session.then(jenkins -> {
            WorkflowRun build = job(jenkins, "built-in", "terraformParallel 'm*'\ninput 'Apply?'\n" + APPLY)
                    .scheduleBuild2(0)
                    .waitForStart();
            Pipelines.await("the question", () -> build.getAction(InputAction.class) != null);
        });
        session.then(jenkins -> {
            WorkflowRun build = build(jenkins);
            Pipelines.await("the question", () -> {
                InputAction questions = build.getAction(InputAction.class);
                return questions != null && !questions.getExecutions().isEmpty();
            });
            build.getAction(InputAction.class).getExecutions().get(0).proceed(null);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("created " + UNITS + " times, status SUCCEEDED", build);
            Pipelines.await(
                    "the end of the plans",
                    () -> Pipelines.temporaryFiles(build).isEmpty());
        });
    }

    private static WorkflowJob job(JenkinsRule jenkins, String node, String steps) throws Exception {
        return Pipelines.job(
                jenkins, JOB, "node('" + node + "') {\n" + AgentJenkinsTest.counting(UNITS, 4) + steps + "}");
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName(JOB, WorkflowJob.class).getBuildByNumber(1);
    }
}
