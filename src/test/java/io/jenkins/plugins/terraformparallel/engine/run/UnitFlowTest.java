package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFlowTest {

    private static final RunSettings SETTINGS = TestUnits.SETTINGS;
    private static final Diagnostic NOT_INSTALLED = error("Module not installed");

    /** What one unit did, and how it ended. */
    private record Played(List<UnitCommand> commands, List<CommandResult> results, UnitStep.Done end, UnitFlow flow) {

        CommandResult result(UnitCommand command) {
            return results.stream()
                    .filter(result -> result.command() == command)
                    .reduce((one, later) -> later)
                    .orElse(null);
        }
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void everyUnitComesToAnEndByTheRules(
            @ForAll Operation operation,
            @ForAll PlanUse use,
            @ForAll InitMode init,
            @ForAll boolean savedHasChanges,
            @ForAll long seed) {
        Random random = new Random(seed);
        Replan replan = random.nextBoolean() ? Replan.STOP : Replan.APPLY;
        RunSettings settings = TestUnits.with(
                TestUnits.with(
                        TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(1), init),
                        SavedPlans.AUTO,
                        random.nextBoolean()),
                replan);
        String workspace = random.nextBoolean() ? "dev" : null;
        PlanUse valid = operation == Operation.APPLY ? use : PlanUse.FRESH;
        UnitFlow flow = new UnitFlow(
                TestUnits.unitAt("b", "/b", workspace, null, "a"),
                operation,
                settings,
                valid,
                savedHasChanges,
                List.of("a"),
                UnaryOperator.identity());

        boolean skipped = init == InitMode.AUTO && operation != Operation.INIT && random.nextBoolean();
        if (skipped) {
            flow.skipInit();
        }

        Played played = play(flow, random);

        assertThat(initialisedFor(played, operation, init, skipped)).isTrue();
        CommandResult plan = played.result(UnitCommand.PLAN);
        CommandResult apply = played.result(UnitCommand.APPLY);
        boolean makesPlan = valid != PlanUse.SAVED;
        if (played.commands.contains(UnitCommand.APPLY)) {
            assertThat(operation).isIn(Operation.APPLY, Operation.DESTROY);
            if (makesPlan) {
                assertThat(plan.exitedWith(2)).isTrue();
                assertThat(plan.findings().summarySeen()).isTrue();
                assertThat(played.result(UnitCommand.SHOW).exitedWith(0)).isTrue();
            }
            assertThat(valid).isIn(PlanUse.FRESH, PlanUse.SAVED, PlanUse.SAVED_PROVISIONAL, PlanUse.PLANNED_NOW);
        }
        if (played.end.outcome() == Outcome.SUCCEEDED) {
            assertThat(played.results).allMatch(result -> result.end() == End.EXITED);
            assertThat(apply == null || apply.exitedWith(0) && apply.findings().summarySeen())
                    .isTrue();
        } else {
            assertThat(played.end.reason()).isNotBlank();
            assertThat(played.end.outcome()).isIn(Outcome.FAILED, Outcome.NEEDS_APPLY);
        }
        if (played.end.outcome() == Outcome.NEEDS_APPLY) {
            assertThat(operation).isEqualTo(Operation.PLAN);
        }
        boolean isToBeLookedAt = valid == PlanUse.PLANNED_NOW && replan == Replan.STOP;
        if (isToBeLookedAt || valid == PlanUse.REPLANNED || valid == PlanUse.APPLIED_ALREADY) {
            assertThat(played.commands).doesNotContain(UnitCommand.APPLY);
        }
        assertThat(played.results.stream().filter(result -> result.end() != End.EXITED))
                .allSatisfy(result -> assertThat(played.end.outcome()).isEqualTo(Outcome.FAILED));
    }

    /**
     * Whether no command ran twice; where init was left out, what had failed for want of it, once and before anything was
     * applied, was all tried again.
     */
    private static boolean initialisedFor(Played played, Operation operation, InitMode init, boolean skipped) {
        List<UnitCommand> ran =
                played.results.stream().map(CommandResult::command).toList();
        int at = ran.indexOf(UnitCommand.INIT);
        List<UnitCommand> since = ran.subList(Math.max(0, at), ran.size());
        assertThat(since).as("no command twice").doesNotHaveDuplicates();
        if (at <= 0) {
            boolean begins = !played.results.isEmpty() && (init != InitMode.NEVER || operation == Operation.INIT);
            return at == 0 ? begins && !skipped : !begins || skipped;
        }
        CommandResult refused = played.results.get(at - 1);
        assertThat(ran.subList(0, at)).doesNotHaveDuplicates().doesNotContain(UnitCommand.APPLY);
        assertThat(refused.findings().firstError()).isEqualTo(NOT_INSTALLED);
        assertThat(played.flow.lateInit()).isEqualTo(NOT_INSTALLED.summary());
        return skipped;
    }

    private static Played play(UnitFlow flow, Random random) {
        List<UnitCommand> commands = new ArrayList<>();
        List<CommandResult> results = new ArrayList<>();
        UnitStep step = flow.next();
        for (int steps = 0; !(step instanceof UnitStep.Done); steps++) {
            assertThat(steps).as("steps").isLessThan(15);
            if (step instanceof UnitStep.Run run) {
                assertThat(run.commands()).isNotEmpty();
                commands.addAll(run.commands());
                for (UnitCommand command : run.commands()) {
                    CommandResult result = anyResult(command, random);
                    flow.record(result);
                    results.add(result);
                    boolean goesOn =
                            result.exitCode() != null && command.continueAfter().contains(result.exitCode());
                    if (!goesOn) {
                        break;
                    }
                }
                step = flow.next();
            } else {
                step = flow.compared(random.nextBoolean());
            }
        }
        return new Played(commands, results, (UnitStep.Done) step, flow);
    }

    private static CommandResult anyResult(UnitCommand command, Random random) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            return result(command, End.LOST, null, false);
        }
        if (kind == 1 && (command == UnitCommand.PLAN || command == UnitCommand.APPLY)) {
            return result(command, End.REFUSED, null, false);
        }
        int good = command == UnitCommand.PLAN && random.nextInt(3) > 0 ? 2 : 0;
        int exitCode =
                kind > 3 ? good : List.of(0, 1, 1, 2, 126, 127, 130, 137, 255).get(random.nextInt(9));
        boolean notInstalled = exitCode == 1 && random.nextInt(2) > 0;
        return result(
                command,
                End.EXITED,
                exitCode,
                random.nextInt(8) > 0,
                notInstalled ? List.of(NOT_INSTALLED) : List.of());
    }

    private static CommandResult result(UnitCommand command, End end, Integer exitCode, boolean summary) {
        return result(command, end, exitCode, summary, List.of());
    }

    private static CommandResult result(
            UnitCommand command, End end, Integer exitCode, boolean summary, List<Diagnostic> diagnostics) {
        ProcessFindings findings = new ProcessFindings(
                summary, ChangeCounts.NONE, List.of(), List.of(), null, diagnostics, List.of(), false, null);
        return new CommandResult(command, 1, end, exitCode, findings, "* default\n  dev\n", "last words");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLAN     | FRESH                 | init workspace_list , plan show
            APPLY    | FRESH                 | init workspace_list , plan show , apply
            DESTROY  | FRESH                 | init workspace_list , plan show , apply
            VALIDATE | FRESH                 | init validate
            INIT     | FRESH                 | init
            APPLY    | SAVED                 | init workspace_list , apply
            APPLY    | PLANNED_NOW           | init workspace_list , plan show
            APPLY    | SAVED_PROVISIONAL     | init workspace_list , plan show show_old show_new , apply
            APPLY    | SAVED_WITHOUT_CHANGES |
            APPLY    | APPLIED_ALREADY       |
            APPLY    | REPLANNED             |
            """)
    void theEngineIsAskedWhereItMustDecide(Operation operation, PlanUse use, String chains) {
        UnitFlow flow = new UnitFlow(
                TestUnits.unitAt("b", "/b", "dev", null),
                operation,
                SETTINGS,
                use,
                true,
                List.of(),
                UnaryOperator.identity());
        List<String> asked = new ArrayList<>();
        UnitStep step = flow.next();
        while (!(step instanceof UnitStep.Done)) {
            if (step instanceof UnitStep.Run run) {
                asked.add(String.join(
                        " ",
                        run.commands().stream()
                                .map(command -> command.name().toLowerCase(java.util.Locale.ROOT))
                                .toList()));
                run.commands()
                        .forEach(command ->
                                flow.record(result(command, End.EXITED, command == UnitCommand.PLAN ? 2 : 0, true)));
                step = flow.next();
            } else {
                step = flow.compared(true);
            }
        }

        assertThat(asked).isEqualTo(chains == null ? List.of() : Arrays.asList(chains.split(" , ")));
    }

    @ParameterizedTest
    @CsvSource({"2, reported no plan", "0, reported no plan"})
    void aPlanWithoutASummaryIsNone(int exitCode, String words) {
        UnitStep.Done end = endOfPlan(result(UnitCommand.PLAN, End.EXITED, exitCode, false));

        assertThat(end.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end.reason()).contains(words, "exit code " + exitCode, "last words");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127 | terraform plan could not be started (exit code 127): last words
            126 | terraform plan could not be started (exit code 126): last words
            137 | terraform plan was ended by signal 9 (SIGKILL, as by the kernel where memory runs out): last words
            1   | terraform plan failed with exit code 1 and no diagnostic: last words
            255 | terraform plan failed with exit code 255 and no diagnostic: last words
            """)
    void anExitCodeIsExplained(int exitCode, String reason) {
        assertThat(endOfPlan(result(UnitCommand.PLAN, End.EXITED, exitCode, false))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void theFirstRealErrorIsTheReason() {
        CommandResult failed = result(
                UnitCommand.PLAN,
                End.EXITED,
                1,
                false,
                List.of(error("execution halted"), error("Invalid reference"), error("Another")));

        assertThat(endOfPlan(failed).reason()).isEqualTo("terraform plan failed: Invalid reference");
    }

    @Test
    void aPlanWhoseEveryErrorIsMissingStateNeedsAnApplyFirst() {
        CommandResult missing =
                result(UnitCommand.PLAN, End.EXITED, 1, true, List.of(error("Unable to find remote state")));
        CommandResult mixed = result(
                UnitCommand.PLAN,
                End.EXITED,
                1,
                true,
                List.of(error("Unable to find remote state"), error("Invalid reference")));

        assertThat(endOf(Operation.PLAN, List.of("a"), missing).outcome()).isEqualTo(Outcome.NEEDS_APPLY);
        assertThat(endOf(Operation.PLAN, List.of("a"), missing).reason()).isEqualTo("needs a to be applied first");
        assertThat(endOf(Operation.PLAN, List.of(), missing).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(endOf(Operation.APPLY, List.of("a"), missing).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(endOf(Operation.PLAN, List.of("a"), mixed).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anApplyThatIsOverDecidesWhateverElseIsKnown() {
        UnitFlow flow = new UnitFlow(
                TestUnits.unit("a"),
                Operation.APPLY,
                SETTINGS,
                PlanUse.FRESH,
                false,
                List.of(),
                UnaryOperator.identity());
        flow.record(result(UnitCommand.APPLY, End.EXITED, 0, true));

        assertThat(flow.next()).isEqualTo(new UnitStep.Done(Outcome.SUCCEEDED, null));
    }

    @Test
    void whatFollowsSomethingThatMustRunAgainRunsAgainToo() {
        UnitFlow flow = new UnitFlow(
                TestUnits.unit("a"),
                Operation.APPLY,
                SETTINGS,
                PlanUse.SAVED_PROVISIONAL,
                true,
                List.of(),
                UnaryOperator.identity());
        List.of(UnitCommand.INIT, UnitCommand.SHOW, UnitCommand.SHOW_NEW)
                .forEach(command -> flow.record(result(command, End.EXITED, 0, true)));
        flow.record(result(UnitCommand.PLAN, End.EXITED, 2, true));

        assertThat(flow.next()).isEqualTo(new UnitStep.Run(List.of(UnitCommand.SHOW_OLD, UnitCommand.SHOW_NEW)));
    }

    @Test
    void afterALateInitEverythingIsTriedAgainAndNothingTwice() {
        UnitFlow flow = auto(PlanUse.FRESH);
        flow.skipInit();
        assertThat(flow.next()).isEqualTo(new UnitStep.Run(List.of(UnitCommand.WORKSPACE_LIST)));
        flow.record(result(UnitCommand.WORKSPACE_LIST, End.EXITED, 0, false));
        flow.record(result(UnitCommand.PLAN, End.EXITED, 1, false, List.of(error("other"), NOT_INSTALLED)));

        assertThat(flow.next())
                .isEqualTo(new UnitStep.Run(List.of(UnitCommand.INIT, UnitCommand.WORKSPACE_LIST)))
                .isEqualTo(flow.next());
        assertThat(flow.initialises()).isTrue();
        flow.record(result(UnitCommand.INIT, End.EXITED, 0, false));
        flow.record(result(UnitCommand.WORKSPACE_LIST, End.EXITED, 0, false));
        assertThat(flow.next()).isEqualTo(new UnitStep.Run(List.of(UnitCommand.PLAN, UnitCommand.SHOW)));
        flow.record(result(UnitCommand.PLAN, End.EXITED, 1, false, List.of(NOT_INSTALLED)));
        assertThat(flow.next())
                .isEqualTo(new UnitStep.Done(Outcome.FAILED, "terraform plan failed: Module not installed"));
    }

    @Test
    void anApplyThatWasStartedIsNotTriedAgainAfterAnInit() {
        UnitFlow flow = auto(PlanUse.SAVED);
        flow.skipInit();
        flow.record(result(UnitCommand.WORKSPACE_LIST, End.EXITED, 0, false));
        assertThat(flow.next()).isEqualTo(new UnitStep.Run(List.of(UnitCommand.APPLY)));
        flow.record(result(UnitCommand.APPLY, End.EXITED, 1, false, List.of(NOT_INSTALLED)));

        assertThat(flow.next())
                .isEqualTo(new UnitStep.Done(Outcome.FAILED, "terraform apply failed: Module not installed"));
    }

    private static UnitFlow auto(PlanUse use) {
        return new UnitFlow(
                TestUnits.unitAt("b", "/b", "dev", null),
                Operation.APPLY,
                TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(1), InitMode.AUTO),
                use,
                true,
                List.of(),
                UnaryOperator.identity());
    }

    @Test
    void theDefaultWorkspaceAndThoseThatMayBeCreatedAreNotLookedFor() {
        assertThat(firstChain("default", false)).doesNotContain(UnitCommand.WORKSPACE_LIST);
        assertThat(firstChain("dev", true)).doesNotContain(UnitCommand.WORKSPACE_LIST);
        assertThat(firstChain(null, false)).doesNotContain(UnitCommand.WORKSPACE_LIST);
        assertThat(firstChain("dev", false)).containsExactly(UnitCommand.INIT, UnitCommand.WORKSPACE_LIST);
    }

    private static List<UnitCommand> firstChain(String workspace, boolean createWorkspaces) {
        UnitFlow flow = new UnitFlow(
                TestUnits.unitAt("a", "/a", workspace, null),
                Operation.PLAN,
                TestUnits.with(SETTINGS, SavedPlans.AUTO, createWorkspaces),
                PlanUse.FRESH,
                false,
                List.of(),
                UnaryOperator.identity());
        return ((UnitStep.Run) flow.next()).commands();
    }

    @Test
    void aProvisionalPlanThatFindsNothingToDoIsOtherThanOneThatDid() {
        assertThat(provisional(true).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(provisional(true).reason()).contains("Look at the new plan and apply again");
        assertThat(provisional(false)).isEqualTo(new UnitStep.Done(Outcome.SUCCEEDED, "no changes"));
    }

    @Test
    void whereNobodyWantsToLookAProvisionalPlanThatFindsNothingToDoIsFine() {
        UnitStep.Done end = provisional(true, TestUnits.with(SETTINGS, Replan.APPLY));

        assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(end.reason()).startsWith("no changes any more");
    }

    private static UnitStep.Done provisional(boolean savedHasChanges) {
        return provisional(savedHasChanges, SETTINGS);
    }

    private static UnitStep.Done provisional(boolean savedHasChanges, RunSettings settings) {
        UnitFlow flow = new UnitFlow(
                TestUnits.unit("a"),
                Operation.APPLY,
                settings,
                PlanUse.SAVED_PROVISIONAL,
                savedHasChanges,
                List.of(),
                UnaryOperator.identity());
        flow.record(result(UnitCommand.INIT, End.EXITED, 0, false));
        flow.record(result(UnitCommand.PLAN, End.EXITED, 0, true));
        return (UnitStep.Done) flow.next();
    }

    private static Diagnostic error(String summary) {
        return new Diagnostic(Severity.ERROR, summary, "", null, null, null);
    }

    private static UnitStep.Done endOfPlan(CommandResult plan) {
        return endOf(Operation.PLAN, List.of("a"), plan);
    }

    private static UnitStep.Done endOf(Operation operation, List<String> needed, CommandResult plan) {
        UnitFlow flow = new UnitFlow(
                TestUnits.unit("b"), operation, SETTINGS, PlanUse.FRESH, false, needed, UnaryOperator.identity());
        flow.record(result(UnitCommand.INIT, End.EXITED, 0, false));
        flow.record(plan);
        return (UnitStep.Done) flow.next();
    }
}
