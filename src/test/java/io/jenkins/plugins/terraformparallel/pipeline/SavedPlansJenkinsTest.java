package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.results.TerraformParallelAction;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;

/** Plan and apply in one build. */
@NeedsTerraform
class SavedPlansJenkinsTest extends InOneJenkins {

    @Test
    void whatWasApprovedIsWhatIsApplied() throws Exception {
        WorkflowRun build = start("node {\n" + Pipelines.modules(2, 0) + """
                def planned = terraformParallel modules: 'm*'
                echo "changed=${planned.changed.sort()}"
                input 'Apply?'
                def applied = terraformParallel modules: 'm*', operation: 'apply', savedPlans: 'require'
                echo "applied ${applied.units.m1.changes.add} and ${applied.units.m2.changes.add}"
                terraformParallel modules: 'm*', operation: 'apply'
                }
                """);
        Pipelines.await("the question", () -> !isEmpty(build.getAction(InputAction.class)));
        assertThat(Pipelines.temporaryFiles(build)).isNotEmpty();
        build.getAction(InputAction.class).getExecutions().get(0).proceed(null);

        end(Result.SUCCESS, build);
        jenkins.assertLogContains("changed=[m1, m2]", build);
        jenkins.assertLogContains("applied 1 and 1", build);
        jenkins.assertLogContains("already applied", build);
        assertThat(build.getAction(TerraformParallelAction.class).flowNodes()).hasSize(3);
        Pipelines.await(
                "the end of the plans, which hold secrets",
                () -> Pipelines.temporaryFiles(build).isEmpty());
    }

    @Test
    void aPlanThatDoesntFitAnyMoreIsNotApplied() throws Exception {
        WorkflowRun build = end(Result.FAILURE, "node {\n" + Pipelines.modules(2, 0) + """
                terraformParallel modules: 'm*'
                writeFile file: 'm2/more.tf', text: 'output "more" { value = 1 }'
                terraformParallel modules: 'm*', operation: 'apply' }
                """);
        jenkins.assertLogContains("1 mistake in the request, nothing was started", build);
        jenkins.assertLogContains("saved plan of m2: found one made with other module files", build);
    }

    @Test
    void withoutAnyPlanRequireIsAnError() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: 'm1', operation: 'apply', savedPlans: 'require' }");
        jenkins.assertLogContains("nothing was started", build);
    }

    @Test
    void plansOfAnotherWorkspaceAreNeverReplacedSilently() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n ws('first') {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: 'm1' }\n ws('second') {\n" + Pipelines.modules(1, 0)
                        + "terraformParallel modules: 'm1', operation: 'apply' } }");
        jenkins.assertLogContains("savedPlans: found plans of this build on the built-in node", build);
        jenkins.assertLogContains("or savedPlans: 'ignore', which plans anew", build);
    }

    @Test
    void norAreThoseOfAnotherNode() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(1, 0) + "terraformParallel modules: 'm1' }\nnode('" + agent() + "') {\n"
                        + Pipelines.modules(1, 0) + "terraformParallel modules: 'm1', operation: 'apply' }");
        jenkins.assertLogContains("savedPlans: found plans of this build on the built-in node", build);
    }

    @Test
    void ignorePlansAnewAnywhere() throws Exception {
        WorkflowRun build = succeed("node {\n ws('third') {\n" + Pipelines.modules(1, 0)
                + "terraformParallel modules: 'm1' }\n ws('fourth') {\n" + Pipelines.modules(1, 0)
                + "terraformParallel modules: 'm1', operation: 'apply', savedPlans: 'ignore'\n"
                + "sh 'test -s m1/terraform.tfstate' } }");
        assertThat(Pipelines.runs(build)).hasSize(2);
    }

    private static boolean isEmpty(InputAction questions) throws Exception {
        return questions == null || questions.getExecutions().isEmpty();
    }
}
