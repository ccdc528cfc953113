package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.ScheduledUnit.State;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerDecision.Cause;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerSlots.Inits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which unit starts when: an event in, decisions out. It knows no clock, no thread and no file, so that its rules
 * hold for every order of events. A slot is taken before a unit is claimed: a unit that {@linkplain SchedulerEvent.Blocked
 * turns out to be blocked} gives the slot to the next one.
 *
 * <p>Until {@link SchedulerEvent.Begun} it only takes note, in whatever order it is told, and decides nothing: what one
 * restored unit means for others must not depend on which of them is restored first.
 *
 * <p>Not thread-safe: one driver.
 */
final class Scheduler {

    private record End(ScheduledUnit node, Outcome outcome) {}

    /** Why nothing starts any more; no unit is to blame for an abort or a lost journal. */
    private record Stop(Cause cause, @CheckForNull String unit) {}

    private final FailFast failFast;
    private final Map<String, ScheduledUnit> nodes = new LinkedHashMap<>();

    // Mutable state
    private final SchedulerSlots slots;
    /** Units that are to stop alone: also one that gives its slot back after its interrupt must not start again. */
    private final Set<ScheduledUnit> unwanted = new LinkedHashSet<>();
    /** Ends that nothing was made of yet. */
    private final Deque<End> ends = new ArrayDeque<>();

    private int ended;
    private boolean begun;
    private boolean aborted;
    private boolean journalLost;
    private boolean held;
    private boolean failedFast;
    private boolean finished;
    /** The first reason to stop; null while there is none. */
    @CheckForNull
    private Stop stop;

    /**
     * @param slots the most units that run at once, at least 1
     * @param inits which of them may run at once
     * @param units in the order in which they start where nothing else decides; prerequisites known and acyclic
     */
    Scheduler(int slots, FailFast failFast, Inits inits, List<SchedulerUnit> units) {
        this.slots = new SchedulerSlots(slots, inits);
        this.failFast = failFast;
        units.forEach(unit -> nodes.put(unit.name(), new ScheduledUnit(unit, nodes.size())));
        for (ScheduledUnit node : nodes.values()) {
            node.unit
                    .prerequisites()
                    .forEach(prerequisite -> nodes.get(prerequisite).successors.add(node));
            if (node.unmet == 0) {
                this.slots.ready(node);
            }
        }
    }

    /**
     * Takes note of an event. An event that makes no sense for the unit's state (it has ended already) changes nothing.
     *
     * @return what is to be done now, in this order; empty before the run has begun
     */
    List<SchedulerDecision> on(SchedulerEvent event) {
        note(event);
        List<SchedulerDecision> decisions = new ArrayList<>();
        if (begun && !finished) {
            settle(decisions);
            if (!held) {
                // After a stop there are none, because all have been skipped.
                slots.fill().forEach(node -> decisions.add(new SchedulerDecision.Start(node.name())));
            }
            if (ended == nodes.size()) {
                finished = true;
                decisions.add(new SchedulerDecision.Finish());
            }
        }
        return decisions;
    }

    /** How many units hold a slot. */
    int running() {
        return slots.running();
    }

    /** How many units more would start now if there were a place for each. */
    int startable() {
        return begun && !finished && !held ? slots.startable() : 0;
    }

    private void note(SchedulerEvent event) {
        if (event instanceof SchedulerEvent.Begun) {
            begun = true;
        } else if (event instanceof SchedulerEvent.Aborted) {
            aborted = true;
        } else if (event instanceof SchedulerEvent.JournalLost) {
            journalLost = true;
        } else if (event instanceof SchedulerEvent.Held) {
            held = true;
        } else if (event instanceof SchedulerEvent.Released) {
            held = false;
        } else if (event instanceof SchedulerEvent.Places more) {
            slots.places(more.more());
        } else if (event instanceof SchedulerEvent.Restored restored) {
            if (!begun) {
                find(restored.unit(), State.QUEUED).ifPresent(node -> restore(node, restored.outcome()));
            }
        } else if (event instanceof SchedulerEvent.Blocked blocked) {
            find(blocked.unit(), State.RUNNING).ifPresent(node -> slots.release(node, State.BLOCKED));
        } else if (event instanceof SchedulerEvent.Unblocked unblocked) {
            find(unblocked.unit(), State.BLOCKED).ifPresent(slots::ready);
        } else if (event instanceof SchedulerEvent.InitEnded init) {
            find(init.unit(), State.RUNNING).ifPresent(slots::initEnded);
        } else if (event instanceof SchedulerEvent.Applying apply) {
            find(apply.unit(), State.RUNNING).ifPresent(node -> node.applying = true);
        } else if (event instanceof SchedulerEvent.UnitAborted abort) {
            Optional.ofNullable(nodes.get(abort.unit())).ifPresent(unwanted::add);
        } else if (event instanceof SchedulerEvent.Ended end) {
            find(end.unit(), State.RUNNING).ifPresent(node -> {
                slots.release(node, State.ENDED);
                end(node, end.outcome());
            });
        }
    }

