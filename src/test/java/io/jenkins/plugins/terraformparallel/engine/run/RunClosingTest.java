package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunClosingTest {

    private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");
    private static final String REMOVED = "agent x was removed";

    /** Whatever was in it and wherever it was cut off. */
    @Property(tries = 300)
    void everyJournalWithABeginningGetsAnEndAndOneOnly(@ForAll long seed) {
        List<RunEvent> whole = RandomRun.events(seed);
        for (int lines = 1; lines <= whole.size(); lines++) {
            List<RunEvent> journal = new ArrayList<>(whole.subList(0, lines));
            boolean hadEnd = journal.get(lines - 1) instanceof RunEvent.RunEnded;
            RunReport before = report(journal);

            List<RunEvent> end = RunClosing.events(journal, REMOVED, LATER);
            journal.addAll(end);

            assertThat(end.isEmpty()).isEqualTo(hadEnd);
            assertThat(journal.get(journal.size() - 1)).isInstanceOf(RunEvent.RunEnded.class);
            assertThat(RunClosing.events(journal, REMOVED, LATER)).isEmpty();
            if (!hadEnd) {
                accountsForEveryUnit(before, report(journal), end);
            }
        }
    }

    private static void accountsForEveryUnit(RunReport before, RunReport after, List<RunEvent> end) {
        assertThat(end)
                .hasSize(1
                        + (int) before.units().stream()
                                .filter(unit -> !unit.status().isFinal())
                                .count());
        for (UnitReport unit : after.units()) {
            UnitReport known = unit(before, unit.name());
            if (known.status().isFinal()) {
                assertThat(unit.status()).isEqualTo(known.status());
            } else if (known.status() == UnitState.RUNNING) {
                assertThat(unit.status()).isEqualTo(UnitState.FAILED);
                assertThat(unit.reason()).contains("agent x was removed; state and lock unknown");
            } else {
                assertThat(unit.status()).isEqualTo(UnitState.SKIPPED);
                assertThat(unit.reason()).contains("not started, because ");
            }
        }
        boolean failed = after.count(UnitState.FAILED, UnitState.TIMED_OUT) > 0;
        assertThat(after.status()).isNotIn(RunStatus.LOST, RunStatus.RUNNING);
        if (failed) {
            assertThat(after.status()).isNotEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void aRunOfWhichNothingHadStartedIsNoSuccess() {
        ScriptedRun run = run(1);
        run.begin();

        run.journal.addAll(RunClosing.events(run.journal, REMOVED, LATER));

        assertThat(run.end("a").state()).isEqualTo(UnitState.SKIPPED);
        assertThat(run.end("a").reason()).isEqualTo("not started, because agent x was removed");
        assertThat(run.report().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aRunThatWasBeingAbortedIsAborted() {
        ScriptedRun run = run(1);
        run.begin();
        run.driveFor(Duration.ofMillis(50));
        run.journal.add(new RunEvent.AbortRequested(run.clock.instant(), "somebody", false));

        run.journal.addAll(RunClosing.events(run.journal, REMOVED, LATER));

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("b").reason()).isEqualTo("not started, because the run was aborted by somebody");
        assertThat(run.report().status()).isEqualTo(RunStatus.ABORTED);
    }

    @Test
    void aRunWhoseUnitsHaveAllEndedEndsAsTheyDid() {
        ScriptedRun run = run(2);
        run.begin();
        run.drive();
        run.journal.remove(run.journal.size() - 1);

        List<RunEvent> end = RunClosing.events(run.journal, REMOVED, Instant.EPOCH);

        assertThat(end)
                .containsExactly(new RunEvent.RunEnded(
                        run.journal.get(run.journal.size() - 1).at(), RunStatus.SUCCEEDED));
    }

    @Test
    void withoutABeginningThereIsNothingToClose() {
        assertThat(RunClosing.events(List.of(), REMOVED, LATER)).isEmpty();
        assertThat(RunClosing.events(List.of(new RunEvent.RunResumed(LATER)), REMOVED, LATER))
                .isEmpty();
    }

    private static ScriptedRun run(int slots) {
        RunSettings settings = TestUnits.settings(
                slots, TestUnits.SETTINGS.failFast(), Duration.ofSeconds(1), TestUnits.SETTINGS.init());
        return new ScriptedRun(
                new WorkPlan(Operation.PLAN, List.of(TestUnits.unit("a"), TestUnits.unit("b"))),
                settings,
                Scripts::fine);
    }

    private static RunReport report(List<RunEvent> journal) {
        RunReportFold fold = new RunReportFold(null);
        journal.forEach(fold::apply);
        return fold.report(LATER, true);
    }

    private static UnitReport unit(RunReport report, String name) {
        Optional<UnitReport> found =
                report.units().stream().filter(unit -> unit.name().equals(name)).findFirst();
        return found.orElseThrow();
    }
}
