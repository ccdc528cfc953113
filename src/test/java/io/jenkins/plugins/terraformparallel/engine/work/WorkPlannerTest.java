package io.jenkins.plugins.terraformparallel.engine.work;

import static io.jenkins.plugins.terraformparallel.engine.work.Requests.module;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.plan;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.ModuleDefaults;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What units are made of modules. */
class WorkPlannerTest {

    @TempDir
    Path root;

    @Test
    void everyWorkspaceMakesAUnitAndTheModulesOwnWinOverTheRuns() throws Exception {
        Modules modules = Modules.in(root, "a", "b", "c", "d");

        assertThat(modules.names(request(
                        Operation.PLAN,
                        inWorkspaces("eu", "us"),
                        "a",
                        module("b").in("test"),
                        module("c").named("shop").in("x", "y"),
                        module("d").named("one").in("z"))))
                .containsExactly("a@eu", "a@us", "b@test", "shop@x", "shop@y", "one");
    }

    @Test
    void unitsThatAreOneOfSeveralOfAModuleGetDataDirectoriesOfTheirOwnWhereTheyMayRunAtOnce() throws Exception {
        Modules modules = Modules.in(root, "a", "b");
        Object[] units = {
            "b",
            module("a").in("eu", "us"),
            module("a").named("other").backend("key", "x"),
            module("a").named("plain")
        };

        WorkPlan serial = modules.plan(plan(units));
        WorkPlan parallel = modules.plan(Requests.parallel(units));

        assertThat(serial.units()).extracting(Unit::dataDirectory).containsOnly(".terraform");
        assertThat(parallel.units())
                .extracting(Unit::name, Unit::dataDirectory)
                .containsExactly(
                        tuple("a@eu", ".terraform/units/" + serial.unit("a@eu").key()),
                        tuple("a@us", ".terraform/units/" + serial.unit("a@us").key()),
                        tuple(
                                "other",
                                ".terraform/units/" + serial.unit("other").key()),
                        tuple("plain", ".terraform"),
                        tuple("b", ".terraform"));
        assertThat(modules.plan(Requests.parallel(module("a").in("us"))).unit("a@us"))
                .isEqualTo(parallel.unit("a@us"));
    }

