package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerDecision.Cause;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which unit starts when: an event in, decisions out. It knows no clock, no thread and no file, so that its rules
 * hold for every order of events. A slot is taken before a unit is claimed: a unit that {@linkplain SchedulerEvent.Blocked
 * turns out to be blocked} gives the slot to the next one.
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

    private final int slots;
    private final FailFast failFast;
    private final boolean oneInitAtATime;
    private final Map<String, SchedulerUnit> units = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, List<String>> successors = new HashMap<>();

    // Mutable state
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Integer> unmet = new HashMap<>();
    /** Queued units whose prerequisites have all succeeded, by their order. */
    private final TreeMap<Integer, String> ready = new TreeMap<>();

    private final Set<String> busyDirectories = new HashSet<>();
    private final Set<String> applying = new HashSet<>();
    private final Set<String> interrupted = new HashSet<>();
    private final Set<String> initialising = new HashSet<>();
    private final Set<String> initialised = new HashSet<>();
    private int running;
    private int ended;
    private boolean begun;
    private boolean stopped;
    private boolean finished;

    /**
     * @param slots the most units that run at once, at least 1
     * @param oneInitAtATime whether inits share a provider cache, on which only one may work at a time
     * @param units in the order in which they start where nothing else decides; prerequisites known and acyclic
     */
    Scheduler(int slots, FailFast failFast, boolean oneInitAtATime, List<SchedulerUnit> units) {
        this.slots = slots;
        this.failFast = failFast;
        this.oneInitAtATime = oneInitAtATime;
        for (SchedulerUnit unit : units) {
            order.put(unit.name(), order.size());
            this.units.put(unit.name(), unit);
            states.put(unit.name(), State.QUEUED);
            unmet.put(unit.name(), unit.prerequisites().size());
            for (String prerequisite : unit.prerequisites()) {
                successors
                        .computeIfAbsent(prerequisite, any -> new ArrayList<>())
                        .add(unit.name());
            }
        }
        this.units.values().stream()
                .filter(unit -> unit.prerequisites().isEmpty())
                .forEach(unit -> ready.put(order.get(unit.name()), unit.name()));
    }

    /**
     * Takes note of an event. An event that makes no sense for the unit's state (it has ended already) changes nothing.
     *
     * @return what is to be done now, in this order
     */
    List<SchedulerDecision> on(SchedulerEvent event) {
        List<SchedulerDecision> decisions = new ArrayList<>();
        if (event instanceof SchedulerEvent.Begun) {
            begun = true;
        } else if (event instanceof SchedulerEvent.Restored restored) {
            restore(restored.unit(), restored.outcome(), decisions);
        } else if (event instanceof SchedulerEvent.Blocked blocked) {
            block(blocked.unit());
        } else if (event instanceof SchedulerEvent.Unblocked unblocked) {
            unblock(unblocked.unit());
        } else if (event instanceof SchedulerEvent.InitEnded init) {
            initialised.add(init.unit());
            initialising.remove(init.unit());
        } else if (event instanceof SchedulerEvent.Applying apply) {
            applying.add(apply.unit());
        } else if (event instanceof SchedulerEvent.Ended end) {
            end(end.unit(), end.outcome(), decisions);
        } else if (event instanceof SchedulerEvent.Aborted) {
            stop(Cause.ABORT, null, decisions);
        } else if (event instanceof SchedulerEvent.JournalLost) {
            stop(Cause.JOURNAL_LOST, null, decisions);
        }
        fill(decisions);
        if (begun && ended == units.size() && !finished) {
            finished = true;
            decisions.add(new SchedulerDecision.Finish());
        }
        return decisions;
    }

    /** How many units hold a slot. */
    int running() {
        return running;
    }

    private void restore(String unit, @CheckForNull Outcome outcome, List<SchedulerDecision> decisions) {
        if (states.get(unit) != State.QUEUED) {
            return;
        }
        claim(unit);
        if (outcome != null) {
            end(unit, outcome, decisions);
        }
    }

    private void claim(String unit) {
        ready.remove(order.get(unit));
        states.put(unit, State.RUNNING);
        running++;
        busyDirectories.add(units.get(unit).directory());
    }

    private void block(String unit) {
        if (states.get(unit) == State.RUNNING) {
            release(unit);
            states.put(unit, State.BLOCKED);
        }
    }

    private void unblock(String unit) {
        if (states.get(unit) == State.BLOCKED) {
            states.put(unit, State.QUEUED);
            ready.put(order.get(unit), unit);
        }
    }

    private void release(String unit) {
        running--;
        busyDirectories.remove(units.get(unit).directory());
        initialising.remove(unit);
    }

    private void end(String unit, Outcome outcome, List<SchedulerDecision> decisions) {
        if (states.get(unit) != State.RUNNING) {
            return;
        }
        release(unit);
        states.put(unit, State.ENDED);
        ended++;
        switch (outcome) {
            case SUCCEEDED -> successors.getOrDefault(unit, List.of()).forEach(this::prerequisiteMet);
            case NEEDS_APPLY -> skipSuccessors(unit, Cause.NEEDS_APPLY, decisions);
            case SKIPPED -> {}
            case ABORTED -> skipSuccessors(unit, Cause.PREREQUISITE, decisions);
            case FAILED -> {
                skipSuccessors(unit, Cause.PREREQUISITE, decisions);
                if (failFast != FailFast.OFF) {
                    stop(Cause.FAIL_FAST, unit, decisions);
                }
            }
        }
    }

    private void prerequisiteMet(String unit) {
        if (unmet.merge(unit, -1, Integer::sum) == 0 && states.get(unit) == State.QUEUED) {
            ready.put(order.get(unit), unit);
        }
    }

    private void skipSuccessors(String failed, Cause cause, List<SchedulerDecision> decisions) {
        Deque<String> blamed = new ArrayDeque<>(List.of(failed));
        while (!blamed.isEmpty()) {
            String because = blamed.poll();
            for (String successor : successors.getOrDefault(because, List.of())) {
                if (skip(successor, cause, because, decisions)) {
                    blamed.add(successor);
                }
            }
        }
    }

    private boolean skip(String unit, Cause cause, String because, List<SchedulerDecision> decisions) {
        State state = states.get(unit);
        if (state != State.QUEUED && state != State.BLOCKED) {
            return false;
        }
        states.put(unit, State.ENDED);
        ready.remove(order.get(unit));
        ended++;
        decisions.add(new SchedulerDecision.Skip(unit, cause, because));
        return true;
    }

    private void stop(Cause cause, String because, List<SchedulerDecision> decisions) {
        stopped = true;
        for (String unit : units.keySet()) {
            if (states.get(unit) == State.RUNNING && mayInterrupt(unit, cause) && interrupted.add(unit)) {
                decisions.add(new SchedulerDecision.Interrupt(unit, cause));
            } else {
                skip(unit, cause, because, decisions);
            }
        }
    }

    private boolean mayInterrupt(String unit, Cause cause) {
        return switch (cause) {
            case ABORT -> true;
            case FAIL_FAST -> failFast == FailFast.INTERRUPT || !applying.contains(unit);
            default -> false;
        };
    }

    private void fill(List<SchedulerDecision> decisions) {
        if (stopped || !begun) {
            return;
        }
        if (running >= slots) {
            return;
        }
        for (String unit : List.copyOf(ready.values())) {
            if (running >= slots) {
                return;
            }
            String directory = units.get(unit).directory();
            boolean needsInit = oneInitAtATime && !initialised.contains(unit);
            if (busyDirectories.contains(directory) || needsInit && !initialising.isEmpty()) {
                continue;
            }
            claim(unit);
            if (needsInit) {
                initialising.add(unit);
            }
            decisions.add(new SchedulerDecision.Start(unit));
        }
    }
}
