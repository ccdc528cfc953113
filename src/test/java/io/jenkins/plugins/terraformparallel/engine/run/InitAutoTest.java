package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** When init runs and when it doesn't, in virtual time. */
class InitAutoTest {

    private static final String CACHE = "/cache";
    private static final Unit A = TestUnits.unit("a");
    private static final Unit B = TestUnits.unit("b");

    private RunSettings settings = TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.AUTO);
    private final MemoryInits inits = new MemoryInits();
    private final Set<String> initialised = new HashSet<>();

    @Test
    void whereItIsKnownToHaveSucceededItIsLeftOut() {
        note(A);
        ScriptedRun run = run(Operation.PLAN, A);

        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(commands(run, "a")).containsExactly("plan", "show");
        assertThat(run.logs.text(run.logs.logPath("a-k"))).startsWith("terraform-parallel: init is left out: ");
        assertThat(inits.calls()).as("questions about files").isEqualTo(1);
    }

    @Test
    void afterASuccessTheNextRunLeavesItOut() {
        ScriptedRun first = run(Operation.PLAN, A);
        drive(first);
        assertThat(commands(first, "a")).containsExactly("init", "plan", "show");
        assertThat(first.logs.text(first.logs.logPath("a-k")))
                .startsWith("terraform-parallel: init runs; it isn't known to have succeeded here\n");
        assertThat(inits.calls()).isEqualTo(2);

        ScriptedRun next = run(Operation.APPLY, A);
        drive(next);

        assertThat(commands(next, "a")).containsExactly("plan", "show", "apply");
    }

    @Test
    void anInitThatFailsIsNotRemembered() {
        ScriptedRun run = run(
                (unit, command) -> command.equals("init")
                        ? ProcessScript.recorded("init-broken.ndjson", 1)
                        : Scripts.fine(unit, command),
                Operation.PLAN,
                A);

        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(inits.isNoted(inputs(A))).isFalse();
    }

    @Test
    void whoAlwaysWantsItGetsItAndItIsRemembered() {
        note(A);
        settings = TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.ALWAYS);
        ScriptedRun run = run(Operation.PLAN, A);

        drive(run);

        assertThat(commands(run, "a")).containsExactly("init", "plan", "show");
        assertThat(inits.isNoted(inputs(A))).isTrue();
    }

    @Test
    void theOperationInitAlwaysRunsIt() {
        note(A);
        ScriptedRun run = run(Operation.INIT, A);

        drive(run);

        assertThat(commands(run, "a")).containsExactly("init");
        assertThat(inits.isNoted(inputs(A))).isTrue();
    }

    @Test
    void anUpgradeAlwaysRunsIt() {
        note(A);
        TerraformOptions upgrade = new TerraformOptions(null, true, true, false, true, null, Map.of());
        settings = TestUnits.with(settings, upgrade, settings.version());
        ScriptedRun run = run(Operation.PLAN, A);

        drive(run);

        assertThat(commands(run, "a")).containsExactly("init", "plan", "show");
    }

    @Test
    void whatItDependsOnAndNobodyCanCompareMeansInit() {
        Unit unit = TestUnits.with(A, Map.of(), Map.of(), Map.of("TF_CLI_ARGS_init", "-backend-config=/a/file"));
        note(unit);
        ScriptedRun run = run(Operation.PLAN, unit);

        drive(run);

        assertThat(commands(run, "a")).containsExactly("init", "plan", "show");
    }

    @Test
    void whereTerraformKnowsBetterInitRunsOnceAndTheUnitGoesOn() {
        note(A);
        ScriptedRun run = run(this::uninitialised, Operation.APPLY, A);

        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(commands(run, "a")).containsExactly("plan", "init", "plan", "show", "apply");
        assertThat(run.report().units().get(0).diagnostics()).isEmpty();
        assertThat(run.report().units().get(0).remarks())
                .containsExactly("Init was left out, but terraform needs it (Module not installed): it runs now.");
        assertThat(inits.isNoted(inputs(A))).isTrue();
        assertThat(run.files.left()).isEmpty();
    }

    @Test
    void thePlanThatWasMadeAfterALateInitIsKeptAlone() {
        note(A);
        MemoryPlanStore plans = new MemoryPlanStore();
        ScriptedRun run = run(this::uninitialised, Operation.PLAN, A);
        run.plans = plans;

        drive(run);

        assertThat(commands(run, "a")).containsExactly("plan", "init", "plan", "show");
        assertThat(plans.find("a-k").file()).isEqualTo("run-1-3");
        assertThat(plans.deleted()).containsExactly("run-1-1");
        assertThat(run.host.processes("a-k", "plan").get(1).spec.argv()).contains("-out=/plans/a-k/run-1-3");
    }

    @Test
    void whereInitDoesNotHelpTheUnitFails() {
        note(A);
        ScriptedRun run = run(
                (unit, command) -> command.equals("plan")
                        ? ProcessScript.recorded("plan-not-initialised.ndjson", 1)
                        : Scripts.fine(unit, command),
                Operation.PLAN,
                A);

        drive(run);

        assertThat(run.end("a").reason()).isEqualTo("terraform plan failed: Module not installed");
        assertThat(commands(run, "a")).containsExactly("plan", "init", "plan");
    }

    @Test
    void whoNeverWantsInitIsToldThatItIsNeeded() {
        settings = TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.NEVER);
        ScriptedRun run = run(this::uninitialised, Operation.PLAN, A);

        drive(run);

        assertThat(commands(run, "a")).containsExactly("plan");
        assertThat(run.end("a").reason()).isEqualTo("terraform plan failed: Module not installed");
        assertThat(inits.calls()).isZero();
    }

    @Test
    void validateIsInitialisedAsFarAsItNeeds() {
        ScriptedRun run = run(this::uninitialised, Operation.VALIDATE, A);
        drive(run);
        assertThat(commands(run, "a")).containsExactly("init", "validate");

        ScriptedRun again = run(this::uninitialised, Operation.VALIDATE, A);
        drive(again);

        assertThat(commands(again, "a")).containsExactly("validate");
    }

    @Test
    void nobodyAsksAboutTheFilesOfAUnitThatRunsNothing() {
        MemoryPlanStore plans = new MemoryPlanStore();
        BiFunction<String, String, ProcessScript> same = (unit, command) ->
                command.equals("plan") ? ProcessScript.recorded("plan-nothing.ndjson", 0) : Scripts.fine(unit, command);
        ScriptedRun plan = run(same, Operation.PLAN, A);
        plan.plans = plans;
        drive(plan);
        int before = inits.calls();

        ScriptedRun apply = new ScriptedRun(
                "run-2", plan.clock, new WorkPlan(Operation.APPLY, List.of(A)), settings, Scripts::fine);
        apply.plans = plans;
        apply.inits = inits;
        drive(apply);

        assertThat(apply.end("a").reason()).isEqualTo("no changes");
        assertThat(inits.calls()).isEqualTo(before);
    }

    @Test
    void unitsThatNeedNoInitDoNotTakeTurnsOnASharedCache() {
        note(A);
        note(B);
        ScriptedRun run = run(Operation.PLAN, A, B);
        run.sharedPluginCache = CACHE;
        run.locks.holdFor(CACHE, VirtualClock.START.plusSeconds(60));

        drive(run);

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.clock.instant()).isBefore(VirtualClock.START.plusSeconds(5));
        assertThat(run.events(RunEvent.UnitWaiting.class)).isEmpty();
        List<Instant> starts = run.host.processes().stream()
                .filter(process -> process.spec.command().equals("plan"))
                .map(process -> process.startedAt)
                .toList();
        assertThat(starts).as("both at once").hasSize(2).containsOnly(starts.get(0));
    }

    @Test
    void unitsThatNeedOneTakeTurns() {
        ScriptedRun run = run(Operation.PLAN, A, B);
        run.sharedPluginCache = CACHE;
        run.locks.holdFor(CACHE, VirtualClock.START.plusSeconds(5));

        drive(run);

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        ScriptedProcess first = run.host.processes("a-k", "init").get(0);
        ScriptedProcess second = run.host.processes("b-k", "init").get(0);
        assertThat(first.startedAt).isAfterOrEqualTo(VirtualClock.START.plusSeconds(5));
        assertThat(second.startedAt).isAfterOrEqualTo(first.endsAt);
    }

    @Test
    void aLateInitWaitsForItsTurn() {
        note(A);
        ScriptedRun run = run(this::uninitialised, Operation.PLAN, A, B);
        run.sharedPluginCache = CACHE;
        run.locks.holdFor(CACHE, VirtualClock.START.plusSeconds(5));
        run.begin();

        run.driveFor(Duration.ofSeconds(3));
        assertThat(run.processor().status()).contains("a: waiting to init");
        drive(run);

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(commands(run, "a")).containsExactly("plan", "init", "plan", "show");
        ScriptedProcess late = run.host.processes("a-k", "init").get(0);
        ScriptedProcess other = run.host.processes("b-k", "init").get(0);
        assertThat(late.startedAt).isAfterOrEqualTo(VirtualClock.START.plusSeconds(5));
        assertThat(late.startedAt.isBefore(other.endsAt) && other.startedAt.isBefore(late.endsAt))
                .as("both at once")
                .isFalse();
        assertThat(run.locks.held()).isEmpty();
    }

    @Test
    void whoIsAbortedWhileItWaitsStartsNothingMore() {
        note(A);
        ScriptedRun run = run(this::uninitialised, Operation.PLAN, A);
        run.sharedPluginCache = CACHE;
        run.locks.holdFor(CACHE, VirtualClock.START.plusSeconds(500));
        run.begin();
        run.driveFor(Duration.ofSeconds(3));

        run.processor().abort("somebody", true);
        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.ABORTED);
        assertThat(run.end("a").reason()).endsWith("not started any more: init, plan, show");
        assertThat(commands(run, "a")).containsExactly("plan");
        assertThat(run.clock.instant()).isBefore(VirtualClock.START.plusSeconds(20));
        assertThat(run.locks.held()).isEmpty();
    }

    @Test
    void anInitThatMustNotBeStartedIsNotStarted() {
        inits.troubleWith("check"::equals);
        ScriptedRun run = run(Operation.PLAN, A);

        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.FAILED);
        assertThat(run.end("a").reason()).isEqualTo("terraform init could not be started: scripted trouble with check");
        assertThat(run.host.processes()).isEmpty();
    }

    @Test
    void anInitThatCannotBeNotedCountsAllTheSame() {
        inits.troubleWith("keep"::equals);
        ScriptedRun run = run(Operation.PLAN, A);

        drive(run);

        assertThat(run.end("a").state()).isEqualTo(UnitState.SUCCEEDED);
        assertThat(run.end("a").reason()).contains("its note of init could not be put in order");
    }

    private ProcessScript uninitialised(String unit, String command) {
        if (command.equals("init")) {
            initialised.add(unit);
        }
        return command.equals("plan") && !initialised.contains(unit)
                ? ProcessScript.recorded("plan-not-initialised.ndjson", 1)
                : Scripts.fine(unit, command);
    }

    private ScriptedRun run(Operation operation, Unit... units) {
        return run(Scripts::fine, operation, units);
    }

    private ScriptedRun run(BiFunction<String, String, ProcessScript> scripts, Operation operation, Unit... units) {
        ScriptedRun run = new ScriptedRun(new WorkPlan(operation, List.of(units)), settings, scripts);
        run.inits = inits;
        return run;
    }

    private static void drive(ScriptedRun run) {
        if (run.processor() == null) {
            run.begin();
        }
        run.drive();
    }

    private void note(Unit unit) {
        inits.note(inputs(unit));
    }

    private InitInputs inputs(Unit unit) {
        return new InitDependencies(settings, Operation.PLAN, Map.of(), TestUnits.HASH).of(unit, unit.dataPath());
    }

    private static List<String> commands(ScriptedRun run, String unit) {
        return run.host.processes().stream()
                .filter(process -> process.id.unit().equals(unit + "-k"))
                .map(process -> process.spec.command())
                .toList();
    }
}