    @Test
    void settingsOfTheRunAndOfTheModuleAreMerged() throws Exception {
        Modules modules = Modules.in(root, "a", "b").file("common.tfvars").file("a/own.tfvars");
        Map<String, Object> vars = new HashMap<>(Map.of("own", "of the run", "list", List.of(1, true)));
        vars.put("nothing", null);
        ModuleDefaults defaults = new ModuleDefaults(
                List.of(),
                false,
                List.of("common.tfvars"),
                vars,
                Map.of("bucket", "b", "key", "run"),
                Map.of("OWN", "run", "OTHER", "run"),
                Duration.ofMinutes(1));

        WorkPlan plan = modules.plan(request(
                Operation.PLAN,
                defaults,
                "b",
                module("a").with("own.tfvars").backend("key", 7).within(Duration.ofSeconds(5))));

        Unit own = plan.unit("a");
        assertThat(own.vars()).containsOnly(entry("own", "a"), entry("list", List.of(1, true)), entry("nothing", null));
        assertThat(own.backendConfig()).containsOnly(entry("bucket", "b"), entry("key", 7));
        assertThat(own.env()).containsOnly(entry("OWN", "a"), entry("OTHER", "run"));
        assertThat(own.varFiles()).containsExactly(modules.real("common.tfvars"), modules.real("a/own.tfvars"));
        assertThat(own.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(own.targets()).containsExactly("terraform_data.target");
        assertThat(own.replace()).containsExactly("terraform_data.replace");
        assertThat(own.directory()).isEqualTo(modules.real("a"));
        Unit other = plan.unit("b");
        assertThat(other.vars()).containsEntry("own", "of the run");
        assertThat(other.varFiles()).containsExactly(modules.real("common.tfvars"));
        assertThat(other.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(other.targets()).isEmpty();
    }

    @Test
    void varFilesOfAModuleAreRelativeToItsRealDirectoryAndKeepTheirEnding() throws Exception {
        Modules modules =
                Modules.in(root, "deep/down/prod").file("deep/common.tfvars").file("data/content");
        modules.link("current", "deep/down/prod").link("deep/down/x.tfvars.json", "../../data/content");

        Unit unit = modules.plan(plan(module("current").with("../../common.tfvars", "../x.tfvars.json")))
                .unit("current");

        assertThat(unit.varFiles())
                .containsExactly(modules.real("deep/common.tfvars"), modules.real("deep/down/x.tfvars.json"));
    }

    @Test
    void varFilesThatAreMissingOrOutsideAreMistakes() throws Exception {
        Modules.in(root, "outside");
        Modules modules = Modules.in(root.resolve("inside"), "a")
                .file("common.tfvars")
                .link("a/escape.tfvars", "../../outside/main.tf");
        ModuleDefaults defaults =
                new ModuleDefaults(List.of(), false, List.of("a", "none.tfvars"), Map.of(), Map.of(), Map.of(), null);

        assertThat(modules.mistakes(request(
                        Operation.PLAN, defaults, module("a").in("x", "y").with("common.tfvars", "escape.tfvars"))))
                .containsExactly(
                        "varFiles[0]: found 'a', which is a directory, expected a file, relative to the current directory",
                        "varFiles[1]: found 'none.tfvars', which doesn't exist, expected a file, relative to the"
                                + " current directory",
                        "modules[0].varFiles[0]: found 'common.tfvars', which doesn't exist, expected a file, relative"
                                + " to the module; there is one relative to the current directory, so give its path"
                                + " from the module",
                        "modules[0].varFiles[1]: found 'escape.tfvars', which leads out of " + modules.root()
                                + ", expected a file, relative to the module inside it");
    }

    @Test
    void onePathMayComeSeveralTimesWithDifferentWorkspacesOrBackends() throws Exception {
        Modules modules = Modules.in(root, "a");

        assertThat(modules.names(plan(
                        "a",
                        module("a").in("eu", "us"),
                        module("a").named("b1").backend("key", "1"),
                        module("a").named("b2").backend("key", "2"))))
                .containsExactly("a", "a@eu", "a@us", "b1", "b2");
    }

    @Test
    void duplicatesNameBoth() throws Exception {
        Modules modules = Modules.in(root, "a", "b").link("alias", "a");

        assertThat(modules.mistakes(plan(
                        "a",
                        module("alias"),
                        module("a").in("default"),
                        module("b").named("x").backend("n", 1),
                        module("b").named("y").backend("n", "1"),
                        module("b").named("a"),
                        module("b").named("z").in("eu", "eu"))))
                .containsExactly(
                        "modules[1]: found the unit 'alias', the same directory, workspace and backend configuration"
                                + " as 'a' (modules[0]), expected each once, or with different workspaces or backend"
                                + " configurations",
                        "modules[2]: found the unit 'a@default', the same directory, workspace and backend"
                                + " configuration as 'a' (modules[0]), expected each once, or with different"
                                + " workspaces or backend configurations",
                        "modules[4]: found the unit 'y', the same directory, workspace and backend configuration as"
                                + " 'x' (modules[3]), expected each once, or with different workspaces or backend"
                                + " configurations",
                        "modules[5]: found the unit 'a', the same name as that of 'a' (modules[0]), expected a 'name'"
                                + " of its own for one of them",
                        "modules[6]: found the unit 'z@eu', the same directory, workspace and backend configuration"
                                + " as 'z@eu' (modules[6]), expected each once, or with different workspaces or"
                                + " backend configurations");
    }

    @Test
    void severalBackendsOfOnePathNeedNames() throws Exception {
        Modules modules = Modules.in(root, "a");

        assertThat(modules.mistakes(
                        plan(module("a").backend("key", "1"), module("a").backend("key", "2"))))
                .containsExactly("modules[1]: found the unit 'a', the same name as that of 'a' (modules[0]), expected"
                        + " a 'name' of its own for one of them");
    }

    @Test
    void allMistakesComeAtOnceAfterThoseFoundBefore() throws Exception {
        Modules modules = Modules.in(root, "a");
        Mistake environment = new Mistake("TF_WORKSPACE", "'prod' in the environment", "none");
        LocalWorkspace workspace = new LocalWorkspace(root, root);

        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> new WorkPlanner()
                        .resolve(
                                plan("a", module("missing").after("nobody"), "none/*"),
                                workspace,
                                List.of(environment)))
                .satisfies(exception -> assertThat(exception.mistakes())
                        .extracting(Mistake::argument)
                        .containsExactly("TF_WORKSPACE", "modules[1].path", "modules[1].dependsOn[0]", "modules[2]"));
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> new WorkPlanner().resolve(plan("a"), workspace, List.of(environment)))
                .satisfies(exception -> assertThat(exception.mistakes()).containsExactly(environment));
    }

    @Test
    void saysOfEachUnitWhenAndWhyItRuns() throws Exception {
        Modules modules = Modules.in(root, "apps/shop", "network");

        Resolution resolution =
                modules.resolve(plan("*", module("apps/shop").in("eu").after("network")));

        assertThat(resolution.units())
                .containsExactly(
                        new PlannedUnit(1, "network", "network", null, List.of(), "modules[0]", "*"),
                        new PlannedUnit(2, "apps/shop@eu", "apps/shop", "eu", List.of("network"), "modules[1]", null));
        assertThat(resolution.units())
                .extracting(PlannedUnit::why)
                .containsExactly("found by '*' in modules[0]", "named in modules[1]");
    }

    private static ModuleDefaults inWorkspaces(String... workspaces) {
        return new ModuleDefaults(List.of(workspaces), false, List.of(), Map.of(), Map.of(), Map.of(), null);
    }
}
