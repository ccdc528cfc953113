package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.run.SchedulerScenario.Trouble;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerSimulator.Step;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every graph and every order of events; the rules themselves stand in {@link SchedulerRules}. */
class SchedulerPropertyTest {

    @Provide
    Arbitrary<SchedulerScenario> scenarios() {
        return SchedulerScenario.any();
    }

    @Provide
    Arbitrary<SchedulerScenario> scenariosWithoutTrouble() {
        return SchedulerScenario.with(Arbitraries.just(Trouble.NONE));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyRunKeepsTheRulesToItsEnd(@ForAll("scenarios") SchedulerScenario scenario) {
        new SchedulerSimulator(scenario).play();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRunThatIsResumedAnywhereKeepsThemToo(@ForAll("scenarios") SchedulerScenario scenario) {
        SchedulerSimulator first = new SchedulerSimulator(scenario);
        first.play();
        first.resumed().play();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whereNothingGoesWrongEveryUnitStartsOnceAndNothingElseIsDecided(
            @ForAll("scenariosWithoutTrouble") SchedulerScenario scenario) {
        Stream<SchedulerDecision> starts =
                scenario.units().stream().map(unit -> new SchedulerDecision.Start(unit.name()));

        List<SchedulerDecision> decisions = decisions(new SchedulerSimulator(scenario).play());

        assertThat(decisions)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(starts, Stream.of(new SchedulerDecision.Finish()))
                        .toList());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theSameEventsBringTheSameDecisions(@ForAll("scenarios") SchedulerScenario scenario) {
        List<Step> steps = new SchedulerSimulator(scenario).play();
        Scheduler second = scenario.scheduler();

        assertThat(steps).allSatisfy(step -> assertThat(second.on(step.event())).isEqualTo(step.decisions()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void eventsThatMakeNoSenseLeaveNoTrace(@ForAll("scenarios") SchedulerScenario scenario) {
        List<Step> sensible = new SchedulerSimulator(scenario)
                .play().stream().filter(Step::makesSense).toList();
        Scheduler second = scenario.scheduler();

        assertThat(sensible)
                .allSatisfy(step -> assertThat(second.on(step.event())).isEqualTo(step.decisions()));
    }

    private static List<SchedulerDecision> decisions(List<Step> steps) {
        return steps.stream().flatMap(step -> step.decisions().stream()).toList();
    }
}
