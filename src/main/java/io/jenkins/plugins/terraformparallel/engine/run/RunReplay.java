package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.process.HostFiles.Discarded;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the journal says of an interrupted run: a fold over its events. Not thread-safe. */
final class RunReplay {

    private final Map<String, UnitHistory> units = new LinkedHashMap<>();

    // Mutable state
    private final List<RunEvent.UnitEnded> ends = new ArrayList<>();
    private String abortCause;
    /** Who or what wanted one unit to stop, by unit. */
    private final Map<String, String> unitAborts = new LinkedHashMap<>();

    private boolean ended;

    RunReplay(WorkPlan plan, String runId) {
        plan.units().forEach(unit -> units.put(unit.name(), new UnitHistory(unit, runId)));
    }

    /** Takes the next event; one of a unit that isn't in the plan is ignored. */
    void accept(RunEvent event) {
        if (event instanceof RunEvent.UnitStarted started && units.containsKey(started.unit())) {
            units.get(started.unit()).started(started.at());
        } else if (event instanceof RunEvent.ChainStarting chain && units.containsKey(chain.unit())) {
            units.get(chain.unit()).chainStarting(chain);
        } else if (event instanceof RunEvent.PlanTaken taken && units.containsKey(taken.unit())) {
            units.get(taken.unit()).planTaken(taken);
        } else if (event instanceof RunEvent.ProcessEnded process && units.containsKey(process.unit())) {
            units.get(process.unit()).processEnded(process);
        } else if (event instanceof RunEvent.UnitInterrupted interrupted && units.containsKey(interrupted.unit())) {
            units.get(interrupted.unit()).interrupted();
        } else if (event instanceof RunEvent.UnitEnded end && units.containsKey(end.unit())) {
            units.get(end.unit()).ended(end.notes());
            ends.add(end);
        } else if (event instanceof RunEvent.UnitAbortRequested abort && units.containsKey(abort.unit())) {
            unitAborts.putIfAbsent(abort.unit(), abort.cause());
        } else if (event instanceof RunEvent.AbortRequested abort) {
            abortCause = abort.cause();
        } else if (event instanceof RunEvent.RunEnded) {
            ended = true;
        }
    }

    /** Whether there is nothing to resume. */
    boolean isEnded() {
        return ended;
    }

    /** Why the run was aborted; null if it wasn't. */
    @CheckForNull
    String abortCause() {
        return abortCause;
    }

    /** The units that were to stop alone, and who or what wanted that. */
    Map<String, String> unitAborts() {
        return unitAborts;
    }

    /** How units ended, in that order. */
    List<RunEvent.UnitEnded> ends() {
        return ends;
    }

    /** Units that got a slot and didn't end. */
    Map<String, UnitHistory> open() {
        Map<String, UnitHistory> open = new LinkedHashMap<>();
        units.forEach((name, history) -> {
            if (history.startedAt() != null && !history.hasEnded()) {
                open.put(name, history);
            }
        });
        return open;
    }

    /**
     * What the dead engine may not have come to delete: processes whose end is in the journal, and their chains. Not what
     * somebody still looks at: raw output that may hold a state, and the plans of an open unit that are to be compared.
     */
    List<Discarded> leftovers() {
        List<Discarded> leftovers = new ArrayList<>();
        units.values().forEach(history -> leftovers.addAll(history.leftovers()));
        return leftovers;
    }

    /** Units whose plan, as far as it was made, changes outputs. */
    List<String> unitsThatChangeOutputs() {
        List<String> names = new ArrayList<>();
        units.forEach((name, history) -> {
            if (history.planChangesOutputs()) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * What the scheduler is to know before the run goes on.
     *
     * @param initRuns whether units may begin with an init
     */
    List<SchedulerEvent> events(boolean initRuns) {
        List<SchedulerEvent> events = new ArrayList<>();
        ends.forEach(end -> events.add(new SchedulerEvent.Restored(end.unit(), outcome(end))));
        open().forEach((name, history) -> {
            events.add(new SchedulerEvent.Restored(name, null));
            if (!history.isInitialising() || !initRuns) {
                events.add(new SchedulerEvent.InitEnded(name));
            }
            if (history.applyStarted()) {
                events.add(new SchedulerEvent.Applying(name));
            }
        });
        return events;
    }

    /** What an end means to other units. */
    private static Outcome outcome(RunEvent.UnitEnded end) {
        if (end.cause() == EndCause.NEEDS_APPLY) {
            return Outcome.NEEDS_APPLY;
        }
        return switch (end.state()) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case ABORTED -> Outcome.ABORTED;
            case SKIPPED -> Outcome.SKIPPED;
            default -> Outcome.FAILED;
        };
    }
}
