package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.terraform.MissingRemoteState;
import io.jenkins.plugins.terraformparallel.engine.terraform.WorkspaceList;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which processes a unit needs, and what their results make of it. Plan, apply and destroy take the same path: init, the
 * workspace's check, plan, show, and, for the latter two, apply of that plan. Pure; not thread-safe.
 */
final class UnitFlow {

    private static final String LOOK_AND_APPLY_AGAIN = "Look at the new plan and apply again.";

    private final Unit unit;
    private final Operation operation;
    private final RunSettings settings;
    private final PlanUse use;
    private final UnitPath path;
    private final boolean savedHasChanges;
    private final List<String> neededUnits;
    private final UnaryOperator<String> mask;

    // Mutable state
    private final Map<UnitCommand, CommandResult> results = new EnumMap<>(UnitCommand.class);

    /** Whether an init comes before everything else. */
    private boolean initialises;
    /** Why, in terraform's words, where it was left out at first; else null. */
    private String lateInit;

    /** Whether the plan that was made again is known to change the same as the saved one, or may change something else. */
    private boolean accepted;

    /** Whether it changes something else. */
    private boolean otherChanges;

    /** Whether the end of the unit says that the plan that was made is to be looked at. */
    private boolean asksToLook;

    /**
     * @param savedHasChanges whether the saved plan, if there is one, has changes
     * @param neededUnits names of the unit's dependencies, for the sentence that says what must be applied first
     * @param mask for what the processes said and is shown as it is
     */
    UnitFlow(
            Unit unit,
            Operation operation,
            RunSettings settings,
            PlanUse use,
            boolean savedHasChanges,
            List<String> neededUnits,
            UnaryOperator<String> mask) {
        this.unit = unit;
        this.operation = operation;
        this.settings = settings;
        this.use = use;
        this.path = new UnitPath(unit, operation, settings, use);
        this.savedHasChanges = savedHasChanges;
        this.neededUnits = neededUnits;
        this.mask = mask;
        this.initialises = settings.init() != InitMode.NEVER || operation == Operation.INIT;
    }

    /** Leaves init out: the module is known to be initialised, as far as anybody but terraform can tell. */
    void skipInit() {
        initialises = false;
    }

    /** Whether an init is part of what the unit does. */
    boolean initialises() {
        return initialises;
    }

    /** Why an init that was left out is needed after all; null where it isn't. */
    @CheckForNull
    String lateInit() {
        return lateInit;
    }

    /** Takes note of a process that is over; {@link #next()} says what follows once its whole chain is. */
    void record(CommandResult result) {
        if (result.command() == UnitCommand.INIT) {
            // What was tried before it counts no more.
            results.clear();
        }
        results.put(result.command(), result);
    }

    /** The result of a command that is over; null if it isn't. */
    @CheckForNull
    CommandResult result(UnitCommand command) {
        return results.get(command);
    }

    /** What comes next, from all that is known. Asked at the start, and whenever a chain is over. */
    UnitStep next() {
        if (use == PlanUse.APPLIED_ALREADY) {
            return new UnitStep.Done(Outcome.SUCCEEDED, "already applied");
        }
        if (use == PlanUse.SAVED_WITHOUT_CHANGES) {
            return new UnitStep.Done(Outcome.SUCCEEDED, "no changes");
        }
        if (use == PlanUse.REPLANNED) {
            return replanned();
        }
        CommandResult applied = results.get(UnitCommand.APPLY);
        if (applied != null) {
            // Whatever else is known: nothing is applied twice.
            UnitStep end = judge(applied);
            return end == null ? new UnitStep.Done(Outcome.SUCCEEDED, replanNote()) : end;
        }
        initialiseWhereAsked();
        List<UnitCommand> remaining = new ArrayList<>();
        for (UnitCommand command : path.commands(initialises)) {
            CommandResult result = results.get(command);
            // What follows on something that has to run again counts no more.
            if (result == null || !remaining.isEmpty()) {
                remaining.add(command);
                if (path.isDecisionAfter(command)) {
                    return new UnitStep.Run(remaining);
                }
                continue;
            }
            UnitStep end = judge(result);
            if (end != null) {
                return end;
            }
        }
        return remaining.isEmpty() ? new UnitStep.Done(Outcome.SUCCEEDED, null) : new UnitStep.Run(remaining);
    }

    /** Terraform knows better than what was noted here. Once: after an init, what it says is an error as any other. */
    private void initialiseWhereAsked() {
        if (initialises || settings.init() != InitMode.AUTO) {
            return;
        }
        for (CommandResult result : results.values()) {
            String said = result.needsInit();
            if (said != null) {
                lateInit = said;
                initialises = true;
                results.clear();
                return;
            }
        }
    }

