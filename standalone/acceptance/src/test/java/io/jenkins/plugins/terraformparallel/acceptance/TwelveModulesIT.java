package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.terraformparallel.testing.TerraformSampler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the product is for: a dozen modules, four at a time, wherever a build runs. */
@OnJenkins
class TwelveModulesIT {
    private static final String RETURNED = "returned.json";

    @Test
    void areAppliedFourAtATimeOnTheBuiltInNode(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("twelve-built-in");
        areAppliedFourAtATime(jenkins, workspace, "built-in node", scripted(Pipeline.BUILT_IN, workspace));
    }

    @Test
    void areAppliedFourAtATimeOnAnInboundAgent(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("twelve-agent");
        areAppliedFourAtATime(jenkins, workspace, "inbound agent", scripted(jenkins.agent(), workspace));
    }

    @Test
    void areAppliedFourAtATimeByADeclarativePipeline(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("twelve-declarative");
        areAppliedFourAtATime(jenkins, workspace, "agent, Declarative", Pipeline.of("twelve-declarative", """
                pipeline {
                    agent { node { label %s; customWorkspace %s } }
                    stages {
                        stage('Apply') {
                            steps {
                                terraformParallel(
                                    modules: ['m*', '!m99', [path: 'shop', dependsOn: ['m01']]],
                                    operation: 'apply',
                                    parallel: 4)
                            }
                        }
                    }
                }
                """.formatted(
                        Pipeline.quoted(jenkins.agent()), Pipeline.quoted(workspace.toString()))));
    }

    private static Pipeline scripted(String node, Path workspace) {
        return Pipeline.on(node, workspace, "twelve", """
                def run = terraformParallel(
                    modules: ['m*', '!m99', [path: 'shop', dependsOn: ['m01']]], operation: 'apply', parallel: 4)
                writeFile file: '%s', text: groovy.json.JsonOutput.toJson(run)
                """.formatted(RETURNED));
    }

    private static void areAppliedFourAtATime(TestJenkins jenkins, Path workspace, String where, Pipeline pipeline)
            throws Exception {
        List<TestModule> modules = Modules.slow(workspace, 11, "1");
        TestModule shop = Modules.slow(workspace, "shop", "1");
        TestModule excluded = Modules.slow(workspace, "m99", "1");
        Build build;
        int most;
        try (TerraformSampler sampler = TerraformSampler.below(workspace)) {
            build = jenkins.run(pipeline);
            most = sampler.most();
        }
        jenkins.figures().add("12 modules, parallel: 4, " + where, "at most 4 terraform processes", most);

        build.hasResult("SUCCESS");
        assertThat(most).isEqualTo(4);
        TestRun run = build.run();
        assertThat(run.json().at("/totals").toString()).isEqualTo("{\"SUCCEEDED\":12}");
        for (TestModule module : modules) {
            assertThat(module.created()).as(module.name()).containsExactly("first", "slow", "last");
            assertThat(module.resources()).as(module.name()).containsExactlyInAnyOrder("first", "slow", "last");
            assertThat(run.unit(module.name()).at("/changes/add").asInt()).isEqualTo(3);
        }
        assertThat(shop.created()).hasSize(3);
        assertThat(excluded.isUntouched()).isTrue();
        if (pipeline.script().contains(RETURNED)) {
            isWhatTheContractSays(build.returned(workspace.resolve(RETURNED)), jenkins, run);
        }
    }

    private static void isWhatTheContractSays(JsonNode returned, TestJenkins jenkins, TestRun run) {
        assertThat(returned.at("/status").asText()).isEqualTo("SUCCEEDED");
        assertThat(returned.at("/hasChanges").asBoolean()).isTrue();
        assertThat(returned.at("/totals/SUCCEEDED").asInt()).isEqualTo(12);
        assertThat(returned.at("/failed")).isEmpty();
        assertThat(returned.at("/skipped")).isEmpty();
        assertThat(returned.at("/changed")).hasSize(12);
        assertThat(returned.at("/units/m01/status").asText()).isEqualTo("SUCCEEDED");
        assertThat(returned.at("/units/m01/changes").toString())
                .isEqualTo("{\"add\":3,\"change\":0,\"destroy\":0,\"import\":0,\"move\":0,\"forget\":0,\"outputs\":0}");
        assertThat(returned.at("/url").asText())
                .startsWith(jenkins.rest().at(run.path()).toString());
    }
}
