package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.Objects;

/**
 * The plans of a run that is {@linkplain ParallelRuns#conclude concluded}: what became of them is noted, but none is kept
 * that seems to be made from other values than the one before: values may be unknown by now.
 */
final class ConcludingPlans implements PlanStore {

    private final PlanStore store;

    ConcludingPlans(PlanStore store) {
        this.store = store;
    }

    @Override
    public String path(String unitKey, String fileName) {
        return store.path(unitKey, fileName);
    }

    @Override
    public void delete(String unitKey, String fileName) throws IOException {
        store.delete(unitKey, fileName);
    }

    @CheckForNull
    @Override
    public SavedPlan find(String unitKey) throws IOException {
        return store.find(unitKey);
    }

    @Override
    public void save(String unitKey, SavedPlan plan) throws IOException {
        SavedPlan before = store.find(unitKey);
        if (before != null && before.inputs().equals(plan.inputs())) {
            store.save(unitKey, plan);
        } else if (!isKept(before, plan)) {
            if (plan.file() != null) {
                store.delete(unitKey, plan.file());
            }
            throw refused();
        }
    }

    /** Whether the dead engine has kept it, who knew the values. */
    private static boolean isKept(@CheckForNull SavedPlan before, SavedPlan plan) {
        return before != null && before.status() == plan.status() && Objects.equals(before.file(), plan.file());
    }

    /** {@inheritDoc} Its diff is withheld, as all that terraform says. */
    @Override
    public void keep(String unitKey, SavedPlan plan, String diff) throws IOException {
        save(unitKey, plan.after(store.find(unitKey)));
    }

    @CheckForNull
    @Override
    public String diff(String unitKey) throws IOException {
        return store.diff(unitKey);
    }

    private static IOException refused() {
        return new IOException("the run was concluded by another engine, which doesn't know what it was made from");
    }
}