    /** The unit of that name, if there is one and it is in that state. */
    private Optional<ScheduledUnit> find(String unit, State state) {
        return Optional.ofNullable(nodes.get(unit)).filter(node -> node.state == state);
    }

    private void restore(ScheduledUnit node, @CheckForNull Outcome outcome) {
        slots.forget(node);
        if (outcome == null) {
            slots.claim(node);
        } else {
            node.state = State.ENDED;
            end(node, outcome);
        }
    }

    private void end(ScheduledUnit node, Outcome outcome) {
        ended++;
        ends.add(new End(node, outcome));
    }

    /** Draws the consequences: what can start now, what never will, what is to be interrupted. */
    private void settle(List<SchedulerDecision> decisions) {
        for (End end = ends.poll(); end != null; end = ends.poll()) {
            switch (end.outcome) {
                case SUCCEEDED -> end.node.successors.forEach(this::prerequisiteMet);
                case NEEDS_APPLY -> skipSuccessors(end.node, Cause.NEEDS_APPLY, decisions);
                case FAILED, ABORTED, SKIPPED -> skipSuccessors(end.node, Cause.PREREQUISITE, decisions);
            }
            if (end.outcome == Outcome.FAILED && failFast != FailFast.OFF) {
                failedFast = true;
                stopFor(Cause.FAIL_FAST, end.node.name());
            }
        }
        unwanted.forEach(node -> abort(node, decisions));
        if (aborted) {
            stopFor(Cause.ABORT, null);
        }
        if (journalLost) {
            stopFor(Cause.JOURNAL_LOST, null);
        }
        if (stop != null) {
            nodes.values().forEach(node -> stop(node, stop, decisions));
        }
    }

    /** Stops one unit; who needs it never starts. */
    private void abort(ScheduledUnit node, List<SchedulerDecision> decisions) {
        if (node.isWaiting()) {
            skip(node, Cause.ABORT, null, decisions);
            skipSuccessors(node, Cause.PREREQUISITE, decisions);
        } else if (node.state == State.RUNNING) {
            interrupt(node, Cause.ABORT, decisions);
        }
    }

    private static void interrupt(ScheduledUnit node, Cause cause, List<SchedulerDecision> decisions) {
        if (!node.interrupted) {
            node.interrupted = true;
            decisions.add(new SchedulerDecision.Interrupt(node.name(), cause));
        }
    }

    private void stopFor(Cause cause, @CheckForNull String unit) {
        if (stop == null) {
            stop = new Stop(cause, unit);
        }
    }

    private void prerequisiteMet(ScheduledUnit node) {
        node.unmet--;
        if (node.unmet == 0 && node.state == State.QUEUED) {
            slots.ready(node);
        }
    }

    private void skipSuccessors(ScheduledUnit failed, Cause cause, List<SchedulerDecision> decisions) {
        Deque<ScheduledUnit> blamed = new ArrayDeque<>(List.of(failed));
        while (!blamed.isEmpty()) {
            ScheduledUnit because = blamed.remove();
            for (ScheduledUnit successor : because.successors) {
                if (successor.isWaiting()) {
                    skip(successor, cause, because.name(), decisions);
                    blamed.add(successor);
                }
            }
        }
    }

    private void skip(
            ScheduledUnit node, Cause cause, @CheckForNull String because, List<SchedulerDecision> decisions) {
        node.state = State.ENDED;
        slots.forget(node);
        ended++;
        decisions.add(new SchedulerDecision.Skip(node.name(), cause, because));
    }

    private void stop(ScheduledUnit node, Stop because, List<SchedulerDecision> decisions) {
        if (node.isWaiting()) {
            skip(node, because.cause, because.unit, decisions);
        } else if (node.state == State.RUNNING && mayInterrupt(node)) {
            interrupt(node, aborted ? Cause.ABORT : Cause.FAIL_FAST, decisions);
        }
    }

    /** A lost journal alone interrupts nothing, but it takes nothing away from failFast either. */
    private boolean mayInterrupt(ScheduledUnit node) {
        return aborted || failedFast && (failFast == FailFast.INTERRUPT || !node.applying);
    }
}
