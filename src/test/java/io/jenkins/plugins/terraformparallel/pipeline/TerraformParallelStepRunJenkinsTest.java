package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step from its start to its answer, without any disturbance. */
@WithJenkins
class TerraformParallelStepRunJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void plansAndAppliesOnTheBuiltInNode() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(6, 0)
                + "def run = terraformParallel(modules: ['m*'], operation: 'apply')\n"
                + "echo \"status=${run.status} m1=${run.units['m1'].status} out=${run.units.m2.outputs.name}\"\n"
                + "echo \"add=${run.units.m3.changes.add} failed=${run.failed} totals=${run.totals}\"\n}");
        jenkins.assertLogContains("status=SUCCEEDED m1=SUCCEEDED out=m2", build);
        jenkins.assertLogContains("add=1 failed=[] totals=[SUCCEEDED:6]", build);
        assertThat(Pipelines.report(build).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void worksOnAnAgentAndInASubdirectory() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave(hudson.model.Label.get("terraform"));
        WorkflowRun build = succeed(
                "node('terraform') { dir('infra') {\n" + Pipelines.modules(2, 0)
                        + "terraformParallel modules: '*', operation: 'apply'\n"
                        + "sh 'test -s m1/terraform.tfstate && test -s m2/terraform.tfstate && test ! -e ../infra@tmp/terraform-parallel'\n}}");
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(2);
        assertThat(agent.getComputer()).isNotNull();
    }

    @Test
    void aFailureNamesTheUnitsAndTheOthersGoOn() throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins,
                "infra",
                "node {\n" + Pipelines.modules(3, 0) + "writeFile file: 'broken/main.tf', text: 'resource {}'\n"
                        + "terraformParallel modules: ['m*', 'broken'] }");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("ERROR: terraform plan: 1 of 4 failed", build);
        jenkins.assertLogContains("(broken)", build);
        RunReport report = Pipelines.report(build);
        assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(3);
    }

    @Test
    void unstableMarksStepAndBuild() throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins,
                "infra",
                "node { writeFile file: 'broken/main.tf', text: 'resource {}'\n"
                        + "def run = terraformParallel modules: 'broken', onFailure: 'unstable'\n"
                        + "echo \"went on: ${run.failed}\" }");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.UNSTABLE, job);
        jenkins.assertLogContains("went on: [broken]", build);
        List<String> warnings = new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .map(node -> node.getPersistentAction(WarningAction.class))
                        .filter(java.util.Objects::nonNull)
                        .map(WarningAction::getMessage)
                        .toList();
        assertThat(warnings).singleElement().asString().contains("broken");
    }

    @Test
    void continueMeansThatNobodyIsDisturbed() throws Exception {
        WorkflowRun build = succeed("node { writeFile file: 'broken/main.tf', text: 'resource {}'\n"
                + "def run = terraformParallel modules: 'broken', onFailure: 'continue'\n"
                + "echo \"status=${run.status}\" }");
        jenkins.assertLogContains("status=FAILED", build);
    }

    @Test
    void allMistakesAreNamedTogetherAndNothingStarts() throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins,
                "infra",
                "node {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: ['m1', 'nowhere'], parallel: 0, oparation: 'apply' }");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("3 mistakes in the request, nothing was started", build);
        jenkins.assertLogContains("parallel: found 0", build);
        jenkins.assertLogContains("oparation", build);
        jenkins.assertLogContains("nowhere", build);
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        assertThat(action == null ? List.of() : action.flowNodes()).isEmpty();
    }

    @Test
    void moreThanFourAreFourAndSaid() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(1, 0)
                + "def run = terraformParallel modules: 'm1', parallel: 9\n"
                + "echo \"asked ${run.parallel.asked}, used ${run.parallel.used}\" }");
        jenkins.assertLogContains("asked 9, used 4", build);
        jenkins.assertLogContains("parallel: 9 was asked, 4 is used", build);
    }

    @Test
    void anAppliedPlanIsTheOneThatWasMade() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 0)
                + "def planned = terraformParallel modules: 'm*'\n"
                + "echo \"changed=${planned.changed}\"\n"
                + "terraformParallel modules: 'm*', operation: 'apply', savedPlans: 'require'\n"
                + "sh 'test -s m1/terraform.tfstate' }");
        jenkins.assertLogContains("changed=[m1, m2]", build);
        assertThat(build.getAction(TerraformParallelAction.class).flowNodes()).hasSize(2);
    }

    @Test
    void plansOfAnotherWorkspaceAreNeverReplacedSilently() throws Exception {
        WorkflowJob job = Pipelines.job(
                jenkins,
                "infra",
                "node {\n ws('first') {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: 'm1' }\n ws('second') {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: 'm1', operation: 'apply' } }");
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.assertLogContains("savedPlans: found plans of this build on the built-in node", build);
    }

    @Test
    void twoRunsOfOneBuildInOneWorkspaceWaitForEachOther() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 3)
                + "parallel a: { terraformParallel modules: 'm*', operation: 'apply', savedPlans: 'ignore' },\n"
                + "  b: { terraformParallel modules: 'm*', operation: 'apply', savedPlans: 'ignore' } }");
        jenkins.assertLogContains("waits for unit m", build);
        assertThat(build.getAction(TerraformParallelAction.class).flowNodes()).hasSize(2);
    }

    @Test
    void nothingIsLeftOnTheNode() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 0)
                + "terraformParallel modules: 'm*', operation: 'apply', vars: [secret: 'x'], onFailure: 'continue'\n"
                + "sh 'find \"$WORKSPACE_TMP\" -type f -path \"*terraform-parallel/2*\" | grep . && exit 1 || true' }");
        assertThat((Run<?, ?>) build).isNotNull();
    }

    private WorkflowRun succeed(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(Pipelines.job(jenkins, "infra", script));
    }
}
