package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.run.ScheduledUnit.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who of the ready units gets a free slot: the first that neither works in a directory that is in use nor would init beside an
 * init that must be alone. Part of {@link Scheduler}; not thread-safe.
 */
final class SchedulerSlots {

    /** Which inits may run at once. */
    enum Inits {
        /** There are none. */
        NONE,
        /** Those of different modules. */
        ONE_PER_MODULE,
        /** They share a provider cache, on which only one may work at a time. */
        ONE_AT_A_TIME
    }

    private final int slots;
    private final Inits inits;

    // Mutable state
    /** Queued units whose prerequisites have all succeeded. */
    private final TreeSet<ScheduledUnit> ready = new TreeSet<>(Comparator.comparingInt(unit -> unit.order));

    private final Set<String> busyDirectories = new HashSet<>();
    /** Running units whose init isn't over; stays empty where none is run. */
    private final Set<ScheduledUnit> initialising = new HashSet<>();

    private int running;
    /** How many more units may start; null where there is a place for every slot. */
    @CheckForNull
    private Integer places;

    /** @param slots the most units that run at once, at least 1 */
    SchedulerSlots(int slots, Inits inits) {
        this.slots = slots;
        this.inits = inits;
    }

    /** How many units hold a slot. */
    int running() {
        return running;
    }

    /** @param more how many more units may start; null where there is a place for every slot */
    void places(@CheckForNull Integer more) {
        places = more;
    }

    /** The unit waits for nothing but a slot. */
    void ready(ScheduledUnit unit) {
        unit.state = State.QUEUED;
        ready.add(unit);
    }

    /** The unit isn't to start. */
    void forget(ScheduledUnit unit) {
        ready.remove(unit);
    }

    /** The unit takes a slot, whether there is one or not: an earlier engine may have given it that. */
    void claim(ScheduledUnit unit) {
        ready.remove(unit);
        unit.state = State.RUNNING;
        running++;
        busyDirectories.add(unit.unit.directory());
        if (inits != Inits.NONE && !unit.initialised) {
            initialising.add(unit);
        }
    }

    /** The unit gives its slot back. */
    void release(ScheduledUnit unit, State state) {
        unit.state = state;
        unit.applying = false;
        running--;
        busyDirectories.remove(unit.unit.directory());
        initialising.remove(unit);
    }

    /** Lets others init. */
    void initEnded(ScheduledUnit unit) {
        unit.initialised = true;
        initialising.remove(unit);
    }

    /** How many units more would start now if there were a place for each. */
    int startable() {
        return candidates(slots - running).size();
    }

    /** Gives the free slots away; returns who has got them, in this order. */
    List<ScheduledUnit> fill() {
        int free = places == null ? slots - running : Math.min(slots - running, places);
        List<ScheduledUnit> started = candidates(free);
        started.forEach(this::claim);
        places = places == null ? null : places - started.size();
        return started;
    }

    /** Those that would start, at most so many. */
    private List<ScheduledUnit> candidates(int most) {
        List<ScheduledUnit> candidates = new ArrayList<>();
        Set<String> busy = new HashSet<>(busyDirectories);
        Set<ScheduledUnit> inInit = new HashSet<>(initialising);
        for (ScheduledUnit unit : ready) {
            if (candidates.size() >= most) {
                break;
            }
            if (initMayGo(unit, inInit) && busy.add(unit.unit.directory())) {
                candidates.add(unit);
                if (!unit.initialised) {
                    inInit.add(unit);
                }
            }
        }
        return candidates;
    }

    /** @param inInit whose init isn't over */
    private boolean initMayGo(ScheduledUnit unit, Set<ScheduledUnit> inInit) {
        if (unit.initialised) {
            return true;
        }
        return switch (inits) {
            case NONE -> true;
            case ONE_PER_MODULE -> !isInInit(inInit, unit.unit.module());
            case ONE_AT_A_TIME -> inInit.isEmpty();
        };
    }

    private static boolean isInInit(Set<ScheduledUnit> inInit, String module) {
        for (ScheduledUnit other : inInit) {
            if (other.unit.module().equals(module)) {
                return true;
            }
        }
        return false;
    }
}
