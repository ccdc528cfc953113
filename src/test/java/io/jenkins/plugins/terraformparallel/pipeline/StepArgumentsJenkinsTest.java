package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import io.jenkins.plugins.terraformparallel.testing.jenkins.Pipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** Arguments on their way from a Pipeline to the engine's reader: all of them arrive, as they were given. */
class StepArgumentsJenkinsTest extends InOneJenkins {

    @Test
    void unknownNamesAndWrongKindsAreSaidTogether() throws Exception {
        WorkflowRun build = fail("node { writeFile file: 'a', text: ''\ndef two = 2\n"
                + "terraformParallel(modles: ['a'], operatoin: 'plan', parallel: 0, shard: '1/2', timeout: 20,\n"
                + "  lock: 'maybe', vars: ['a'], env: 'A=b', workspaces: [\"eu ${two}\"]) }");

        jenkins.assertLogContains("9 mistakes in the request, nothing was started", build);
        jenkins.assertLogContains("modles: found an unknown key, expected a known one; did you mean 'modules'?", build);
        jenkins.assertLogContains("operatoin: found an unknown key, expected a known one", build);
        jenkins.assertLogContains("shard: found an unknown key", build);
        jenkins.assertLogContains("parallel: found 0, expected a whole number from 1", build);
        jenkins.assertLogContains("timeout: found 20, expected a duration with its unit", build);
        jenkins.assertLogContains("lock: found 'maybe', expected true or false", build);
        jenkins.assertLogContains("env: found text, expected a map", build);
        jenkins.assertLogContains("workspaces[0]: found 'eu 2'", build);
    }

    @Test
    void modulesThatAreMissingAreAMistakeLikeAnyOther() throws Exception {
        WorkflowRun build = fail("node { terraformParallel() }");

        jenkins.assertLogContains("modules: found nothing, expected at least one directory, glob", build);
    }

    @Test
    void objectsOfThePipelineAreNamedAndNothingElseIsForgotten() throws Exception {
        WorkflowRun build = fail("node { terraformParallel(modules: 'a', parallel: 0, vars: [build: currentBuild]) }");

        jenkins.assertLogContains("2 mistakes in the request, nothing was started", build);
        jenkins.assertLogContains("vars.build: found a value of type org.jenkinsci.plugins.workflow", build);
        jenkins.assertLogContains("parallel: found 0", build);
    }

    @Test
    void aDeclarativePipelineRefusesUnknownNamesBeforeItBegins() throws Exception {
        WorkflowRun build = fail(declarative("terraformParallel(modules: ['a'], paralel: 3)"));

        jenkins.assertLogContains("Invalid parameter \"paralel\", did you mean \"parallel\"?", build);
    }

    @Test
    void aDeclarativePipelineLeavesWrongKindsToTheReader() throws Exception {
        WorkflowRun build = fail(
                declarative(
                        "writeFile file: 'a', text: ''\nterraformParallel(modules: 7, operation: true, parallel: 'x', lock: 'maybe', timeout: 20, vars: ['a'])"));

        jenkins.assertLogContains("6 mistakes in the request, nothing was started", build);
        jenkins.assertLogContains("modules: found 7, expected a list", build);
        jenkins.assertLogContains("operation: found true", build);
        jenkins.assertLogContains("parallel: found 'x'", build);
    }

    @Test
    @NeedsTerraform
    void aDeclarativePipelineMayWriteItInEveryWay() throws Exception {
        succeed(declarative(Pipelines.modules(2, 0) + "terraformParallel 'm1'\nterraformParallel(['m1', 'm2'])\n"
                + "terraformParallel modules: 'm*', operation: 'validate'\n"
                + "terraformParallel(modules: ['m1', [path: 'm2', name: 'second']], operation: 'validate',\n"
                + "  failFast: true, parallel: 2)"));
    }

    @Test
    @NeedsTerraform
    void valuesArriveAsTheyAre() throws Exception {
        WorkflowRun build = succeed(
                "node { writeFile file: 'a/main.tf', text: 'variable \"v\" {}\\noutput \"v\" { value = jsonencode(var.v) }'\n"
                        + "def n = 3\n"
                        + "def run = terraformParallel(modules: ['a'], operation: 'apply', vars: [v: [\n"
                        + "  0.12345678901234567890123, 12345678901234567890, 2 * n, \"n is ${n}\", true, null,\n"
                        + "  'a\"\\\\\\n$x %{y} \u00e9', [k: ['x', 1.5f]]]])\n"
                        + "writeFile file: 'v.json', text: run.units.a.outputs.v }");

        String json = jenkins.jenkins
                .getWorkspaceFor(build.getParent())
                .child("v.json")
                .readToString();
        assertThat(json)
                .isEqualTo("[0.12345678901234567890123,12345678901234567890,6,\"n is 3\",true,null,"
                        + "\"a\\\"\\\\\\n$x %{y} \u00e9\",{\"k\":[\"x\",1.5]}]");
    }

    @Test
    void noValueIsKeptWithTheBuild() throws Exception {
        WorkflowRun build = fail("node { sh '#!/bin/sh\\necho hunter$((1+1)) > f'\n"
                + "terraformParallel(modules: ['nowhere', [path: 'b', vars: [a: readFile('f')]]], operation: 'validate',\n"
                + "  vars: [p: readFile('f')], varz: [q: readFile('f')], env: [E: readFile('f')],"
                + "  backendConfig: [b: readFile('f')], mask: ['p']) }");

        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(build.getExecution(), new NodeStepTypePredicate("terraformParallel"));
        assertThat(ArgumentsAction.getStepArgumentsAsString(node)).isEqualTo("validate: nowhere, b");
        assertThat(ArgumentsAction.getArguments(node))
                .containsEntry("operation", "validate")
                .containsEntry("mask", List.of("p"))
                .containsEntry("vars", ArgumentsAction.NotStoredReason.MASKED_VALUE);
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().equals("build.xml"))
                            .map(StepArgumentsJenkinsTest::text))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("hunter2"));
        }
    }

    @Test
    void jenkinsOwnWayToMakeAStepGivesTheSame() throws Exception {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("modules", List.of("a", Map.of("path", "b")));
        given.put("parallel", 2);
        given.put("vars", Map.of("x", List.of(1)));

        TerraformParallelStep step =
                DescribableModel.of(TerraformParallelStep.class).instantiate(given, null);

        assertThat(step.arguments()).isEqualTo(given);
        assertThat(DescribableModel.uninstantiate2_(step).getArguments()).isEqualTo(given);
        assertThat(step.toString()).doesNotContain("x", "vars");
    }

    private WorkflowRun fail(String script) throws Exception {
        return end(Result.FAILURE, script);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String declarative(String steps) {
        return "pipeline { agent any\n stages { stage('it') { steps {\n" + steps + "\n} } } }";
    }
}
