package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RandomRun;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunReportFoldTest {

    private static final Instant LATER = SampleRun.START.plusSeconds(3600);

    private final SampleRun run = new SampleRun(Operation.APPLY).unit("a", "modules/a", null);

    @Property(tries = 300)
    void everyPrefixOfAJournalMakesAConsistentReport(@ForAll long seed) {
        RunReportFold fold = new RunReportFold(null);
        Map<String, UnitState> ended = new HashMap<>();
        for (RunEvent event : RandomRun.events(seed)) {
            fold.apply(event);
            RunReport report = fold.report(LATER, seed % 2 == 0);

            assertThat(report.totals().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(report.units().size());
            assertThat(report.totals()).doesNotContainValue(0);
            assertThat(report.hasChanges()).isEqualTo(report.units().stream().anyMatch(UnitReport::hasChanges));
            for (UnitReport unit : report.units()) {
                assertThat(unit.diagnostics()).doesNotHaveDuplicates();
                assertThat(unit.queuedMillis()).isNotNegative();
                assertThat(unit.durationMillis()).isNotNegative();
                assertThat(unit.startedAt() == null)
                        .isEqualTo(unit.status() == UnitState.QUEUED || unit.status() == UnitState.SKIPPED);
                if (ended.containsKey(unit.name())) {
                    assertThat(unit.status()).isEqualTo(ended.get(unit.name()));
                } else if (unit.status().isFinal()) {
                    ended.put(unit.name(), unit.status());
                }
            }
        }
    }

    @Test
    void withoutAStartThereIsNothingToReport() {
        RunReportFold fold = new RunReportFold(null);

        assertThat(fold.hasStarted()).isFalse();
        assertThatThrownBy(() -> fold.report(LATER, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run-started");
    }

    @Test
    void aRunWithoutAnEndIsLostUnlessAnEngineLives() {
        run.start("a");

        assertThat(run.unfinished(true).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.unfinished(false).status()).isEqualTo(RunStatus.LOST);
    }

    @Test
    void theClockOfALostRunStandsStillAtItsLastEvent() {
        run.start("a");

        assertThat(run.unfinished(false).durationMillis()).isEqualTo(1_000);
        assertThat(run.unfinished(true).durationMillis()).isEqualTo(61_000);
        assertThat(unit(run.unfinished(true)).durationMillis()).isEqualTo(60_000);
    }

    @Test
    void aUnitThatNeverStartedHasOnlyWaited() {
        UnitReport unit = unit(run.end("a", UnitState.SKIPPED, "no").report(RunStatus.FAILED));

        assertThat(unit.startedAt()).isNull();
        assertThat(unit.queuedMillis()).isEqualTo(1_000);
        assertThat(unit.durationMillis()).isZero();
    }

    @Test
    void theExitCodeIsTheLastProcesss() {
        run.start("a").process("a", "init", 0, ProcessFindings.NONE).process("a", "plan", null, ProcessFindings.NONE);

        assertThat(unit(run.unfinished(true)).exitCode()).isNull();
        assertThat(unit(run.process("a", "apply", 1, ProcessFindings.NONE).unfinished(true))
                        .exitCode())
                .isOne();
    }

    @Test
    void exitCodeTwoMeansChangesOnlyWithASummary() {
        run.start("a").process("a", "plan", 2, ProcessFindings.NONE);
        assertThat(unit(run.unfinished(true)).hasChanges()).isFalse();
        assertThat(unit(run.unfinished(true)).changes()).isNull();

        run.process("a", "plan", 2, SampleRun.plan(1, 0, 0));
        assertThat(unit(run.unfinished(true)).hasChanges()).isTrue();
        assertThat(run.unfinished(true).hasChanges()).isTrue();
    }

    @Test
    void aPlanWithoutChangesSaysSo() {
        UnitReport unit = unit(
                run.start("a").process("a", "plan", 0, SampleRun.plan(0, 0, 0)).unfinished(true));

        assertThat(unit.hasChanges()).isFalse();
        assertThat(unit.changes()).isEqualTo(ChangeCounts.NONE);
    }

    @Test
    void theLastPlanCountsAndItsApplyChangesNothingInThat() {
        ResourceChange create = new ResourceChange("terraform_data.a", "create");
        run.start("a").process("a", "plan", 2, SampleRun.plan(9, 9, 9));
        run.process("a", "plan", 2, SampleRun.plan(1, 0, 0, create));
        run.process("a", "apply", 0, SampleRun.plan(0, 0, 0));

        UnitReport unit = unit(run.unfinished(true));
        assertThat(unit.changes()).isEqualTo(new ChangeCounts(1, 0, 0, 0, 0, 0, 0));
        assertThat(unit.resources()).containsExactly(create);
    }

    @Test
    void aPlanThatIsTakenCountsAsOneThatIsMade() {
        ProcessFindings findings = SampleRun.plan(2, 0, 0, new ResourceChange("terraform_data.a", "create"));
        run.start("a").event(new RunEvent.PlanTaken(run.tick(), "a", true, findings));
        run.process("a", "apply", 0, ProcessFindings.NONE);

        UnitReport unit = unit(run.unfinished(true));
        assertThat(unit.hasChanges()).isTrue();
        assertThat(unit.changes()).isEqualTo(findings.changes());
        assertThat(unit.resources()).isEqualTo(findings.resources());
        assertThat(unit.processes()).hasSize(1);
    }

    @Test
    void outputsAreTheApplys() {
        Map<String, OutputValue> outputs = Map.of("id", new OutputValue(JsonNodeFactory.instance.textNode("x"), false));
        run.start("a").process("a", "plan", 2, SampleRun.outputs(outputs));
        assertThat(unit(run.unfinished(true)).outputs()).isEmpty();

        run.process("a", "apply", 0, SampleRun.outputs(outputs));
        assertThat(unit(run.unfinished(true)).outputs()).isEqualTo(outputs);
    }

    @Test
    void aDiagnosticThatTheApplyRepeatsStandsOnce() {
        ProcessFindings findings = SampleRun.errors(SampleRun.error("old syntax", "", "main.tf", 1));
        run.start("a").process("a", "plan", 0, findings).process("a", "apply", 0, findings);

        assertThat(unit(run.unfinished(true)).diagnostics()).hasSize(1);
    }

    @Test
    void theFirstErrorIsTheFirstThatCanBeACause() {
        run.start("a")
                .process(
                        "a",
                        "apply",
                        1,
                        SampleRun.errors(
                                SampleRun.error("execution halted", "", null, null),
                                SampleRun.error("disk full", "", null, null),
                                SampleRun.error("later", "", null, null)));
        run.end("a", UnitState.FAILED, "terraform apply failed: disk full");

        assertThat(unit(run.unfinished(true)).cause()).isEqualTo("disk full");
    }

    @Test
    void anErrorOfWhichTheReasonSaysNothingIsNotTheCause() {
        run.start("a").process("a", "show", 1, SampleRun.errors(SampleRun.error("no plan file", "", null, null)));
        run.end("a", UnitState.FAILED, "terraform plan reported no plan");

        assertThat(unit(run.unfinished(true)).cause()).isEqualTo("terraform plan reported no plan");
    }

    @Test
    void withoutAnErrorTheReasonIsTheCause() {
        run.start("a").process("a", "apply", 1, SampleRun.errors(SampleRun.error("execution halted", "", null, null)));

        assertThat(unit(run.end("a", UnitState.FAILED, "its outcome can't be known")
                                .unfinished(true))
                        .cause())
                .isEqualTo("its outcome can't be known");
    }

    @Test
    void whoeverWaitsSaysForWhomUntilItStarts() {
        run.event(new RunEvent.UnitWaiting(run.tick(), "a", "run 7 of ci"));
        assertThat(unit(run.unfinished(true)).cause()).isEqualTo("waits for run 7 of ci");

        assertThat(unit(run.start("a").unfinished(true)).cause()).isNull();
    }

    @Test
    void aFinalStateIsNeverLeft() {
        run.start("a")
                .end("a", UnitState.ABORTED, "first")
                .end("a", UnitState.SUCCEEDED, "second")
                .start("a");

        assertThat(unit(run.unfinished(true)).status()).isEqualTo(UnitState.ABORTED);
        assertThat(unit(run.unfinished(true)).reason()).isEqualTo("first");
    }

    @Test
    void aProcessThatIsToldTwiceCountsOnce() {
        RunEvent ended = new RunEvent.ProcessEnded(run.tick(), "a", 1, "init", 0, LATER, 5, ProcessFindings.NONE, 0);

        assertThat(unit(run.start("a").event(ended).event(ended).unfinished(true))
                        .processes())
                .hasSize(1);
    }

    @Test
    void eventsOfUnknownUnitsChangeNothing() {
        RunReport before = run.unfinished(false);
        run.event(new RunEvent.UnitEnded(SampleRun.START, "x", UnitState.FAILED, EndCause.OWN, null, UnitNotes.NONE));

        assertThat(run.unfinished(false).units()).isEqualTo(before.units());
        assertThat(run.unfinished(false).totals()).isEqualTo(before.totals());
    }

    @Test
    void remarksStandWhereTheyBelong() {
        run.remark("4 used").event(new RunEvent.Remark(run.tick(), "a", "retried"));

        assertThat(run.unfinished(true).remarks()).containsExactly("4 used");
        assertThat(unit(run.unfinished(true)).remarks()).isEqualTo(List.of("retried"));
    }

    private static UnitReport unit(RunReport report) {
        return report.units().get(0);
    }
}
