package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerDecision.Cause;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

    private enum State {
        QUEUED,
        BLOCKED,
        RUNNING,
        ENDED
    }

    private static final class Node {
        private final SchedulerUnit unit;
        private final int order;
        private final List<Node> successors = new ArrayList<>();

        // Mutable state
        private State state = State.QUEUED;
        private int unmet;
        private boolean initialised;
        private boolean applying;
        private boolean interrupted;

        private Node(SchedulerUnit unit, int order) {
            this.unit = unit;
            this.order = order;
            this.unmet = unit.prerequisites().size();
        }
    }

    /** Which inits may run at once. */
    enum Inits {
        /** There are none. */
        NONE,
        /** Those of different modules. */
        ONE_PER_MODULE,
        /** They share a provider cache, on which only one may work at a time. */
        ONE_AT_A_TIME
    }

    private record End(Node node, Outcome outcome) {}

    /** Why nothing starts any more; no unit is to blame for an abort or a lost journal. */
    private record Stop(Cause cause, @CheckForNull String unit) {}

    private final int slots;
    private final FailFast failFast;
    private final Inits inits;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    // Mutable state
    /** Queued units whose prerequisites have all succeeded. */
    private final TreeSet<Node> ready = new TreeSet<>(Comparator.comparingInt(node -> node.order));

    private final Set<String> busyDirectories = new HashSet<>();
    /** Running units whose init isn't over; stays empty where none is run. */
    private final Set<Node> initialising = new HashSet<>();
    /** Units that are to stop alone: also one that gives its slot back after its interrupt must not start again. */
    private final Set<Node> unwanted = new LinkedHashSet<>();
    /** Ends that nothing was made of yet. */
    private final Deque<End> ends = new ArrayDeque<>();

    private int running;
    private int ended;
    private boolean begun;
    private boolean aborted;
    private boolean journalLost;
    private boolean held;
    /** How many more units may start; null where there is a place for every slot. */
    @CheckForNull
    private Integer places;

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
        this.slots = slots;
        this.failFast = failFast;
        this.inits = inits;
        units.forEach(unit -> nodes.put(unit.name(), new Node(unit, nodes.size())));
        for (Node node : nodes.values()) {
            node.unit
                    .prerequisites()
                    .forEach(prerequisite -> nodes.get(prerequisite).successors.add(node));
            if (node.unmet == 0) {
                ready.add(node);
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
                fill(decisions);
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
        return running;
    }

    /** How many units more would start now if there were a place for each. */
    int startable() {
        return begun && !finished && !held ? candidates(slots - running).size() : 0;
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
            places = more.more();
        } else if (event instanceof SchedulerEvent.Restored restored) {
            if (!begun) {
                find(restored.unit(), State.QUEUED).ifPresent(node -> restore(node, restored.outcome()));
            }
        } else if (event instanceof SchedulerEvent.Blocked blocked) {
            find(blocked.unit(), State.RUNNING).ifPresent(node -> release(node, State.BLOCKED));
        } else if (event instanceof SchedulerEvent.Unblocked unblocked) {
            find(unblocked.unit(), State.BLOCKED).ifPresent(this::requeue);
        } else if (event instanceof SchedulerEvent.InitEnded init) {
            find(init.unit(), State.RUNNING).ifPresent(this::initEnded);
        } else if (event instanceof SchedulerEvent.Applying apply) {
            find(apply.unit(), State.RUNNING).ifPresent(node -> node.applying = true);
        } else if (event instanceof SchedulerEvent.UnitAborted abort) {
            Optional.ofNullable(nodes.get(abort.unit())).ifPresent(unwanted::add);
        } else if (event instanceof SchedulerEvent.Ended end) {
            find(end.unit(), State.RUNNING).ifPresent(node -> {
                release(node, State.ENDED);
                end(node, end.outcome());
            });
        }
    }

    /** The unit of that name, if there is one and it is in that state. */
    private Optional<Node> find(String unit, State state) {
        return Optional.ofNullable(nodes.get(unit)).filter(node -> node.state == state);
    }

    private void restore(Node node, @CheckForNull Outcome outcome) {
        ready.remove(node);
        if (outcome == null) {
            claim(node);
        } else {
            node.state = State.ENDED;
            end(node, outcome);
        }
    }

    private void claim(Node node) {
        node.state = State.RUNNING;
        running++;
        busyDirectories.add(node.unit.directory());
        if (inits != Inits.NONE && !node.initialised) {
            initialising.add(node);
        }
    }

    private void release(Node node, State state) {
        node.state = state;
        node.applying = false;
        running--;
        busyDirectories.remove(node.unit.directory());
        initialising.remove(node);
    }

    private void requeue(Node node) {
        node.state = State.QUEUED;
        ready.add(node);
    }

    private void initEnded(Node node) {
        node.initialised = true;
        initialising.remove(node);
    }

    private void end(Node node, Outcome outcome) {
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
                stopFor(Cause.FAIL_FAST, end.node.unit.name());
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
    private void abort(Node node, List<SchedulerDecision> decisions) {
        if (isWaiting(node)) {
            skip(node, Cause.ABORT, null, decisions);
            skipSuccessors(node, Cause.PREREQUISITE, decisions);
        } else if (node.state == State.RUNNING) {
            interrupt(node, Cause.ABORT, decisions);
        }
    }

    private static boolean isWaiting(Node node) {
        return node.state == State.QUEUED || node.state == State.BLOCKED;
    }

    private static void interrupt(Node node, Cause cause, List<SchedulerDecision> decisions) {
        if (!node.interrupted) {
            node.interrupted = true;
            decisions.add(new SchedulerDecision.Interrupt(node.unit.name(), cause));
        }
    }

    private void stopFor(Cause cause, @CheckForNull String unit) {
        if (stop == null) {
            stop = new Stop(cause, unit);
        }
    }

    private void prerequisiteMet(Node node) {
        node.unmet--;
        if (node.unmet == 0 && node.state == State.QUEUED) {
            ready.add(node);
        }
    }

    private void skipSuccessors(Node failed, Cause cause, List<SchedulerDecision> decisions) {
        Deque<Node> blamed = new ArrayDeque<>(List.of(failed));
        while (!blamed.isEmpty()) {
            Node because = blamed.remove();
            for (Node successor : because.successors) {
                if (isWaiting(successor)) {
                    skip(successor, cause, because.unit.name(), decisions);
                    blamed.add(successor);
                }
            }
        }
    }

    private void skip(Node node, Cause cause, @CheckForNull String because, List<SchedulerDecision> decisions) {
        node.state = State.ENDED;
        ready.remove(node);
        ended++;
        decisions.add(new SchedulerDecision.Skip(node.unit.name(), cause, because));
    }

    private void stop(Node node, Stop because, List<SchedulerDecision> decisions) {
        if (isWaiting(node)) {
            skip(node, because.cause, because.unit, decisions);
        } else if (node.state == State.RUNNING && mayInterrupt(node)) {
            interrupt(node, aborted ? Cause.ABORT : Cause.FAIL_FAST, decisions);
        }
    }

    /** A lost journal alone interrupts nothing, but it takes nothing away from failFast either. */
    private boolean mayInterrupt(Node node) {
        return aborted || failedFast && (failFast == FailFast.INTERRUPT || !node.applying);
    }

    /** Gives free slots to units that are ready; after a stop there are none, because all have been skipped. */
    private void fill(List<SchedulerDecision> decisions) {
        int free = places == null ? slots - running : Math.min(slots - running, places);
        for (Node node : candidates(free)) {
            ready.remove(node);
            claim(node);
            decisions.add(new SchedulerDecision.Start(node.unit.name()));
            places = places == null ? null : places - 1;
        }
    }

    /** Those that would start, at most so many. */
    private List<Node> candidates(int most) {
        List<Node> candidates = new ArrayList<>();
        Set<String> busy = new HashSet<>(busyDirectories);
        Set<Node> inInit = new HashSet<>(initialising);
        for (Node node : ready) {
            if (candidates.size() >= most) {
                break;
            }
            if (initMayGo(node, inInit) && busy.add(node.unit.directory())) {
                candidates.add(node);
                if (!node.initialised) {
                    inInit.add(node);
                }
            }
        }
        return candidates;
    }

    /** @param inInit whose init isn't over */
    private boolean initMayGo(Node node, Set<Node> inInit) {
        if (node.initialised) {
            return true;
        }
        return switch (inits) {
            case NONE -> true;
            case ONE_PER_MODULE -> !isInInit(inInit, node.unit.module());
            case ONE_AT_A_TIME -> inInit.isEmpty();
        };
    }

    private static boolean isInInit(Set<Node> inInit, String module) {
        for (Node other : inInit) {
            if (other.unit.module().equals(module)) {
                return true;
            }
        }
        return false;
    }
}
