package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pipeline of the documentation: plan, let a person decide, apply exactly the plans that were shown. */
@OnJenkins
class ExampleIT {
    private static final Path EXAMPLES = Path.of("docs/examples");
    /** Each build gets one level further into the chain of network, database and shop. */
    private static final int MOST_BUILDS = 3;

    @Test
    void planApproveApply(TestJenkins jenkins) throws Exception {
        Agent agent = jenkins.agent("terraform");
        String job = jenkins.job(
                Pipeline.of("example", Files.readString(EXAMPLES.resolve("jenkins/plan-approve-apply.Jenkinsfile"))));
        Path workspace = agent.workspaceOf(job);
        for (String module : List.of("queue", "storage", "network", "database", "shop")) {
            copy(EXAMPLES.resolve("modules").resolve(module), workspace.resolve(module));
        }
        for (String name : List.of("eu", "us")) {
            Files.createDirectories(
                    workspace.resolve("shop/terraform.tfstate.d").resolve(name));
        }

        List<String> results = new ArrayList<>();
        do {
            Build build = jenkins.start(job);
            Path networkState = workspace.resolve("network/terraform.tfstate");
            boolean applied = Files.exists(networkState);
            build.approve();
            build.awaitEnd();
            assertThat(networkState).exists();
            assertThat(build.console())
                    .as("the link to all changes stands right before the question")
                    .containsPattern(
                            "All planned changes\\n(\\[Pipeline].*\\n|Timeout set .*\\n)+Apply the changes of");
            TestRun plan = build.runs().get(0);
            TestRun apply = build.runs().get(1);
            assertThat(plan.json().get("operation").asText()).isEqualTo("plan");
            results.add(build.result() + " " + apply.json().get("totals"));
            if (!applied) {
                assertThat(plan.states()).containsEntry("network", "SUCCEEDED").containsEntry("database", "SKIPPED");
                assertThat(apply.states()).containsEntry("network", "SUCCEEDED");
                assertThat(apply.unit("network").get("processes").findValuesAsText("command"))
                        .as("the plan that was shown is applied, not another one")
                        .contains("apply")
                        .doesNotContain("plan");
            }
        } while (!results.get(results.size() - 1).startsWith("SUCCESS") && results.size() < MOST_BUILDS);

        jenkins.figures()
                .add("plan, approve, apply of the documentation, built until all is applied", "SUCCESS", results);
        assertThat(results.get(results.size() - 1)).startsWith("SUCCESS");
        assertThat(StateFile.resources(workspace.resolve("database"))).containsExactly("database");
        assertThat(StateFile.resourcesIn(workspace.resolve("shop/terraform.tfstate.d/eu/terraform.tfstate")))
                .hasSize(3);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
