package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build leaves in a workspace spares the next one of its job an init, and nobody else. */
@OnJenkins
class SecondBuildIT {
    private static final String BACKEND = "terraform {\n  backend \"local\" {\n    path = \"it.tfstate\"\n  }\n}\n";

    @Test
    void initRunsOnlyWhereSomethingHasChanged(TestJenkins jenkins) throws Exception {
        for (String node : List.of(Pipeline.BUILT_IN, jenkins.agent())) {
            Path workspace = jenkins.workspace("second-" + node);
            TestModule same = Modules.module(workspace, "same", BACKEND + "output \"x\" {\n  value = 1\n}\n");
            TestModule changed = Modules.module(workspace, "changed", BACKEND);
            Pipeline pipeline = Pipeline.on(node, workspace, "second-" + node, """
                    terraformParallel(modules: ['same', 'changed'], operation: 'plan')
                    """);

            Build first = jenkins.run(pipeline).hasResult("SUCCESS");
            Modules.append(changed, "output \"x\" {\n  value = 1\n}\n");
            Build second = jenkins.start(first.job()).awaitEnd().hasResult("SUCCESS");
            Build other = jenkins.run(pipeline).hasResult("SUCCESS");

            assertThat(commands(first, "same")).containsExactly("init", "plan", "show");
            assertThat(commands(second, "same")).as("nothing has changed").containsExactly("plan", "show");
            assertThat(commands(second, "changed")).containsExactly("init", "plan", "show");
            assertThat(commands(other, "same"))
                    .as("another job believes no note of this one")
                    .containsExactly("init", "plan", "show");
            assertThat(Files.exists(same.directory().resolve(".terraform/terraform-parallel-init.json")))
                    .isTrue();
            jenkins.figures()
                    .add("init in a second build, on " + node, "only where something has changed", "as expected");
        }
    }

    private static List<String> commands(Build build, String unit) throws Exception {
        return build.run().unit(unit).get("processes").findValuesAsText("command");
    }
}
