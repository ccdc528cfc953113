package io.jenkins.plugins.terraformparallel.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The controller ends while eight modules are being applied, under each durability level, on the built-in node and on an
 * agent: eight builds at once, so that one restart is enough.
 */
@OnJenkins(own = true)
class RestartIT {
    /** What goes on ends soon; what is to be interrupted runs longer than a restart takes. */
    private static final String SOON = "25";

    private static final String LATE = "600";
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    /**
     * A build of the scenario.
     *
     * @param what its kind, in words
     * @param resumes whether it is to go on afterwards
     */
    private record Case(String what, boolean resumes, Build build, Path workspace, List<TestModule> modules) {

        String seconds() {
            return resumes ? SOON : LATE;
        }
    }

    @Test
    void afterACleanRestartBuildsGoOn(TestJenkins jenkins) throws Exception {
        List<Case> cases = start(jenkins, true);

        jenkins.restart();

        allEndWell(jenkins, cases, "clean restart during apply of 8");
    }

    @Test
    void afterAKillBuildsGoOnWhereTheyCan(TestJenkins jenkins) throws Exception {
        List<Case> cases = start(jenkins, false);

        jenkins.killAndStart();

        allEndWell(jenkins, cases, "kill -9 during apply of 8");
    }

    /** Builds of all kinds, each with four modules being applied. */
    private static List<Case> start(TestJenkins jenkins, boolean clean) throws Exception {
        jenkins.processesPerNode(16);
        List<Case> cases = new ArrayList<>();
        for (String node : List.of(Pipeline.BUILT_IN, jenkins.agent())) {
            for (String durability : List.of("MAX_SURVIVABILITY", "SURVIVABLE_NONATOMIC", "PERFORMANCE_OPTIMIZED")) {
                boolean resumes = clean || !durability.equals("PERFORMANCE_OPTIMIZED");
                cases.add(start(jenkins, node, durability, resumes));
            }
            cases.add(start(jenkins, node, "disableResume", false));
        }
        for (Case each : cases) {
            each.build()
                    .awaitUntil(
                            "four modules are being applied",
                            () -> UnitProcesses.running(each.workspace(), "sleep " + each.seconds()) == 4);
        }
        return cases;
    }

    private static Case start(TestJenkins jenkins, String node, String kind, boolean resumes) throws Exception {
        Path workspace = jenkins.workspace("restart-" + node + "-" + kind);
        List<TestModule> modules = Modules.slow(workspace, 8, resumes ? SOON : LATE);
        Pipeline pipeline = Pipeline.on(node, workspace, "restart", """
                def run = terraformParallel(modules: ['m*'], operation: 'apply', gracePeriod: '20s')
                echo "returned ${run.status}"
                """);
        Build build = jenkins.start(kind.equals("disableResume") ? pipeline.notResumable() : pipeline.durability(kind));
        return new Case(kind + ", " + node, resumes, build, workspace, modules);
    }

    private static void allEndWell(TestJenkins jenkins, List<Case> cases, String what) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Case each : cases) {
            each.build().awaitEnd(DEADLINE);
            TestRun run = each.build().run().awaitEnd(Duration.ofMinutes(2));
            Map<String, String> states = run.states();
            int left = UnitProcesses.below(each.workspace()).size();
            jenkins.figures()
                    .add(
                            what + ", " + each.what(),
                            each.resumes()
                                    ? "resumed and complete, each resource created once"
                                    : "interrupted, accounted for, no process left",
                            each.build().result() + ", run " + run.status() + " "
                                    + run.json().get("totals") + ", " + left + " processes left, "
                                    + created(each.modules()));
            softly.assertThat(left).as(each.what() + ": processes left").isZero();
            softly.assertThat(states).as(each.what()).hasSize(8);
            softly.assertThat(run.journal("run-ended")).as(each.what()).hasSize(1);
            softly.assertThat(run.journal("unit-killed")).as(each.what()).isEmpty();
            if (each.resumes()) {
                softly.assertThat(each.build().result()).as(each.what()).isEqualTo("SUCCESS");
                softly.assertThat(each.build().console()).as(each.what()).contains("returned SUCCEEDED");
                softly.assertThat(states.values()).as(each.what()).containsOnly("SUCCEEDED");
            } else {
                softly.assertThat(run.status()).as(each.what()).isEqualTo("ABORTED");
                softly.assertThat(states.values())
                        .as(each.what())
                        .containsExactlyInAnyOrder(
                                "ABORTED", "ABORTED", "ABORTED", "ABORTED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED");
                softly.assertThat(each.build().console()).as(each.what()).doesNotContain("returned SUCCEEDED");
            }
            for (TestModule module : each.modules()) {
                isAccountedFor(softly, each, module, states.get(module.name()));
            }
        }
        jenkins.processesPerNode(4);
        softly.assertAll();
    }

    private static void isAccountedFor(SoftAssertions softly, Case of, TestModule module, String state)
            throws IOException {
        String what = of.what() + ", " + module.name();
        List<String> created = module.created();
        softly.assertThat(created).as(what).doesNotHaveDuplicates();
        softly.assertThat(module.resources()).as(what).containsExactlyInAnyOrderElementsOf(created);
        softly.assertThat(module.isLocked()).as(what + ": locked").isFalse();
        switch (state) {
            case "SUCCEEDED" -> softly.assertThat(created).as(what).containsExactly("first", "slow", "last");
            case "SKIPPED" -> softly.assertThat(module.isUntouched()).as(what).isTrue();
            default -> softly.assertThat(created).as(what).containsExactly("first", "slow");
        }
    }

    private static String created(List<TestModule> modules) throws IOException {
        int complete = 0;
        int twice = 0;
        for (TestModule module : modules) {
            List<String> created = module.created();
            complete += created.equals(List.of("first", "slow", "last")) ? 1 : 0;
            twice += created.stream().distinct().count() < created.size() ? 1 : 0;
        }
        return complete + " modules complete, " + twice + " applied twice";
    }
}
