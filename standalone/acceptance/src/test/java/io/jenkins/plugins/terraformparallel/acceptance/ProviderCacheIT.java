package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.ProviderMirror;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A job's builds share a provider cache; nobody else's do. */
@OnJenkins
class ProviderCacheIT {
    private static final String FAKE = "fake";

    @Test
    void aJobsProviderIsThereOnceAndAnotherJobHasItsOwn(TestJenkins jenkins) throws Exception {
        byte[] executable = new byte[1 << 20];
        new Random(11).nextBytes(executable);
        ProviderMirror mirror = new ProviderMirror(jenkins.workspace("providers")).add(FAKE, "1.0.0", executable);
        Path alone = mirror.module("alone", FAKE, "1.0.0");
        assertThat(mirror.init(alone, Map.of())).isZero();
        for (String node : List.of(Pipeline.BUILT_IN, jenkins.agent())) {
            Path workspace = jenkins.workspace("cache-" + node);
            List<Path> modules = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d")) {
                modules.add(Modules.module(workspace, name, ProviderMirror.code(FAKE, "1.0.0"))
                        .directory());
            }
            Pipeline pipeline = Pipeline.on(node, workspace, "cache-" + node, """
                    withEnv(['TF_CLI_CONFIG_FILE=%s']) {
                        terraformParallel(modules: ['*'], operation: 'init', pluginCache: true)
                    }
                    """.formatted(
                            mirror.environment().get("TF_CLI_CONFIG_FILE")));

            jenkins.run(pipeline).hasResult("SUCCESS");

            Path stored = link(modules.get(0));
            for (Path module : modules) {
                assertThat(ProviderMirror.lockFile(module)).isEqualTo(ProviderMirror.lockFile(alone));
                assertThat(link(module)).isEqualTo(stored).isDirectory();
                Files.delete(module.resolve(".terraform.lock.hcl"));
            }
            assertThat(stored.toString())
                    .startsWith(workspace + "@tmp/terraform-parallel/providers/")
                    .contains("/default/packages/");
            jenkins.run(pipeline).hasResult("SUCCESS");
            assertThat(link(modules.get(0))).as("another job's").isNotEqualTo(stored);
            assertThat(ProviderMirror.lockFile(modules.get(0))).isEqualTo(ProviderMirror.lockFile(alone));
            jenkins.figures().add("provider cache on " + node, "one package for a job's modules", "as expected");
        }
    }

    @Test
    void aJenkinsfileNamesNoDirectory(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("cache-path");
        Modules.module(workspace, "a", "");

        Build build = jenkins.run(Pipeline.on(Pipeline.BUILT_IN, workspace, "cache-path", """
                terraformParallel(modules: ['a'], operation: 'init', pluginCache: '/var/cache/providers')
                """));

        build.hasResult("FAILURE");
        assertThat(build.console())
                .contains("pluginCache: found '/var/cache/providers', expected true, false, or a name")
                .contains("is set by an administrator");
    }

    private static Path link(Path module) throws Exception {
        return Files.readSymbolicLink(
                module.resolve(".terraform/providers/example.com/acme/fake/1.0.0/" + ProviderMirror.platform()));
    }
}
