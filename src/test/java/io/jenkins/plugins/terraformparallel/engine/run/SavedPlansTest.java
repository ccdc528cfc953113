package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Plans that one run makes and another applies, as the contract's "Plan and apply" has it; in virtual time. */
class SavedPlansTest {

    private static final List<Unit> CHAIN =
            List.of(TestUnits.unit("a"), TestUnits.unit("b", "a"), TestUnits.unit("c", "b"));
    private static final List<Unit> PAIR = CHAIN.subList(0, 2);

    private final VirtualClock clock = new VirtualClock();
    private final MemoryPlanStore store = new MemoryPlanStore();
    private final Map<String, ProcessScript> special = new HashMap<>();
    private RunSettings settings = TestUnits.SETTINGS;
    private int runs;

    @Test
    void aPlanIsAppliedAsItWasSavedAndUsedUp() {
        assertThat(run(Operation.PLAN, PAIR).report().status()).isEqualTo(RunStatus.SUCCEEDED);

        ScriptedRun apply = run(Operation.APPLY, PAIR.subList(0, 1));

        assertThat(apply.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(apply.host.processes())
                .extracting(process -> process.spec.command())
                .containsExactly("init", "apply");
        assertThat(apply.host.processes("a-k", "apply").get(0).spec.argv()).contains("/plans/a-k/run-1-1");
        assertThat(apply.report().units().get(0).hasChanges()).isTrue();
        assertThat(apply.report().units().get(0).changes().add()).isEqualTo(3);
        assertThat(apply.logs.text(apply.end("a").notes().diff())).contains("terraform_data");
        assertThat(store.find("a-k").status()).isEqualTo(SavedPlan.Status.APPLIED);
    }

    @Test
    void whatWasAppliedCountsAsDoneUntilItIsPlannedAgain() {
        run(Operation.PLAN, PAIR.subList(0, 1));
        run(Operation.APPLY, PAIR.subList(0, 1));

        ScriptedRun again = run(Operation.APPLY, PAIR.subList(0, 1));

        assertThat(again.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(again.end("a").reason()).isEqualTo("already applied");
        assertThat(again.host.processes()).isEmpty();
        run(Operation.PLAN, PAIR.subList(0, 1));
        assertThat(run(Operation.APPLY, PAIR.subList(0, 1)).host.processes("a-k", "apply"))
                .hasSize(1);
    }

    @Test
    void whatWasDestroyedIsNotAppliedAlready() {
        run(Operation.PLAN, PAIR.subList(0, 1));
        run(Operation.APPLY, PAIR.subList(0, 1));
        assertThat(run(Operation.DESTROY, PAIR.subList(0, 1)).end("a").state()).isEqualTo(UnitState.SUCCEEDED);

        ScriptedRun again = prepared(Operation.APPLY, PAIR.subList(0, 1));

        assertThatThrownBy(() -> ParallelRuns.begin(
                        plan(Operation.APPLY, PAIR.subList(0, 1)), TestUnits.SETTINGS, again.resources()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("saved plan of a: found a plan from before the unit was destroyed");
        run(Operation.PLAN, PAIR.subList(0, 1));
        assertThat(run(Operation.APPLY, PAIR.subList(0, 1)).host.processes("a-k", "apply"))
                .hasSize(1);
    }

    @Test
    void aPlanWhoseApplyFailedMustBeMadeAgain() {
        run(Operation.PLAN, PAIR.subList(0, 1));
        special.put("a-k apply", ProcessScript.recorded("apply-failing.ndjson", 1));
        assertThat(run(Operation.APPLY, PAIR.subList(0, 1)).end("a").state()).isEqualTo(UnitState.FAILED);

        ScriptedRun again = prepared(Operation.APPLY, PAIR.subList(0, 1));

        assertThatThrownBy(() -> ParallelRuns.begin(plan(Operation.APPLY, PAIR), TestUnits.SETTINGS, again.resources()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("saved plan of a: found a plan whose apply failed or was interrupted")
                .hasMessageContaining("saved plan of b: found no saved plan");
        assertThat(again.journal).isEmpty();
    }

    @Test
    void aPlanWhoseRunWasLostDuringItsApplyIsUsedUp() {
        run(Operation.PLAN, PAIR.subList(0, 1));
        ScriptedRun lost = prepared(Operation.APPLY, PAIR.subList(0, 1));
        lost.begin();
        lost.driveFor(Duration.between(VirtualClock.START, clock.instant()).plusMillis(250));

        ScriptedRun again = prepared(Operation.APPLY, PAIR.subList(0, 1));

        assertThatThrownBy(() -> ParallelRuns.begin(
                        plan(Operation.APPLY, PAIR.subList(0, 1)), TestUnits.SETTINGS, again.resources()))
                .hasMessageContaining("saved plan of a: found a plan whose apply was started and is used up");
    }

    @Test
    void aProvisionalPlanWithTheSameChangesIsMadeAgainAndApplied() {
        run(Operation.PLAN, PAIR);

        ScriptedRun apply = run(Operation.APPLY, PAIR);

        assertThat(apply.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(commands(apply, "b"))
                .containsExactly("init", "plan", "show", "show saved plan", "show new plan", "apply");
        assertThat(apply.host.processes("b-k", "show saved plan").get(0).spec.argv())
                .contains("/plans/b-k/run-1-1");
        assertThat(apply.host.processes("b-k", "apply").get(0).spec.argv()).contains("/plans/b-k/run-2-1");
        assertThat(apply.host.processes())
                .as("the plans' JSON, which holds values in clear")
                .allMatch(process -> process.discarded);
        assertThat(store.find("b-k").file()).isEqualTo("run-2-1");
        assertThat(store.deleted())
                .as("a plan must not be deleted before it is applied")
                .doesNotContain("run-2-1");
    }

    @Test
    void aProvisionalPlanWithOtherChangesIsKeptToBeLookedAt() {
        run(Operation.PLAN, PAIR);
        special.put("b-k show new plan", ProcessScript.printing("other changes", 0));

        ScriptedRun apply = run(Operation.APPLY, PAIR);

        keptToBeLookedAt(apply);
        assertThat(apply.end("b").notes().diff()).isNotNull();
        assertThat(apply.end("b").notes().replannedDiff()).isNotNull();
        ScriptedRun second = run(Operation.APPLY, PAIR);
        assertThat(second.end("a").reason()).isEqualTo("already applied");
        assertThat(commands(second, "b")).containsExactly("init", "apply");
        assertThat(second.host.processes("b-k", "apply").get(0).spec.argv()).contains("/plans/b-k/run-2-1");
    }

    private void keptToBeLookedAt(ScriptedRun apply) {
        assertThat(apply.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(apply.end("b").state()).as(apply.history()).isEqualTo(UnitState.FAILED);
        assertThat(apply.end("b").reason()).contains("Look at the new plan and apply again");
        assertThat(apply.host.processes("b-k", "apply")).as(apply.history()).isEmpty();
        assertThat(store.find("b-k").status()).isEqualTo(SavedPlan.Status.PLANNED);
        assertThat(store.find("b-k").file()).startsWith("run-2-");
    }

    @Test
    void withReplanApplyOtherChangesAreAppliedAndSaid() {
        run(Operation.PLAN, PAIR);
        special.put("b-k show new plan", ProcessScript.printing("other changes", 0));
        settings = TestUnits.with(settings, Replan.APPLY);

        ScriptedRun apply = run(Operation.APPLY, PAIR);

        assertThat(apply.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(apply.end("b").reason()).contains("a new plan, with other changes, was applied (replan: apply)");
        assertThat(apply.end("b").notes().diff()).isNotNull();
        assertThat(apply.end("b").notes().replannedDiff()).isNotNull();
        assertThat(apply.host.processes("b-k", "apply").get(0).spec.argv()).contains("/plans/b-k/run-2-1");
        assertThat(store.find("b-k").status()).isEqualTo(SavedPlan.Status.APPLIED);
        assertThat(run(Operation.APPLY, PAIR).end("b").reason()).isEqualTo("already applied");
    }

    @Test
    void withReplanApplyAChainThatWasNeverAppliedIsAppliedInOneStep() {
        ProcessScript missing = ProcessScript.recorded("plan-missing-remote-state.ndjson", 1);
        special.put("b-k plan", missing);
        special.put("c-k plan", missing);
        run(Operation.PLAN, CHAIN);
        special.clear();
        settings = TestUnits.with(settings, Replan.APPLY);

        ScriptedRun apply = run(Operation.APPLY, CHAIN);

        assertThat(states(apply)).containsOnly(UnitState.SUCCEEDED);
        assertThat(commands(apply, "c")).containsExactly("init", "plan", "show", "apply");
        assertThat(apply.end("c").reason()).contains("applied at once (replan: apply)");
        assertThat(run(Operation.APPLY, CHAIN).host.processes()).isEmpty();
    }

    @Test
    void withReplanApplyAnEngineThatDiesAppliesOnceToo() {
        settings = TestUnits.with(settings, Replan.APPLY);
        killedAtEveryLine(
                () -> special.put("b-k show new plan", ProcessScript.printing("other changes", 0)),
                PAIR,
                this::appliedOnce);
    }

    @Test
    void withReplanApplyAnEngineThatDiesAppliesWhatCouldNotBePlannedOnceToo() {
        settings = TestUnits.with(settings, Replan.APPLY);
        special.put("b-k plan", ProcessScript.recorded("plan-missing-remote-state.ndjson", 1));
        killedAtEveryLine(() -> special.remove("b-k plan"), PAIR, this::appliedOnce);
    }

    @Test
    void withReplanApplyAnEngineThatDiesIsContentWithNoChanges() {
        settings = TestUnits.with(settings, Replan.APPLY);
        killedAtEveryLine(
                () -> special.put("b-k plan", ProcessScript.recorded("plan-nothing.ndjson", 0)), PAIR, apply -> {
                    assertThat(apply.report().status()).as(apply.history()).isEqualTo(RunStatus.SUCCEEDED);
                    assertThat(apply.host.processes("b-k", "apply")).isEmpty();
                });
    }

    private void appliedOnce(ScriptedRun apply) {
        assertThat(apply.report().status()).as(apply.history()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(apply.host.processes("a-k", "apply")).hasSize(1);
        assertThat(apply.host.processes("b-k", "apply")).as(apply.history()).hasSize(1);
        assertThat(apply.host.processes("b-k", "apply").get(0).spec.argv())
                .as(apply.history())
                .anyMatch(argument -> argument.startsWith("/plans/b-k/run-2-"));
        assertThat(store.find("b-k").status()).isEqualTo(SavedPlan.Status.APPLIED);
    }

    @Test
    void anEngineThatDiesNeverAppliesTheOtherPlan() {
        killedAtEveryLine(
                () -> special.put("b-k show new plan", ProcessScript.printing("other changes", 0)),
                PAIR,
                this::keptToBeLookedAt);
    }

    @Test
    void anEngineThatDiesAppliesTheSameChangesOnce() {
        killedAtEveryLine(() -> {}, PAIR, apply -> {
            assertThat(apply.report().status()).as(apply.history()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(apply.host.processes("a-k", "apply")).hasSize(1);
            assertThat(apply.host.processes("b-k", "apply")).hasSize(1);
        });
    }

    @Test
    void anEngineThatDiesNeverAppliesWhatNobodyCouldHaveLookedAt() {
        special.put("b-k plan", ProcessScript.recorded("plan-missing-remote-state.ndjson", 1));
        killedAtEveryLine(() -> special.remove("b-k plan"), PAIR, this::keptToBeLookedAt);
    }

    /** Plans, and applies with an engine that is killed right after, and right before, each line of its journal. */
    private void killedAtEveryLine(Runnable beforeApply, List<Unit> units, Consumer<ScriptedRun> check) {
        Map<String, ProcessScript> before = Map.copyOf(special);
        int lines = Integer.MAX_VALUE;
        for (int line = 2; line < lines; line++) {
            for (boolean written : new boolean[] {true, false}) {
                runs = 0;
                special.clear();
                special.putAll(before);
                store.clear();
                run(Operation.PLAN, units);
                beforeApply.run();
                ScriptedRun apply = prepared(Operation.APPLY, units);
                int dies = line;
                apply.sink = (event, journal) -> {
                    if (journal.size() + 1 == dies && !written) {
                        throw new EngineDeath();
                    }
                    journal.add(event);
                    if (journal.size() == dies && written) {
                        throw new EngineDeath();
                    }
                };
                boolean died = dies(apply);
                apply.sink = (event, journal) -> journal.add(event);
                if (died && apply.events(RunEvent.RunEnded.class).isEmpty()) {
                    clock.advance(Duration.ofMillis(line % 3 * 300L));
                    apply.resume();
                    apply.drive();
                }
                check.accept(apply);
                lines = died ? lines : line;
            }
        }
        assertThat(lines).isGreaterThan(10);
    }

    private static boolean dies(ScriptedRun run) {
        try {
            run.begin();
            run.drive();
            return false;
        } catch (EngineDeath death) {
            return true;
        }
    }

    @Test
    void aChainThatWasNeverAppliedIsAppliedInThreeSteps() {
        ProcessScript missing = ProcessScript.recorded("plan-missing-remote-state.ndjson", 1);
        special.put("b-k plan", missing);
        special.put("c-k plan", missing);
        ScriptedRun plan = run(Operation.PLAN, CHAIN);
        assertThat(plan.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(plan.end("b").reason()).isEqualTo("needs a to be applied first");
        assertThat(plan.end("c").reason()).isEqualTo("needs b to be applied first");
        assertThat(plan.end("c").cause()).isEqualTo(EndCause.NEEDS_APPLY);
        assertThat(plan.host.processes("c-k", "init")).isEmpty();

        special.remove("b-k plan");
        ScriptedRun first = run(Operation.APPLY, CHAIN);
        assertThat(states(first)).containsExactly(UnitState.SUCCEEDED, UnitState.FAILED, UnitState.SKIPPED);
        assertThat(commands(first, "b")).containsExactly("init", "plan", "show");
        assertThat(first.end("b").reason()).contains("Look at the new plan and apply again");

        special.remove("c-k plan");
        ScriptedRun second = run(Operation.APPLY, CHAIN);
        assertThat(states(second)).containsExactly(UnitState.SUCCEEDED, UnitState.SUCCEEDED, UnitState.FAILED);
        assertThat(commands(second, "b")).containsExactly("init", "apply");
        assertThat(commands(second, "c")).containsExactly("init", "plan", "show");

        ScriptedRun third = run(Operation.APPLY, CHAIN);
        assertThat(states(third)).containsOnly(UnitState.SUCCEEDED);
        assertThat(third.host.processes())
                .extracting(process -> process.id.unit() + " " + process.spec.command())
                .containsExactly("c-k init", "c-k apply");
    }

    @Test
    void aFailedPlanTakesNobodysPlaceAndLeavesNoFile() {
        run(Operation.PLAN, PAIR.subList(0, 1));
        special.put("a-k plan", ProcessScript.recorded("plan-wrong.ndjson", 1));

        assertThat(run(Operation.PLAN, PAIR.subList(0, 1)).end("a").state()).isEqualTo(UnitState.FAILED);

        assertThat(store.find("a-k").file()).isEqualTo("run-1-1");
        assertThat(store.deleted()).containsExactly("run-2-1");
    }

    @Test
    void aReplanThatCouldNotBeComparedReplacesNothing() {
        run(Operation.PLAN, PAIR);
        special.put("b-k show saved plan", ProcessScript.printing("", 1));

        ScriptedRun apply = run(Operation.APPLY, PAIR);

        assertThat(apply.end("b").state()).isEqualTo(UnitState.FAILED);
        assertThat(apply.end("b").reason()).contains("terraform show saved plan failed");
        assertThat(store.find("b-k").file()).isEqualTo("run-1-1");
        assertThat(apply.host.processes()).allMatch(process -> process.discarded);
    }

    @Test
    void aReplanThatIsInterruptedReplacesNothingAndLeavesNoJson() {
        run(Operation.PLAN, PAIR);
        special.put("b-k show new plan", ProcessScript.printing("other", 0).taking(Duration.ofSeconds(9)));
        ScriptedRun apply = prepared(Operation.APPLY, PAIR);
        apply.begin();
        for (int pulses = 0; apply.host.processes("b-k", "show new plan").isEmpty() && pulses < 100; pulses++) {
            clock.advance(apply.processor().pulse());
        }
        apply.processor().abort("Ctrl-C", true);

        apply.drive();

        assertThat(apply.end("b").state()).isEqualTo(UnitState.ABORTED);
        assertThat(store.find("b-k").file()).isEqualTo("run-1-1");
        assertThat(apply.host.processes()).allMatch(process -> process.discarded);
    }

    @Test
    void anApplyThatWasLostMakesItsDependentsPlanProvisionalToo() {
        run(Operation.PLAN, PAIR);
        ScriptedRun lost = prepared(Operation.APPLY, PAIR.subList(0, 1));
        lost.begin();
        lost.driveFor(Duration.between(VirtualClock.START, clock.instant()).plusMillis(250));
        assertThat(lost.host.processes("a-k", "apply")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        special.put("a-k plan", ProcessScript.recorded("plan-nothing.ndjson", 0));
        run(Operation.PLAN, PAIR.subList(0, 1));

        ScriptedRun apply = run(Operation.APPLY, PAIR);

        assertThat(commands(apply, "b")).contains("plan", "show saved plan");
    }

    private ScriptedRun run(Operation operation, List<Unit> units) {
        ScriptedRun run = prepared(operation, units);
        run.begin();
        return run.drive();
    }

    private ScriptedRun prepared(Operation operation, List<Unit> units) {
        runs++;
        ScriptedRun run = new ScriptedRun(
                "run-" + runs,
                clock,
                plan(operation, units),
                settings,
                (unit, command) -> special.getOrDefault(unit + " " + command, Scripts.fine(unit, command)));
        run.plans = store;
        return run;
    }

    private static WorkPlan plan(Operation operation, List<Unit> units) {
        return new WorkPlan(operation, units);
    }

    private static List<UnitState> states(ScriptedRun run) {
        return run.report().units().stream().map(unit -> unit.status()).toList();
    }

    private static List<String> commands(ScriptedRun run, String unit) {
        return run.host.processes().stream()
                .filter(process -> process.id.unit().equals(unit + "-k"))
                .map(process -> process.spec.command())
                .toList();
    }
}
