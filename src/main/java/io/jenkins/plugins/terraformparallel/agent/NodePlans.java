package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.LocalPlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.PlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.SavedPlan;
import java.io.IOException;

/**
 * The plans in a directory of a node, which isn't asked for what is known without it.
 *
 * @param directory absolute, on the node
 * @param there asks the node
 */
record NodePlans(String directory, PlanStore there) implements PlanStore {

    @Override
    public String path(String unitKey, String fileName) {
        return directory + "/" + LocalPlanStore.relativePath(unitKey, fileName);
    }

    @Override
    public void delete(String unitKey, String fileName) throws IOException {
        there.delete(unitKey, fileName);
    }

    @CheckForNull
    @Override
    public SavedPlan find(String unitKey) throws IOException {
        return there.find(unitKey);
    }

    @Override
    public void save(String unitKey, SavedPlan plan) throws IOException {
        there.save(unitKey, plan);
    }

    @Override
    public void keep(String unitKey, SavedPlan plan, String diff) throws IOException {
        there.keep(unitKey, plan, diff);
    }

    @CheckForNull
    @Override
    public String diff(String unitKey) throws IOException {
        return there.diff(unitKey);
    }
}
