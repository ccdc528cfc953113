package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step from its start to its answer, without any disturbance. */
@NeedsTerraform
class TerraformParallelStepRunJenkinsTest extends InOneJenkins {

    private static final String BROKEN = "writeFile file: 'broken/main.tf', text: 'resource {}'\n";

    @Test
    void twelveModulesAreAppliedFourAtATime() throws Exception {
        WorkflowRun build;
        try (TerraformSampler sampler =
                TerraformSampler.below(jenkins.jenkins.getRootDir().toPath())) {
            build = succeed("node {\n" + Pipelines.modules(12, 1)
                    + "terraformParallel(modules: ['m*'], operation: 'apply', parallel: 4)\n}");
            assertThat(sampler.most()).isEqualTo(4);
        }
        assertThat(Pipelines.report(build).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(12);
    }

    /** Maps, lists, strings, numbers and booleans only: nothing of it needs an approval. */
    @Test
    void theWholeAnswerCanBeUsedInTheSandbox() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 0) + BROKEN + """
                def run = terraformParallel(modules: ['*'], operation: 'apply', onFailure: 'continue')
                echo "status=${run.status} operation=${run.operation} changes=${run.hasChanges} id=${run.id.length() > 10}"
                echo "parallel=${run.parallel.asked}/${run.parallel.used} totals=${run.totals}"
                echo "failed=${run.failed} skipped=${run.skipped} changed=${run.changed.sort().join('+')}"
                run.units.each { name, unit -> echo "unit ${name}: ${unit.status} ${unit.hasChanges}" }
                def one = run.units['m1']
                echo "add=${one.changes.add} change=${one.changes.change} destroy=${one.changes.destroy}"
                echo "out=${one.outputs.name.toUpperCase()} none=${run.units.broken.outputs.name}"
                echo groovy.json.JsonOutput.toJson(run.units.m2)
                currentBuild.description = run.url
                }
                """);
        jenkins.assertLogContains("status=FAILED operation=apply changes=true id=true", build);
        jenkins.assertLogContains("parallel=4/4 totals=[SUCCEEDED:2, FAILED:1]", build);
        jenkins.assertLogContains("failed=[broken] skipped=[] changed=m1+m2", build);
        jenkins.assertLogContains("unit m1: SUCCEEDED true", build);
        jenkins.assertLogContains("unit broken: FAILED false", build);
        jenkins.assertLogContains("add=1 change=0 destroy=0", build);
        jenkins.assertLogContains("out=M1 none=null", build);
        jenkins.assertLogContains("{\"status\":\"SUCCEEDED\",\"hasChanges\":true,\"changes\":{\"add\":1", build);
        assertThat(build.getDescription())
                .isEqualTo(jenkins.getURL() + build.getUrl() + "terraform-parallel/"
                        + Pipelines.folder(build).flowNode() + "/");
    }

    @Test
    void aFailureNamesTheUnitsAndTheOthersGoOn() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(3, 0) + BROKEN + "terraformParallel modules: ['m*', 'broken'] }");
        jenkins.assertLogContains(
                "ERROR: terraform plan: 1 of 4 failed; 3 to add, 3 outputs to change (broken). " + jenkins.getURL(),
                build);
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(3);
    }

    @Test
    void unstableMarksStepAndBuild() throws Exception {
        WorkflowRun build = end(
                Result.UNSTABLE,
                "node {\n" + BROKEN + "def run = terraformParallel modules: 'broken', onFailure: 'unstable'\n"
                        + "echo \"went on: ${run.failed}\" }");
        jenkins.assertLogContains("went on: [broken]", build);
        assertThat(warnings(build)).singleElement().asString().contains("broken");
    }

    @Test
    void continueMeansThatNobodyIsDisturbed() throws Exception {
        WorkflowRun build = succeed("node {\n" + BROKEN
                + "def run = terraformParallel modules: 'broken', onFailure: 'continue'\n"
                + "echo \"status=${run.status}\" }");
        jenkins.assertLogContains("status=FAILED", build);
        assertThat(warnings(build)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"continue, SUCCESS", "unstable, UNSTABLE", "fail, FAILURE"})
    void aPlanWithChangesMakesOfTheBuildWhatIsAsked(String onChanges, String result) throws Exception {
        WorkflowRun build = end(
                Result.fromString(result),
                "node {\n" + Pipelines.modules(1, 0) + "terraformParallel modules: 'm1', onChanges: '" + onChanges
                        + "' }");
        assertThat(warnings(build)).hasSize(onChanges.equals("unstable") ? 1 : 0);
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
    void allMistakesAreNamedTogetherAndNothingStarts() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: ['m1', 'nowhere'], parallel: 0, operation: ['apply'],"
                        + " timeout: 5, oparation: 'apply' }");
        jenkins.assertLogContains("5 mistakes in the request, nothing was started", build);
        for (String mistake :
                List.of("parallel: found 0", "oparation", "nowhere", "operation: found a list", "timeout: found 5")) {
            jenkins.assertLogContains(mistake, build);
        }
        TerraformParallelAction action = build.getAction(TerraformParallelAction.class);
        assertThat(action == null ? List.of() : action.flowNodes()).isEmpty();
    }

    @Test
    void nothingIsLeftOnTheNode() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 0) + """
                terraformParallel modules: 'm*'
                terraformParallel modules: 'm*', operation: 'apply'
                echo "left: <" + sh(script: 'find "$WORKSPACE_TMP/terraform-parallel" -type f ! -path "*/plans/*"', returnStdout: true) + ">"
                }
                """);
        jenkins.assertLogContains("left: <>", build);
        Pipelines.await(
                "the end of the plans", () -> Pipelines.temporaryFiles(build).isEmpty());
    }

    private static List<String> warnings(WorkflowRun build) {
        return new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .map(node -> node.getPersistentAction(WarningAction.class))
                        .filter(Objects::nonNull)
                        .map(WarningAction::getMessage)
                        .toList();
    }
}
