package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Starts a unit's chains, each once its init may; the journal knows of a chain before the host does. Not thread-safe. */
final class UnitLauncher {

    private final Unit unit;
    private final RunResources resources;
    private final UnitInit init;
    private final UnitFlow flow;
    private final UnitChains chains;
    private final UnitPlans plans;
    private final UnitCache cache;

    // Mutable state
    private int nextNumber = 1;
    /** What is to be started as soon as its init may. */
    private List<UnitCommand> delayed = List.of();

    UnitLauncher(
            Unit unit,
            RunResources resources,
            UnitInit init,
            UnitFlow flow,
            UnitChains chains,
            UnitPlans plans,
            UnitCache cache) {
        this.unit = unit;
        this.resources = resources;
        this.init = init;
        this.flow = flow;
        this.chains = chains;
        this.plans = plans;
        this.cache = cache;
    }

    /** Goes on after an earlier engine; no number is given twice. */
    void resume(int number) {
        nextNumber = number;
    }

    /** What waits until its init may start; empty where nothing does. */
    List<UnitCommand> delayed() {
        return delayed;
    }

    /** What waits isn't wanted any more. */
    void forgetDelayed() {
        delayed = List.of();
    }

    /**
     * Starts a chain.
     *
     * @return null where its init has to wait; it then is to be started again later
     */
    @CheckForNull
    Chain start(List<UnitCommand> commands) throws IOException {
        delayed = commands.contains(UnitCommand.INIT) && init.starting() != null ? commands : List.of();
        return delayed.isEmpty() ? launch(commands) : null;
    }

    private static List<RunEvent.PlannedProcess> planned(Chain chain) {
        List<RunEvent.PlannedProcess> planned = new ArrayList<>();
        for (ProcessSpec process : chain.processes()) {
            planned.add(new RunEvent.PlannedProcess(process.number(), process.command()));
        }
        return planned;
    }

    private Chain launch(List<UnitCommand> wanted) throws IOException {
        Map<UnitCommand, Map<String, String>> environments = new EnumMap<>(UnitCommand.class);
        List<UnitCommand> commands = cache.before(wanted, environments);
        String lateInit = commands.contains(UnitCommand.INIT) ? flow.lateInit() : null;
        if (lateInit != null) {
            resources
                    .events()
                    .accept(new RunEvent.Remark(
                            resources.clock().instant(),
                            unit.name(),
                            "Init was left out, but terraform needs it (" + lateInit + "): it runs now."));
        }
        plans.beforeStart(commands, nextNumber, flow);
        Chain next = chains.chain(commands, nextNumber, plans.planFile(), plans.savedPlanFile(), environments);
        resources
                .events()
                .accept(new RunEvent.ChainStarting(
                        resources.clock().instant(), unit.name(), next.number(), planned(next)));
        nextNumber += next.processes().size();
        resources.host().start(next);
        return next;
    }
}
