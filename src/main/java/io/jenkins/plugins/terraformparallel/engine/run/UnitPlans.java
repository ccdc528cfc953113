package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import io.jenkins.plugins.terraformparallel.engine.run.RunLogs.DiffKind;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The plans of one unit in one run: the saved one, the one being made, which of them is applied and which is kept. */
final class UnitPlans {

    private final Unit unit;
    private final Operation operation;
    private final RunResources resources;
    private final PlanKeeping keeping;
    private final UnitChains chains;
    private final PlanUse use;
    private final SavedPlan saved;

    // Mutable state
    private String newFileName;
    private String newFile;
    private boolean diffShown;
    private boolean diffMade;
    private boolean applyStarted;
    /** Numbers of processes whose output is kept for the comparison of two plans. */
    private final Set<Integer> shown = new TreeSet<>();

    /** @param saved the saved plan that this run applies; null if none */
    UnitPlans(
            Unit unit,
            Operation operation,
            RunResources resources,
            PlanKeeping keeping,
            UnitChains chains,
            PlanUse use,
            @CheckForNull SavedPlan saved) {
        this.unit = unit;
        this.operation = operation;
        this.resources = resources;
        this.keeping = keeping;
        this.chains = chains;
        this.use = use;
        this.saved = saved;
    }

    /** The unit begins: what is known of its saved plan becomes part of the run. */
    void begin() throws IOException {
        if (saved == null || use == PlanUse.PLANNED_NOW) {
            return;
        }
        resources
                .events()
                .accept(new RunEvent.PlanTaken(
                        resources.clock().instant(), unit.name(), saved.hasChanges(), saved.findings()));
        diffShown = keeping.showDiff(unit);
    }

    /** Prepares what a chain needs: where its plan goes, or the note that a saved plan is used up. */
    void beforeStart(List<UnitCommand> commands, int firstNumber, UnitFlow flow) throws IOException {
        if (commands.contains(UnitCommand.PLAN)) {
            if (newFile != null && isKept()) {
                // Of one that failed, or that must be made again.
                keeping.forget(unit, newFileName);
            }
            newFileName = keeping.fileName(firstNumber);
            newFile = isKept() ? keeping.path(unit, newFileName) : chains.temporaryPlan(firstNumber);
        }
        if (commands.contains(UnitCommand.APPLY)) {
            applyStarted = true;
            keeping.applying(unit, changesOutputs(flow), isKept() ? newFileName : null);
        }
    }

    /** A resumed run: an earlier engine started a chain that makes a plan. */
    void planStarted(int firstNumber) {
        newFileName = keeping.fileName(firstNumber);
        newFile = isKept() ? keeping.path(unit, newFileName) : chains.temporaryPlanPath(firstNumber);
    }

    /** A resumed run: an earlier engine has begun with the unit. */
    void resume(boolean planTaken, Collection<Integer> shownNumbers) throws IOException {
        shown.addAll(shownNumbers);
        diffShown = planTaken
                && !resources.logs().diff(unit.key(), DiffKind.PLAN, 1).isEmpty();
    }

    /** A resumed run: an earlier engine started the apply. */
    void applyStarted() {
        applyStarted = true;
    }

    /** Whether the apply was started. */
    boolean isApplyStarted() {
        return applyStarted;
    }

    /** The plan that is written, shown and applied. */
    String planFile() {
        if (newFile != null) {
            return newFile;
        }
        return saved == null ? "" : keeping.path(unit, saved.file());
    }

    /** The plan that the new one is compared with. */
    @CheckForNull
    String savedPlanFile() {
        return saved == null ? null : keeping.path(unit, saved.file());
    }

    /** Which of the unit's diffs is being made. */
    DiffKind diffKind() {
        return use == PlanUse.SAVED_PROVISIONAL || use == PlanUse.REPLANNED ? DiffKind.REPLANNED : DiffKind.PLAN;
    }

