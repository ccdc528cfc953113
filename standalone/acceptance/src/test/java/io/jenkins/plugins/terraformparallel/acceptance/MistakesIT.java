package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked for and can't be had. */
@OnJenkins
class MistakesIT {

    @Test
    void nineAtOnceAreFourAndThatIsSaid(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("nine");
        Modules.slow(workspace, 5, "0");

        Build build = jenkins.run(Pipeline.on(Pipeline.BUILT_IN, workspace, "nine", """
                def run = terraformParallel(modules: ['m*'], parallel: 9)
                writeFile file: 'returned.json', text: groovy.json.JsonOutput.toJson(run)
                """));

        build.hasResult("SUCCESS");
        String used = build.run().json().at("/parallel").toString();
        jenkins.figures().add("parallel: 9", "4, said in console and result", used);
        assertThat(used).isEqualTo("{\"asked\":9,\"used\":4}");
        assertThat(build.console()).contains("9 was asked, 4 is used");
        assertThat(build.returned(workspace.resolve("returned.json"))
                        .at("/parallel")
                        .toString())
                .isEqualTo("{\"asked\":9,\"used\":4}");
    }

    @Test
    void allMistakesComeTogetherAndNothingIsStarted(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("mistakes");
        mistakes(
                jenkins,
                workspace,
                "an unknown key",
                "paralell",
                Pipeline.on(Pipeline.BUILT_IN, workspace, "mistakes", """
                terraformParallel(modules: ['m*', 'missing'], operation: 'apply', parallel: 0, paralell: 3)
                """));
    }

    /** There, Jenkins itself refuses an unknown key before the build's first step, so that there is another mistake. */
    @Test
    void allMistakesComeTogetherFromADeclarativePipeline(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("mistakes-declarative");
        mistakes(
                jenkins,
                workspace,
                "a bare number as timeout (Declarative)",
                "timeout:",
                Pipeline.of("mistakes-declarative", """
                pipeline {
                    agent { node { label %s; customWorkspace %s } }
                    stages {
                        stage('Apply') {
                            steps {
                                terraformParallel(
                                    modules: ['m*', 'missing'], operation: 'apply', parallel: 0, timeout: 90)
                            }
                        }
                    }
                }
                """.formatted(
                                Pipeline.quoted(jenkins.agent()), Pipeline.quoted(workspace.toString()))));
    }

    private static void mistakes(TestJenkins jenkins, Path workspace, String third, String word, Pipeline pipeline)
            throws Exception {
        List<TestModule> modules = Modules.slow(workspace, 3, "0");

        Build build = jenkins.run(pipeline);

        build.hasResult("FAILURE");
        String console = build.console();
        long named = List.of("parallel:", word, "missing").stream()
                .filter(console::contains)
                .count();
        boolean untouched = modules.stream().allMatch(TestModule::isUntouched);
        jenkins.figures()
                .add(
                        "parallel: 0, a missing module, " + third,
                        "all three in one message, nothing started",
                        named + (untouched ? " mistakes, nothing started" : " mistakes, modules were touched"));
        assertThat(named).as(console).isEqualTo(3);
        assertThat(untouched).isTrue();
        assertThat(console).doesNotContain("java.lang.", "\tat ");
    }
}
