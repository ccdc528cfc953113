package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.results.LocalRunFolder;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** The step in Declarative Pipelines. */
@NeedsTerraform
class DeclarativeJenkinsTest extends InOneJenkins {

    @Test
    void plansAndAppliesAsInAScript() throws Exception {
        WorkflowRun build = succeed(pipeline(Pipelines.modules(5, 0) + """
                terraformParallel(
                    modules: ['m*', '!m5', [path: 'm5', name: 'last', dependsOn: ['m1']]],
                    operation: 'apply',
                    parallel: 2,
                    vars: [anything: ['a', 1, true]],
                    gracePeriod: '1m')
                script {
                    def run = terraformParallel(modules: 'm*', operation: 'plan')
                    echo "changes: ${run.hasChanges}"
                }
                """));
        jenkins.assertLogContains("changes: false", build);
        List<LocalRunFolder> runs = Pipelines.runs(build);
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).report(false)).hasValueSatisfying(run -> {
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.parallelUsed()).isEqualTo(2);
            assertThat(run.count(UnitState.SUCCEEDED)).isEqualTo(5);
        });
    }

    @Test
    void onlyOneArgumentNeedsNoName() throws Exception {
        WorkflowRun build = succeed(pipeline(Pipelines.modules(1, 0) + "terraformParallel 'm1'\n"));
        assertThat(Pipelines.report(build).count(UnitState.SUCCEEDED)).isEqualTo(1);
    }

    /** Nothing converts or refuses a value before the reader of requests, which finds all mistakes at once. */
    @Test
    void allMistakesAreNamedTogether() throws Exception {
        WorkflowRun build = end(
                Result.FAILURE,
                pipeline(
                        Pipelines.modules(1, 0)
                                + "terraformParallel(modules: ['m1', 'nowhere'], parallel: 'many', failFast: 'maybe', vars: 'x')\n"));
        jenkins.assertLogContains("4 mistakes in the request, nothing was started", build);
        for (String mistake : List.of("nowhere", "parallel: found", "failFast: found", "vars: found")) {
            jenkins.assertLogContains(mistake, build);
        }
    }

    @Test
    void optionsAndPostSeeHowItEnded() throws Exception {
        WorkflowRun build = end(Result.UNSTABLE, """
                pipeline {
                  agent any
                  options { timeout(time: 5, unit: 'MINUTES') }
                  environment { TF_VAR_greeting = 'hello' }
                  stages {
                    stage('Infrastructure') {
                      steps {
                        writeFile file: 'm/main.tf', text: 'variable "greeting" {}\\noutput "it" { value = var.greeting }'
                        writeFile file: 'broken/main.tf', text: 'resource {}'
                        script {
                          def run = terraformParallel(modules: 'm', operation: 'apply')
                          echo "it said ${run.units.m.outputs.it}"
                        }
                        terraformParallel(modules: 'broken', onFailure: 'unstable')
                      }
                    }
                  }
                  post { unstable { echo 'seen in post' } }
                }
                """);
        jenkins.assertLogContains("it said hello", build);
        jenkins.assertLogContains("seen in post", build);
    }

    private static String pipeline(String steps) {
        return "pipeline {\nagent any\nstages {\nstage('Infrastructure') {\nsteps {\n" + steps + "}\n}\n}\n}\n";
    }
}