    /** Whether a process's output is still needed where it ran; then {@link #discardCompared} deletes it. */
    boolean needsOutput(CommandResult result) {
        boolean needed = result.exitedWith(0) && result.command().reading() == UnitCommand.Reading.NOTHING;
        if (needed) {
            shown.add(result.number());
        }
        return needed;
    }

    /** Whether the plan that was made again changes the same as the saved one. */
    boolean isSamePlan(UnitFlow flow) throws IOException {
        return digest(flow, UnitCommand.SHOW_OLD).equals(digest(flow, UnitCommand.SHOW_NEW));
    }

    /** Deletes the plans' JSON, which holds secrets. */
    void discardCompared() throws IOException {
        for (int number : List.copyOf(shown)) {
            resources.host().discard(id(number));
            shown.remove(number);
        }
    }

    /**
     * The unit is done: keeps its plan, or what became of it.
     *
     * @param interrupted whether it didn't come to its own end
     * @return what went wrong with that, in words; null if nothing did
     */
    @CheckForNull
    String end(Outcome outcome, UnitFlow flow, boolean interrupted) {
        CommandResult shown = flow.result(UnitCommand.SHOW);
        diffMade = shown != null && shown.end() == End.EXITED;
        try {
            if (applyStarted) {
                keeping.applied(unit, outcome == Outcome.SUCCEEDED, changesOutputs(flow));
            } else if (outcome == Outcome.NEEDS_APPLY) {
                keeping.keepNeed(unit);
            } else if (isWorthKeeping(outcome, flow, interrupted)) {
                keeping.keep(unit, newFileName, flow.hasChanges(), planFindings(flow), diffMade ? diffKind() : null);
            } else if (newFile != null && isKept()) {
                keeping.forget(unit, newFileName);
            }
            return null;
        } catch (IOException e) {
            return "its plan could not be kept: " + e.getMessage();
        }
    }

    /** The diff to look at, relative to the run's directory; null if there is none. */
    @CheckForNull
    String diff() {
        boolean plan = diffShown || diffMade && diffKind() == DiffKind.PLAN;
        return plan ? resources.logs().diffPath(unit.key(), DiffKind.PLAN) : null;
    }

    /** The diff of the plan that was made again; null if there is none. */
    @CheckForNull
    String replannedDiff() {
        boolean replanned = diffMade && diffKind() == DiffKind.REPLANNED;
        return replanned ? resources.logs().diffPath(unit.key(), DiffKind.REPLANNED) : null;
    }

    private boolean isKept() {
        boolean replanned = use == PlanUse.SAVED_PROVISIONAL || use == PlanUse.PLANNED_NOW;
        return keeping.keeps() && (operation == Operation.PLAN || replanned);
    }

    /** Nobody's plan is replaced by another without being told to look at that one. */
    private boolean isWorthKeeping(Outcome outcome, UnitFlow flow, boolean interrupted) {
        if (newFile == null || !isKept()) {
            return false;
        }
        CommandResult plan = flow.result(UnitCommand.PLAN);
        boolean made = plan != null
                && (plan.exitedWith(0) || plan.exitedWith(2))
                && plan.findings().summarySeen();
        return made && (outcome == Outcome.SUCCEEDED || flow.asksToLook() && !interrupted);
    }

    private boolean changesOutputs(UnitFlow flow) {
        return !planFindings(flow).changedOutputs().isEmpty();
    }

    private ProcessFindings planFindings(UnitFlow flow) {
        CommandResult plan = flow.result(UnitCommand.PLAN);
        if (plan != null) {
            return plan.findings();
        }
        return saved == null ? ProcessFindings.NONE : saved.findings();
    }

    private String digest(UnitFlow flow, UnitCommand command) throws IOException {
        return resources.files().planDigest(id(flow, command));
    }

    private ProcessId id(UnitFlow flow, UnitCommand command) {
        CommandResult result = flow.result(command);
        if (result == null) {
            throw new IllegalStateException("terraform " + command.word() + " has not run");
        }
        return id(result.number());
    }

    private ProcessId id(int number) {
        return new ProcessId(resources.runId(), unit.key(), number);
    }
}
