package io.jenkins.plugins.terraformparallel.engine.work;

import static io.jenkins.plugins.terraformparallel.engine.work.Requests.module;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories a request means. */
class ModuleSelectionTest {

    @TempDir
    Path root;

    @Test
    void aDirectoryThatSeveralGlobsFindCountsOnce() throws Exception {
        Modules modules = Modules.in(root, "envs/eu", "envs/us", "network");

        assertThat(modules.names(plan("envs/*", "**", "./envs/*/"))).containsExactly("envs/eu", "envs/us", "network");
    }

    @Test
    void whatIsNamedReplacesTheFindOfAGlob() throws Exception {
        Modules modules = Modules.in(root, "a", "b");

        Resolution resolution = modules.resolve(plan("*", "./b/", module("a").named("first")));

        assertThat(resolution.plan().units()).extracting(Unit::name).containsExactly("first", "b");
        assertThat(resolution.units())
                .extracting(PlannedUnit::why)
                .containsExactly("named in modules[2]", "named in modules[1]");
    }

    @Test
    void exclusionsTakeAwayFindsOfGlobsOnlyInAnyOrder() throws Exception {
        Modules modules = Modules.in(root, "envs/eu", "envs/old", "envs/old/sub", "envs/us");

        assertThat(modules.names(plan("!envs/old", "envs/*"))).containsExactly("envs/eu", "envs/us");
        assertThat(modules.names(plan("envs/*", "!envs/?s", "envs/us")))
                .containsExactly("envs/eu", "envs/old", "envs/us");
        assertThat(modules.names(plan("envs/**", "!envs/old"))).containsExactly("envs/eu", "envs/old/sub", "envs/us");
        assertThat(modules.names(plan("envs/**", "!envs/old/**"))).containsExactly("envs/eu", "envs/us");
        assertThat(modules.names(plan("envs/*", "!nothing/*"))).hasSize(3);
    }

    @Test
    void anExclusionOfAMissingDirectoryIsAMistakeBecauseWhatWasMeantWouldRun() throws Exception {
        Modules modules = Modules.in(root, "envs/prod", "envs/test");

        assertThat(modules.mistakes(plan("envs/*", "!envs/prdo")))
                .containsExactly("modules[1]: found 'envs/prdo', which doesn't exist, expected a directory that holds"
                        + " *.tf or *.tf.json files; did you mean 'envs/prod'?");
    }

    @Test
    void aDirectoryIsTheSameByAnyOfItsNames() throws Exception {
        Modules modules = Modules.in(root, "envs/prod", "envs/test").link("envs/current", "prod");

        assertThat(modules.names(plan("envs/*"))).containsExactly("envs/prod", "envs/test");
        assertThat(modules.names(plan("envs/*", "envs/current"))).containsExactly("envs/current", "envs/test");
        assertThat(modules.names(plan("envs/*", "!envs/current"))).containsExactly("envs/test");
        assertThat(modules.names(plan("envs/*", "!envs/cur*"))).containsExactly("envs/test");
        assertThat(modules.names(plan("envs/c*", "!envs/prod", "envs/test"))).containsExactly("envs/test");
    }

    @Test
    void aGlobThatFindsNothingIsAMistakeAlsoWhereEverythingWouldBeExcluded() throws Exception {
        Modules modules = Modules.in(root, "envs/prod").file("docs/readme.md");

        assertThat(modules.mistakes(plan("docs/*", "env/*", "envs/*.tf", "../**", "*/../x", "envs/*")))
                .containsExactly(
                        "modules[0]: found 'docs/*', which finds none, expected a glob that finds a directory that"
                                + " holds *.tf or *.tf.json files",
                        "modules[1]: found 'env/*', but there is no directory 'env', expected a glob that finds a"
                                + " module; did you mean 'envs/*'?",
                        "modules[2]: found 'envs/*.tf', which finds none, expected a glob that finds a directory that"
                                + " holds *.tf or *.tf.json files (it finds directories, not files)",
                        "modules[3]: found '../**', which leads out of " + modules.root()
                                + ", expected a glob that stays inside it",
                        "modules[4]: found '*/../x', expected '..' only before the first '*' or '?'");
        assertThat(modules.mistakes(plan("envs/*", "!envs/prod")))
                .containsExactly("modules: found no module that isn't excluded, expected at least one");
    }

