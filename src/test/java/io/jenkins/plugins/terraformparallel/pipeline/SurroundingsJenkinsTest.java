package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step within the steps that people put around it. */
@NeedsTerraform
class SurroundingsJenkinsTest extends InOneJenkins {

    @Test
    void dirAndWsSayWhereItWorks() throws Exception {
        WorkflowRun build = succeed("node { ws('elsewhere') { dir('infra') {\n" + Pipelines.modules(2, 0) + """
                terraformParallel modules: '*', operation: 'apply'
                sh 'test -s m1/terraform.tfstate && test -s m2/terraform.tfstate'
                sh 'test -d ../../elsewhere@tmp/terraform-parallel && test ! -e ../infra@tmp/terraform-parallel'
                } } }
                """);
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(2);
    }

    @Test
    void noModuleOutsideOfTheWorkspace() throws Exception {
        WorkflowRun build = end(Result.FAILURE, "node { dir('infra') {\n" + Pipelines.modules(1, 0) + """
                        sh 'mkdir -p ../../outside && ln -sfn ../../outside link && touch ../../outside/main.tf'
                        terraformParallel modules: ['m1', '../../outside', 'link'] } }
                        """);
        jenkins.assertLogContains("2 mistakes in the request, nothing was started", build);
    }

    @Test
    void withEnvReachesTerraform() throws Exception {
        WorkflowRun build = succeed("""
                node {
                  writeFile file: 'm/main.tf', text: 'variable "it" {}\\noutput "it" { value = var.it }'
                  withEnv(['TF_VAR_it=a $HOME b', 'PATH+MINE=/nowhere']) {
                    def run = terraformParallel modules: 'm', operation: 'apply'
                    echo "<${run.units.m.outputs.it}>"
                  }
                }
                """);
        jenkins.assertLogContains("<a $HOME b>", build);
    }

    @Test
    void variablesThatWouldChangeWhatTerraformDoesAreRefused() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node {\n" + Pipelines.modules(1, 0)
                        + "withEnv(['TF_CLI_ARGS_plan=-destroy', 'TF_WORKSPACE=x']) { terraformParallel modules: 'm1' } }");
        jenkins.assertLogContains("2 mistakes in the request, nothing was started", build);
    }

    @Test
    void retryRunsItAgain() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(1, 0) + """
                writeFile file: 'm1/more.tf', text: 'resource {}'
                retry(2) {
                  try { terraformParallel modules: 'm1' }
                  finally { writeFile file: 'm1/more.tf', text: '' }
                } }
                """);
        List<LocalRunFolder> runs = Pipelines.runs(build);
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).report(false).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
        assertThat(runs.get(1).report(false).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void parallelRunsOfOtherModulesAreIndependent() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.modules(4, 1)
                + "parallel a: { terraformParallel modules: ['m1', 'm2'], operation: 'apply' },\n"
                + "  b: { terraformParallel modules: ['m3', 'm4'], operation: 'apply' } }");
        jenkins.assertLogNotContains("waits for", build);
        assertThat(Pipelines.runs(build)).hasSize(2);
    }

    @Test
    void parallelRunsOfTheSameModulesWaitForEachOther() throws Exception {
        try (TerraformSampler sampler =
                TerraformSampler.below(jenkins.jenkins.getRootDir().toPath())) {
            WorkflowRun build = succeed("node {\n" + Pipelines.modules(2, 2)
                    + "parallel a: { terraformParallel modules: 'm*', operation: 'apply' },\n"
                    + "  b: { terraformParallel modules: 'm*', operation: 'apply' } }");
            jenkins.assertLogContains("waits for unit m", build);
            assertThat(sampler.mostInOneDirectory()).isEqualTo(1);
        }
    }

    @Test
    void abortingOneOfTwoRunsHarmsNothingInTheOther() throws Exception {
        WorkflowRun build = succeed("node {\n" + Pipelines.module("m1", 60) + Pipelines.module("m2", 12) + """
                parallel a: {
                    try {
                      timeout(time: 6, unit: 'SECONDS') { terraformParallel modules: 'm1', operation: 'apply' }
                    } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                      echo 'a has ended'
                    }
                  },
                  b: { terraformParallel modules: 'm2', operation: 'apply' }
                }
                """);
        jenkins.assertLogContains("a has ended", build);
        List<RunStatus> ends = new ArrayList<>();
        for (LocalRunFolder run : Pipelines.runs(build)) {
            ends.add(run.report(false).orElseThrow().status());
        }
        assertThat(ends).containsExactlyInAnyOrder(RunStatus.ABORTED, RunStatus.SUCCEEDED);
    }

    @Test
    void failFastOfParallelIsAnAbortOfThisRunAlone() throws Exception {
        WorkflowRun build = end(Result.FAILURE, "node {\n" + Pipelines.modules(5, 30) + """
                parallel failFast: true,
                  fails: {
                    waitUntil { fileExists 'm1/.terraform.tfstate.lock.info' }
                    error 'enough'
                  },
                  applies: { terraformParallel modules: 'm*', operation: 'apply' }
                }
                """);
        RunReport report = Pipelines.report(build);
        assertThat(report.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(report.count(UnitState.ABORTED) + report.count(UnitState.SKIPPED))
                .isEqualTo(5);
        assertThat(report.count(UnitState.SKIPPED)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a space", "a$HOME", "100%d%s", "grün", "a\"quote", "a;semicolon & more"})
    void anyWorkspacePathWorks(String name) throws Exception {
        WorkflowRun build = succeed("node { ws('" + name + "') {\n" + Pipelines.modules(2, 0)
                + "terraformParallel modules: 'm*', operation: 'apply', vars: [a: 'b']\n"
                + "sh 'test -s m1/terraform.tfstate' } }");
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(2);
    }

    @Test
    void anApostropheInTheWorkspacePathIsRefusedWithASentence() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                "node { ws(\"it's\") {\n" + Pipelines.modules(1, 0) + "terraformParallel modules: 'm1' } }");
        jenkins.assertLogContains("with ' in its path, on which Jenkins' scripts hang", build);
    }

    @Test
    void modulePathsAndValuesMayHoldAnything() throws Exception {
        WorkflowRun build = succeed("""
                node {
                  def module = "it's \\$HOME %s \\"ü\\" `id`"
                  def value = module + ' \\\\ \\n;'
                  dir(module) { writeFile file: 'main.tf', text: 'variable "v" {}\\noutput "v" { value = var.v }' }
                  def run = terraformParallel(modules: [[path: module]], operation: 'apply', vars: [v: value])
                  echo "same: ${run.units[module].outputs.v == value}"
                }
                """);
        jenkins.assertLogContains("same: true", build);
    }

    @Test
    void anAgentsOwnNodeBlockIsWhereItWorks() throws Exception {
        WorkflowRun build = succeed("node('" + agent() + "') {\n" + Pipelines.modules(6, 1)
                + "terraformParallel modules: 'm*', operation: 'apply', parallel: 3\n"
                + "sh 'test -s m6/terraform.tfstate' }");
        RunReport report = Pipelines.report(build);
        assertThat(report.count(UnitState.SUCCEEDED)).isEqualTo(6);
        assertThat(report.parallelUsed()).isEqualTo(3);
    }
}
