package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Plans in memory. */
final class MemoryPlanStore implements PlanStore {

    private final Map<String, SavedPlan> plans = new HashMap<>();
    private final Map<String, String> diffs = new HashMap<>();
    private final Map<String, Set<String>> files = new HashMap<>();
    private final Set<String> deleted = new TreeSet<>();

    /** {@inheritDoc} Whoever asks makes it. */
    @Override
    public String path(String unitKey, String fileName) {
        files.computeIfAbsent(unitKey, any -> new TreeSet<>()).add(fileName);
        return "/plans/" + unitKey + "/" + fileName;
    }

    @Override
    public void delete(String unitKey, String fileName) {
        deleted.add(fileName);
    }

    void clear() {
        plans.clear();
        diffs.clear();
        deleted.clear();
        files.clear();
    }

    /** Names of plan files that are gone. */
    Set<String> deleted() {
        return deleted;
    }

    @Override
    public SavedPlan find(String unitKey) {
        return plans.get(unitKey);
    }

    @Override
    public void save(String unitKey, SavedPlan plan) {
        plans.put(unitKey, plan);
        Set<String> others = files.getOrDefault(unitKey, new TreeSet<>());
        others.stream().filter(file -> !file.equals(plan.file())).forEach(deleted::add);
        others.removeAll(deleted);
    }

    @Override
    public void keep(String unitKey, SavedPlan plan, String diff) {
        diffs.put(unitKey, diff);
        save(unitKey, plan.after(find(unitKey)));
    }

    @Override
    public String diff(String unitKey) {
        return diffs.get(unitKey);
    }
}