    /** What follows a comparison of the saved plan with the newer one. */
    UnitStep compared(boolean same) {
        if (same || settings.replan() == Replan.APPLY) {
            accepted = true;
            otherChanges = !same;
            return next();
        }
        return replanned();
    }

    /** Whether its end says that the plan that was made takes the place of the saved one and is to be looked at. */
    boolean asksToLook() {
        return asksToLook;
    }

    private UnitStep replanned() {
        asksToLook = true;
        return new UnitStep.Done(
                Outcome.FAILED,
                "A dependency's outputs changed after this plan was made, and a new plan has other changes. The saved plan"
                        + " was not applied; the new one is kept in its place. " + LOOK_AND_APPLY_AGAIN);
    }

    /** What people who approved a plan must know of an apply of another one; null where that is what was applied. */
    @CheckForNull
    private String replanNote() {
        if (use == PlanUse.PLANNED_NOW) {
            return "planned after its dependencies were applied, and applied at once (replan: apply)";
        }
        return otherChanges
                ? "a dependency's outputs changed after its plan was made; a new plan, with other changes, was applied"
                        + " (replan: apply)"
                : null;
    }

    /** Whether a plan's changes are what has drifted. */
    boolean plansDriftOnly() {
        return settings.options().refreshOnly();
    }

    /** Whether the plan that was made is one with changes. */
    boolean hasChanges() {
        CommandResult plan = results.get(UnitCommand.PLAN);
        return plan != null && plan.exitedWith(2) && plan.findings().summarySeen();
    }

    @CheckForNull
    private UnitStep judge(CommandResult result) {
        if (result.end() != End.EXITED) {
            return failure(result);
        }
        return switch (result.command()) {
            case WORKSPACE_LIST -> judgeWorkspaces(result);
            case PLAN -> judgePlan(result);
            case SHOW -> result.exitedWith(0) ? afterShow() : failure(result);
            case SHOW_NEW -> result.exitedWith(0) ? afterBothShown() : failure(result);
            case APPLY -> judgeApply(result);
            default -> result.exitedWith(0) ? null : failure(result);
        };
    }

    @CheckForNull
    private UnitStep judgeWorkspaces(CommandResult result) {
        if (!result.exitedWith(0)) {
            return failure(result);
        }
        List<String> names = WorkspaceList.parse(result.text());
        if (names.contains(unit.workspace())) {
            return null;
        }
        return failed("workspace " + unit.workspace() + " doesn't exist; there are: "
                + mask.apply(String.join(", ", names))
                + ". Create it with `terraform workspace new`, or ask for it with createWorkspaces.");
    }

    @CheckForNull
    private UnitStep judgePlan(CommandResult result) {
        boolean exitedWell = result.exitedWith(0) || result.exitedWith(2);
        if (!exitedWell) {
            boolean needsApply = !neededUnits.isEmpty()
                    && operation == Operation.PLAN
                    && MissingRemoteState.isOnlyError(result.findings().diagnostics());
            return needsApply
                    ? new UnitStep.Done(
                            Outcome.NEEDS_APPLY, "needs " + String.join(", ", neededUnits) + " to be applied first")
                    : failure(result);
        }
        if (!result.findings().summarySeen()) {
            return failed("terraform plan ended with exit code " + result.exitCode()
                    + " but reported no plan; it may have crashed, or isn't terraform" + FailureWords.last(result));
        }
        if (result.exitedWith(2)) {
            return null;
        }
        if (use != PlanUse.SAVED_PROVISIONAL || !savedHasChanges) {
            return new UnitStep.Done(Outcome.SUCCEEDED, "no changes");
        }
        return settings.replan() == Replan.APPLY
                ? new UnitStep.Done(
                        Outcome.SUCCEEDED,
                        "no changes any more: a dependency's outputs changed after its plan was made")
                : replanned();
    }

    @CheckForNull
    private UnitStep afterShow() {
        if (use != PlanUse.PLANNED_NOW || settings.replan() == Replan.APPLY) {
            return null;
        }
        asksToLook = true;
        return failed("this unit couldn't be planned before its dependencies were applied; it is planned now. "
                + LOOK_AND_APPLY_AGAIN);
    }

    @CheckForNull
    private UnitStep afterBothShown() {
        return accepted ? null : new UnitStep.Compare();
    }

    @CheckForNull
    private UnitStep judgeApply(CommandResult result) {
        if (!result.exitedWith(0)) {
            return failure(result);
        }
        return result.findings().summarySeen()
                ? null
                : failed(
                        "terraform apply ended with exit code 0, but its output holds no result: it was cut off, as by a"
                                + " full disk, or this isn't terraform"
                                + FailureWords.last(result));
    }

    private static UnitStep failed(String reason) {
        return new UnitStep.Done(Outcome.FAILED, reason);
    }

    private static UnitStep failure(CommandResult result) {
        return failed(FailureWords.of(result));
    }
}
