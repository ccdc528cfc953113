package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Files that can't be written or deleted: the disk is full, or somebody else's. */
class RunTroublePropertyTest {

    @Provide
    Arbitrary<RunScenario> undisturbed() {
        return RunScenario.undisturbed(6);
    }

    @Provide
    Arbitrary<Set<String>> logCalls() {
        return Arbitraries.of("append", "length", "truncate", "beginDiff", "appendDiff", "diff", "close")
                .set()
                .ofMinSize(1);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whereTheJournalIsLostNothingNewStartsAndWhatRunsComesToItsEnd(
            @ForAll("undisturbed") RunScenario scenario,
            @ForAll @IntRange(min = 2, max = 60) int first,
            @ForAll @IntRange(min = 1, max = 100) int count) {
        ScriptedRun run = scenario.run();
        List<RunEvent> told = new ArrayList<>();
        List<String> startedAfter = new ArrayList<>();
        run.host.troubleWith(method -> {
            if (method.equals("start") && told.size() > first) {
                startedAfter.add(method);
            }
            return false;
        });
        run.sink = (event, journal) -> {
            told.add(event);
            if (told.size() > first && told.size() <= first + count) {
                throw new IOException("No space left on device");
            }
            journal.add(event);
        };

        run.begin();
        run.drive();

        assertThat(startedAfter).isEmpty();
        assertThat(told.get(told.size() - 1)).isInstanceOf(RunEvent.RunEnded.class);
        List<RunEvent.UnitEnded> ends = told.stream()
                .filter(RunEvent.UnitEnded.class::isInstance)
                .map(RunEvent.UnitEnded.class::cast)
                .toList();
        assertThat(ends)
                .extracting(RunEvent.UnitEnded::unit)
                .containsExactlyInAnyOrderElementsOf(
                        scenario.plan().units().stream().map(Unit::name).toList());
        boolean leftOut = ends.stream().anyMatch(end -> end.cause() == EndCause.JOURNAL_LOST);
        if (leftOut) {
            assertThat(((RunEvent.RunEnded) told.get(told.size() - 1)).status()).isEqualTo(RunStatus.FAILED);
        }
        if (run.events(RunEvent.RunEnded.class).isEmpty()) {
            resumesWithoutApplyingTwice(scenario, run);
        }
    }

    private static void resumesWithoutApplyingTwice(RunScenario scenario, ScriptedRun run) {
        run.sink = (event, journal) -> journal.add(event);
        run.resume();
        run.drive();
        new RunRules(scenario, run).check();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whereLogsAreLostUnitsHaveTheirResultsAllTheSame(
            @ForAll("undisturbed") RunScenario scenario, @ForAll("logCalls") Set<String> lost) {
        ScriptedRun whole = scenario.run();
        whole.begin();
        whole.drive();
        ScriptedRun run = scenario.run();
        run.logs.troubleWith(lost::contains);

        run.begin();
        run.drive();

        new RunRules(scenario, run).check();
        assertThat(states(run)).isEqualTo(states(whole));
        if (lost.contains("append")) {
            assertThat(run.events(RunEvent.UnitEnded.class))
                    .filteredOn(end -> end.state() != UnitState.SKIPPED)
                    .filteredOn(end -> whole.logs
                                    .text(whole.logs.logPath(end.unit() + "-k"))
                                    .length()
                            > 0)
                    .allSatisfy(end -> assertThat(end.reason())
                            .contains("its log is incomplete")
                            .contains("No space left on device"));
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatCannotBeDeletedIsToldAndChangesNothing(@ForAll("undisturbed") RunScenario scenario) {
        ScriptedRun whole = scenario.run();
        whole.begin();
        whole.drive();
        ScriptedRun run = scenario.run();
        run.host.troubleWith(method -> method.startsWith("discard"));
        run.files.troubleWith("delete"::equals);

        run.begin();
        run.drive();

        run.files.left().clear();
        new RunRules(scenario, run).check();
        assertThat(states(run)).isEqualTo(states(whole));
        assertThat(run.events(RunEvent.UnitEnded.class))
                .filteredOn(end -> end.state() != UnitState.SKIPPED)
                .allSatisfy(end -> assertThat(end.reason()).contains("could not be put in order"));
    }

    private static Map<String, UnitState> states(ScriptedRun run) {
        Map<String, UnitState> states = new TreeMap<>();
        run.events(RunEvent.UnitEnded.class).forEach(end -> states.put(end.unit(), end.state()));
        return states;
    }
}
