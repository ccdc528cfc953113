package io.jenkins.plugins.terraformparallel.engine.work;

import static io.jenkins.plugins.terraformparallel.engine.work.Requests.NO_DEFAULTS;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.module;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.plan;
import static io.jenkins.plugins.terraformparallel.engine.work.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code dependsOn} means. */
class DependenciesTest {

    @TempDir
    Path root;

    @Test
    void dependenciesStartFirstAndOtherwiseThePathDecides() throws Exception {
        // z <- a, and b on its own
        Modules modules = Modules.in(root, "a", "b", "z");

        assertThat(modules.names(plan(module("a").after("z"), "z", "b"))).containsExactly("b", "z", "a");
    }

    @Test
    void destroyTurnsTheEdgesRound() throws Exception {
        Modules modules = Modules.in(root, "a", "b", "z");

        WorkPlan plan = modules.plan(request(
                Operation.DESTROY,
                NO_DEFAULTS,
                module("z").after("a"),
                module("b").after("a"),
                "a"));

        assertThat(plan.units()).extracting(Unit::name).containsExactly("b", "z", "a");
        assertThat(plan.prerequisites("a")).containsExactly("b", "z");
        assertThat(plan.unit("z").dependsOn()).containsExactly("a");
    }

    @Test
    void aPathMeansAllItsUnitsAndSoDoesAModulesName() throws Exception {
        Modules modules = Modules.in(root, "app", "db", "net").link("alias", "net");

        WorkPlan plan = modules.plan(plan(
                module("net").in("eu", "us"),
                module("db").named("data").in("eu", "us"),
                module("app").in("x", "y").after("./net/", "data"),
                module("app").named("by-alias").after("alias"),
                module("app").named("by-unit").in("q").after("net@eu")));

        assertThat(plan.unit("app@x").dependsOn()).containsExactly("data@eu", "data@us", "net@eu", "net@us");
        assertThat(plan.unit("app@y").dependsOn()).isEqualTo(plan.unit("app@x").dependsOn());
        assertThat(plan.unit("by-alias").dependsOn()).containsExactly("net@eu", "net@us");
        assertThat(plan.unit("by-unit").dependsOn()).containsExactly("net@eu");
    }

    @Test
    void aNameWinsOverAPath() throws Exception {
        Modules modules = Modules.in(root, "a", "b", "c");

        WorkPlan plan = modules.plan(
                plan(module("a").named("x"), module("b").named("a"), module("c").after("a")));

        assertThat(plan.unit("c").dependsOn()).containsExactly("a");
        assertThat(plan.unit("a").path()).isEqualTo("b");
    }

    @Test
    void anUnknownOneIsAMistakeWithTheNearestName() throws Exception {
        Modules modules = Modules.in(root, "app", "network", "other");

        assertThat(modules.mistakes(plan("network", module("app").after("netwrok", "other", "far away", "../x"))))
                .containsExactly(
                        "modules[1].dependsOn[0]: found 'netwrok', which isn't in this run, expected the name or path"
                                + " of a module of this run; did you mean 'network'?",
                        "modules[1].dependsOn[1]: found 'other', which exists but isn't in this run, expected the name"
                                + " or path of a module of this run; add it to 'modules'",
                        "modules[1].dependsOn[2]: found 'far away', which isn't in this run, expected the name or path"
                                + " of a module of this run",
                        "modules[1].dependsOn[3]: found '../x', which isn't in this run, expected the name or path of"
                                + " a module of this run");
    }

    @Test
    void aMissingModuleIsNotCalledUnknownAsWell() throws Exception {
        Modules modules = Modules.in(root, "app");

        assertThat(modules.mistakes(plan("missing", module("app").after("missing"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("modules[0]: found 'missing', which doesn't exist");
    }

    @Test
    void noModuleComesBeforeItself() throws Exception {
        Modules modules = Modules.in(root, "a", "b");

        assertThat(modules.mistakes(
                        plan(module("a").after("a"), module("b").in("x", "y").after("b@x", "b"))))
                .containsExactly(
                        "modules[0].dependsOn[0]: found 'a', which is the module itself or one of its workspaces,"
                                + " expected other modules of this run",
                        "modules[1].dependsOn[0]: found 'b@x', which is the module itself or one of its workspaces,"
                                + " expected other modules of this run",
                        "modules[1].dependsOn[1]: found 'b', which is the module itself or one of its workspaces,"
                                + " expected other modules of this run");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void aCycleIsPrintedAsOneWhateverTheOperation(Operation operation) throws Exception {
        // a -> b -> c -> a with the short cut b -> a, and x <-> y
        Modules modules = Modules.in(root, "a", "b", "c", "x", "y");

        assertThat(modules.mistakes(request(
                        operation,
                        NO_DEFAULTS,
                        module("c").after("a"),
                        module("b").after("c", "a"),
                        module("a").after("b"),
                        module("y").after("x"),
                        module("x").after("y"))))
                .containsExactly(
                        "modules[2].dependsOn: found the cycle a -> b -> a, expected dependencies without a cycle",
                        "modules[4].dependsOn: found the cycle x -> y -> x, expected dependencies without a cycle");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"VALIDATE", "INIT"})
    void operationsThatTouchNoStateIgnoreTheOrder(Operation operation) throws Exception {
        Modules modules = Modules.in(root, "a", "z");

        WorkPlan plan = modules.plan(request(operation, NO_DEFAULTS, module("a").after("z"), "z"));

        assertThat(plan.units()).extracting(Unit::name).containsExactly("a", "z");
        assertThat(plan.prerequisites("a")).isEmpty();
        assertThat(plan.unit("a").dependsOn()).containsExactly("z");
    }
}