    @Test
    void aDirectoryThatIsNoModuleIsAMistakeThatSaysWhy() throws Exception {
        Modules.in(root, "outside/etc");
        Modules modules = Modules.in(root.resolve("inside"), "envs/prod", "apps/shop")
                .file("docs/readme.md")
                .link("escape", "../outside")
                .link("circle", "circle");

        assertThat(modules.mistakes(plan(
                        "envs/prd",
                        module("env/prod"),
                        "docs",
                        "envs/prod/main.tf",
                        "escape/etc",
                        "circle",
                        "/etc",
                        "zzz")))
                .containsExactly(
                        "modules[0]: found 'envs/prd', which doesn't exist, expected a directory that holds *.tf or"
                                + " *.tf.json files; did you mean 'envs/prod'?",
                        "modules[1].path: found 'env/prod', which doesn't exist, expected a directory that holds *.tf"
                                + " or *.tf.json files; did you mean 'envs/prod'?",
                        "modules[2]: found 'docs', which holds none, expected a directory that holds *.tf or"
                                + " *.tf.json files",
                        "modules[3]: found 'envs/prod/main.tf', which is a file, expected a directory that holds *.tf"
                                + " or *.tf.json files",
                        "modules[4]: found 'escape/etc', which leads out of " + modules.root()
                                + ", expected a directory inside it",
                        "modules[5]: found 'circle', which is neither a file nor a directory, expected a directory"
                                + " that holds *.tf or *.tf.json files",
                        "modules[6]: found '/etc', which leads out of " + modules.root()
                                + ", expected a directory inside it",
                        "modules[7]: found 'zzz', which doesn't exist, expected a directory that holds *.tf or"
                                + " *.tf.json files");
    }

    @Test
    void whatTheFileSystemRefusesIsAMistakeLikeTheOthers() throws Exception {
        Modules modules = Modules.in(root, "a");
        String tooLong = "x".repeat(300);

        assertThat(modules.mistakes(plan("a", tooLong, "missing", tooLong + "/*")))
                .hasSize(3)
                .satisfies(all -> assertThat(all.get(0))
                        .startsWith("modules[1]: found 'xxx")
                        .contains("can't be read"))
                .satisfies(all -> assertThat(all.get(2))
                        .startsWith("modules[3]: found 'xxx")
                        .contains("can't be read"));
    }

    @Test
    void noModuleLiesInTerraformsOwnDirectory() throws Exception {
        Modules modules = Modules.in(root, "a/.terraform/modules/x");

        assertThat(modules.mistakes(plan("a/.terraform/modules/x")))
                .containsExactly(
                        "modules[0]: found 'a/.terraform/modules/x', which lies in .terraform or .git, expected"
                                + " a directory that holds *.tf or *.tf.json files");
    }

    @Test
    void aModuleMapTakesItsPathLiterally() throws Exception {
        Modules modules = Modules.in(root, "a*", "ab");

        assertThat(modules.names(plan(module("a*")))).containsExactly("a*");
    }

    @Test
    void anAbsolutePathInsideIsThatOfTheSameModule() throws Exception {
        Modules modules = Modules.in(root, "a", "b");

        assertThat(modules.names(plan(modules.real("a"), modules.real("*")))).containsExactly("a", "b");
    }

    @Test
    void theCurrentDirectoryIsAModuleToo() throws Exception {
        Modules modules = Modules.in(root, ".", "a");

        Unit unit = modules.plan(plan("./")).unit(".");
        assertThat(unit.path()).isEqualTo(".");
        assertThat(unit.directory()).isEqualTo(modules.root().toString());
        assertThat(unit.key()).startsWith("unit-");
    }

    @Test
    void manyModulesAreFoundByOneGlobInOrder() throws Exception {
        String[] paths = IntStream.range(0, 200).mapToObj(i -> "envs/m" + i).toArray(String[]::new);

        assertThat(Modules.in(root, paths).names(plan("envs/*"))).hasSize(200).isSorted();
    }
}
