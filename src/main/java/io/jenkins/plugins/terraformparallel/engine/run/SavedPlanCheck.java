package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.SavedPlans;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides, before anything is applied, whether a run applies saved plans: all of them, or none. Nobody's approved plan is
 * ever silently replaced by another.
 */
final class SavedPlanCheck {

    private final RunSettings settings;
    private final PlanStore store;
    private final UnitFiles files;
    private final PlanInputs inputs;

    SavedPlanCheck(RunSettings settings, PlanStore store, UnitFiles files, PlanInputs inputs) {
        this.settings = settings;
        this.store = store;
        this.files = files;
        this.inputs = inputs;
    }

    /**
     * Checks all units of an apply at once.
     *
     * @return whether saved plans are applied; false means that every unit is planned and applied in one go
     * @throws RequestException where some fit and others don't, each misfit named with what differs
     */
    boolean useSavedPlans(WorkPlan plan) throws RequestException, IOException {
        if (plan.operation() != Operation.APPLY || settings.savedPlans() == SavedPlans.IGNORE) {
            return false;
        }
        List<Mistake> misfits = new ArrayList<>();
        boolean found = false;
        for (Unit unit : plan.units()) {
            SavedPlan saved = store.find(unit.key());
            found |= saved != null;
            String misfit = saved == null ? "no saved plan" : misfit(unit, saved);
            if (misfit != null) {
                misfits.add(
                        new Mistake("saved plan of " + unit.name(), misfit, "one that fits; plan again, then apply"));
            }
        }
        if (!found && settings.savedPlans() == SavedPlans.AUTO) {
            return false;
        }
        if (!misfits.isEmpty()) {
            throw new RequestException(misfits);
        }
        return true;
    }

    private String misfit(Unit unit, SavedPlan saved) throws IOException {
        return switch (saved.status()) {
            case APPLIED -> null;
            case APPLYING -> "a plan whose apply was started and is used up";
            case DESTROYED -> "a plan from before the unit was destroyed";
            case APPLY_FAILED -> "a plan whose apply failed or was interrupted";
            case PLANNED, NEEDS_APPLY -> {
                List<String> differences = PlanInputs.differences(saved.inputs(), inputs.of(unit, files.inputs(unit)));
                yield differences.isEmpty() ? null : "one made with other " + String.join(", ", differences);
            }
        };
    }
}
