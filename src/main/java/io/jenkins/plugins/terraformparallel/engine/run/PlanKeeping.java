package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.Replan;
import io.jenkins.plugins.terraformparallel.engine.run.RunLogs.DiffKind;
import io.jenkins.plugins.terraformparallel.engine.run.SavedPlan.Status;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.time.Instant;

/** Keeps units' plans between a run that plans and a run that applies, and knows what may still be applied. */
final class PlanKeeping {

    /** A diff beside a saved plan is for people: nobody reads more of it. */
    private static final int MAX_DIFF = 4 << 20;

    private final RunResources resources;
    private final PlanStore store;
    private final PlanInputs inputs;
    private final Operation operation;
    private final boolean applySaved;
    private final Replan replan;

    /**
     * @param store null where nothing is kept
     * @param applySaved whether this run applies saved plans, see {@link SavedPlanCheck}
     */
    PlanKeeping(
            RunResources resources,
            @CheckForNull PlanStore store,
            PlanInputs inputs,
            Operation operation,
            boolean applySaved,
            Replan replan) {
        this.resources = resources;
        this.store = store;
        this.inputs = inputs;
        this.operation = operation;
        this.applySaved = applySaved;
        this.replan = replan;
    }

    /** Whether plans outlive the run. */
    boolean keeps() {
        return store != null;
    }

    /** What is kept of a unit, where this run applies saved plans; otherwise null. */
    @CheckForNull
    SavedPlan saved(Unit unit) throws IOException {
        return applySaved ? store.find(unit.key()) : null;
    }

    /**
     * How a unit's saved plan is used now, after everything that it depends on is done.
     *
     * @param dependencies the units on which it depends
     * @param taken what an earlier engine of this run said of the saved plan; null if nothing
     */
    PlanUse use(@CheckForNull SavedPlan saved, Iterable<Unit> dependencies, @CheckForNull RunEvent.PlanTaken taken)
            throws IOException {
        if (saved == null) {
            return PlanUse.FRESH;
        }
        if (isMadeHere(saved)) {
            return useOfOwn(saved, taken);
        }
        boolean byThisRun = resources.runId().equals(saved.usedBy());
        if (byThisRun && taken == null && isFileOfThisRun(saved)) {
            // Its apply has started, without a stop to look at it.
            return PlanUse.PLANNED_NOW;
        }
        if (saved.status() == Status.APPLIED && !byThisRun) {
            return PlanUse.APPLIED_ALREADY;
        }
        if (saved.status() == Status.NEEDS_APPLY) {
            return PlanUse.PLANNED_NOW;
        }
        for (Unit dependency : dependencies) {
            SavedPlan other = store.find(dependency.key());
            Instant changed = other == null ? null : other.outputsChangedAt();
            if (changed != null && !changed.isBefore(saved.plannedAt())) {
                return PlanUse.SAVED_PROVISIONAL;
            }
        }
        return saved.hasChanges() ? PlanUse.SAVED : PlanUse.SAVED_WITHOUT_CHANGES;
    }

    /** What this run has kept in an earlier engine's time is never applied by it: nobody has seen it yet. */
    private PlanUse useOfOwn(SavedPlan saved, @CheckForNull RunEvent.PlanTaken taken) {
        if (taken == null) {
            return PlanUse.PLANNED_NOW;
        }
        boolean same = !saved.hasChanges() && (replan == Replan.APPLY || !taken.hasChanges());
        return same ? PlanUse.SAVED_WITHOUT_CHANGES : PlanUse.REPLANNED;
    }

    /** Under which name a plan is kept that a chain of this run makes. */
    String fileName(int firstNumber) {
        return resources.runId() + "-" + firstNumber;
    }

    private boolean isMadeHere(SavedPlan saved) {
        // One that is being applied was found to change the same, or needn't be looked at.
        return saved.status() == Status.PLANNED && isFileOfThisRun(saved);
    }

    private boolean isFileOfThisRun(SavedPlan saved) {
        String file = saved.file();
        return file != null && file.startsWith(resources.runId() + "-");
    }

    /** The absolute path of a plan file, see {@link SavedPlan#file()}. */
    String path(Unit unit, @CheckForNull String fileName) {
        return store.path(unit.key(), fileName == null ? "none" : fileName);
    }

    /** Shows the diff of the saved plan as this run's. */
    boolean showDiff(Unit unit) throws IOException {
        String diff = store.diff(unit.key());
        if (diff == null || diff.isEmpty()) {
            return false;
        }
        resources.logs().beginDiff(unit.key(), DiffKind.PLAN);
        resources.logs().appendDiff(unit.key(), DiffKind.PLAN, diff);
        return true;
    }

    /**
     * Keeps a plan that was just made.
     *
     * @param fileName see {@link #fileName}
     * @param diff which of the run's diffs shows it; null if none does
     */
    void keep(Unit unit, String fileName, boolean hasChanges, ProcessFindings findings, @CheckForNull DiffKind diff)
            throws IOException {
        String text = diff == null ? "" : resources.logs().diff(unit.key(), diff, MAX_DIFF);
        store.keep(unit.key(), made(unit, Status.PLANNED, fileName, hasChanges, findings), text);
    }

    /** A plan file that isn't kept: terraform writes one also where it fails. */
    void forget(Unit unit, String fileName) throws IOException {
        store.delete(unit.key(), fileName);
    }

    /** Keeps that a unit can't be planned before its dependencies are applied. */
    void keepNeed(Unit unit) throws IOException {
        if (store != null) {
            store.keep(unit.key(), made(unit, Status.NEEDS_APPLY, null, false, ProcessFindings.NONE), "");
        }
    }

    /**
     * From now on the unit's saved plan is used up, and whatever reads its outputs may find other ones.
     *
     * @param outputsChanged whether the plan that is applied changes outputs
     * @param replanned the plan that was made again and is applied in its place, see {@link #fileName}; null if none was
     */
    void applying(Unit unit, boolean outputsChanged, @CheckForNull String replanned) throws IOException {
        note(unit, Status.APPLYING, outputsChanged, replanned);
    }

    /**
     * An apply is over.
     *
     * @param outputsChanged whether the plan that was applied changes outputs
     */
    void applied(Unit unit, boolean succeeded, boolean outputsChanged) throws IOException {
        note(unit, succeeded ? Status.APPLIED : Status.APPLY_FAILED, outputsChanged, null);
    }

    private void note(Unit unit, Status status, boolean outputsChanged, @CheckForNull String replanned)
            throws IOException {
        SavedPlan found = store == null ? null : store.find(unit.key());
        if (found == null) {
            return;
        }
        // The store keeps only the file that it knows of.
        SavedPlan saved = replanned == null ? found : found.replacedBy(replanned);
        SavedPlan next =
                outputsChanged ? saved.withOutputsChanged(resources.clock().instant()) : saved;
        if (applySaved) {
            next = next.with(status, resources.runId());
        } else if (operation == Operation.DESTROY) {
            next = next.with(Status.DESTROYED, resources.runId());
        }
        store.save(unit.key(), next);
    }

    private SavedPlan made(
            Unit unit, Status status, @CheckForNull String file, boolean hasChanges, ProcessFindings findings)
            throws IOException {
        return new SavedPlan(
                unit.name(),
                status,
                file,
                resources.clock().instant(),
                null,
                null,
                inputs.of(unit, resources.files().inputs(unit)),
                hasChanges,
                findings);
    }
}
