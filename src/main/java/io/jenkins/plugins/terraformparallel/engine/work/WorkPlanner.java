package io.jenkins.plugins.terraformparallel.engine.work;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes a work plan of a request: finds its modules, makes units of them, and puts them in order. It only reads, and
 * only through the workspace; the same request over the same files always gives the same plan.
 *
 * <p>What the words of a request mean beyond their types:
 *
 * <ul>
 *   <li>A directory is what its real path says. Found by several globs or under several names it counts once; named
 *       literally, it is that and no find of a glob.
 *   <li>{@code !} takes away finds of globs only, in any order: the directory that it names, or those that it matches,
 *       and nothing below them ({@code !old/**} does). A glob there may match nothing; a directory must exist, because
 *       one that is misspelt would run.
 *   <li>Units are in the order of paths, then names; those that others need come before them. {@link StartOrder} starts
 *       from there.
 *   <li>A unit that names no workspace and one that names {@code default} would be the same, so they are duplicates.
 * </ul>
 *
 * <p>Stateless and thread-safe; blocks on the workspace.
 */
public final class WorkPlanner {

    /** The plan alone, see {@link #resolve}. */
    public WorkPlan plan(RunRequest request, Workspace workspace) throws RequestException, IOException {
        return resolve(request, workspace, List.of()).plan();
    }

    /**
     * The plan, and for each of its units why it is in the run.
     *
     * @param alreadyFound what is wrong for other reasons, such as the environment; reported together with what is found
     *     here, so that everything is said at once
     * @throws RequestException with all mistakes in the order of the arguments, after those already found
     * @throws IOException where the workspace can't be asked; what is wrong with single files is a mistake
     */
    public Resolution resolve(RunRequest request, Workspace workspace, List<Mistake> alreadyFound)
            throws RequestException, IOException {
        PlanMistakes mistakes = new PlanMistakes(alreadyFound);
        RequestPaths paths = new RequestPaths(workspace);
        List<SelectedModule> modules = new ModuleSelector(paths, mistakes).select(request.modules());
        List<DraftUnit> drafts = new ArrayList<>(new UnitDrafter(request.defaults(), paths, mistakes).draft(modules));
        drafts.sort(WorkPlanner::byArgument);
        new Duplicates(mistakes).check(drafts);
        drafts.sort(WorkPlanner::byPath);
        DependencyGraph graph = new Dependencies(drafts, paths, mistakes).graph();
        mistakes.throwIfAny();
        return resolution(request, drafts, graph);
    }

    private static int byArgument(DraftUnit one, DraftUnit other) {
        return Integer.compare(one.module().index(), other.module().index());
    }

    private static int byPath(DraftUnit one, DraftUnit other) {
        int byPath = one.path().compareTo(other.path());
        return byPath != 0 ? byPath : one.name().compareTo(other.name());
    }

    private static Resolution resolution(RunRequest request, List<DraftUnit> drafts, DependencyGraph graph) {
        Operation operation = request.operation();
        List<String> names = new ArrayList<>();
        for (DraftUnit draft : drafts) {
            names.add(draft.name());
        }
        Map<String, String> keys = UnitKeys.of(names);
        List<Unit> units = new ArrayList<>();
        List<Integer> order = order(operation, graph);
        for (int node : order) {
            DraftUnit draft = drafts.get(node);
            TreeSet<String> dependsOn = new TreeSet<>();
            for (int dependency : graph.before(node)) {
                dependsOn.add(drafts.get(dependency).name());
            }
            units.add(draft.unit(keys.get(draft.name()), request.sameDirectory(), List.copyOf(dependsOn)));
        }
        WorkPlan plan = new WorkPlan(operation, units);
        List<PlannedUnit> explained = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            SelectedModule module = drafts.get(order.get(i)).module();
            explained.add(explained(i + 1, units.get(i), module, plan));
        }
        return new Resolution(plan, explained);
    }

    private static PlannedUnit explained(int position, Unit unit, SelectedModule module, WorkPlan plan) {
        return new PlannedUnit(
                position,
                unit.name(),
                unit.path(),
                unit.workspace(),
                plan.prerequisites(unit.name()),
                PlanMistakes.argument(module.index()),
                module.glob());
    }

    private static List<Integer> order(Operation operation, DependencyGraph graph) {
        if (!operation.isOrdered()) {
            return IntStream.range(0, graph.size()).boxed().toList();
        }
        return (operation == Operation.DESTROY ? graph.reversed() : graph).order();
    }
}
