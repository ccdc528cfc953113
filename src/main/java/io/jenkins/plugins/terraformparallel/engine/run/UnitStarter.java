package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts together what a unit needs to run. Not thread-safe. */
final class UnitStarter {

    private final WorkPlan plan;
    private final RunSettings settings;
    private final RunResources resources;
    private final PlanKeeping keeping;
    private final UnitClaims claims;
    private final InitDependencies dependencies;

    // Mutable state
    /** Units whose plan in this run changes outputs. */
    private final Set<String> changingOutputs = new HashSet<>();

    UnitStarter(WorkPlan plan, RunSettings settings, RunResources resources, UnitClaims claims, boolean applySaved) {
        this.plan = plan;
        this.settings = settings;
        this.resources = resources;
        this.claims = claims;
        InitMemory memory = resources.inits();
        // Without a memory nothing is compared: any hash will do.
        SecretHash hash = memory == null ? resources.hash() : memory.hash();
        this.dependencies = new InitDependencies(settings, plan.operation(), resources.environment(), hash);
        PlanInputs inputs = new PlanInputs(settings, resources.environment(), resources.hash());
        this.keeping =
                new PlanKeeping(resources, resources.plans(), inputs, plan.operation(), applySaved, settings.replan());
    }

    /** Whether units may begin with an init. */
    boolean mayInit() {
        return settings.init() != InitMode.NEVER || plan.operation() == Operation.INIT;
    }

    /** Whether a unit's init must run. */
    UnitInit init(Unit unit) {
        return new UnitInit(unit, plan.operation(), settings, claims, resources.inits(), dependencies);
    }

    /** The unit's plan changes outputs: plans of its dependents are provisional. */
    void outputsWillChange(String unit) {
        changingOutputs.add(unit);
    }

    /** A unit that is new. */
    RunningUnit start(Unit unit, UnitInit init, Instant now) throws IOException {
        return new RunningUnit(terraform(unit, init, null), now);
    }

    /** A unit that an earlier engine started. */
    RunningUnit resume(Unit unit, UnitInit init, UnitHistory history) throws IOException {
        Instant startedAt = history.startedAt() == null ? resources.clock().instant() : history.startedAt();
        return new RunningUnit(terraform(unit, init, history.planTaken()), startedAt);
    }

    /** A unit that can't be planned now, because what it depends on can't: an apply may plan it then. */
    void keepNeed(Unit unit) throws IOException {
        keeping.keepNeed(unit);
    }

    private BackgroundTerraform terraform(Unit unit, UnitInit init, @CheckForNull RunEvent.PlanTaken taken)
            throws IOException {
        SavedPlan saved = keeping.saved(unit);
        List<Unit> dependencies = new ArrayList<>();
        for (String dependency : unit.dependsOn()) {
            dependencies.add(plan.unit(dependency));
        }
        PlanUse use = keeping.use(saved, dependencies, taken);
        UnitFlow flow = new UnitFlow(
                unit,
                plan.operation(),
                settings,
                use,
                saved != null && saved.hasChanges(),
                unit.dependsOn(),
                resources.masker());
        UnitChains chains = new UnitChains(unit, plan.operation(), settings, resources);
        UnitPlans plans = new UnitPlans(unit, plan.operation(), resources, keeping, chains, use, saved);
        UnitEnding ending = new UnitEnding(
                unit,
                settings,
                resources,
                new StateRescue(unit, settings, resources),
                () -> plan.operation() == Operation.PLAN
                        && unit.dependsOn().stream().anyMatch(changingOutputs::contains));
        UnitStopping stopping = new UnitStopping(unit, resources, settings.gracePeriod());
        UnitCache cache = new UnitCache(unit, resources, settings.options());
        return new BackgroundTerraform(unit, resources, init, flow, chains, plans, ending, stopping, cache);
    }
}
