package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs, waits and has ended, as the events so far tell it. Not thread-safe. */
final class RunProgress {

    // Mutable state
    private final Map<String, UnitProgress> running = new LinkedHashMap<>();
    private final Map<String, String> logs = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<UnitState, Integer> ended = new EnumMap<>(UnitState.class);
    private int units;

    /** Takes note of an event; a unit that ends is still there while its end is told. */
    void before(RunEvent event) {
        if (event instanceof RunEvent.RunStarted started) {
            units = started.units().size();
            for (UnitOutline unit : started.units()) {
                logs.put(unit.name(), unit.log());
            }
        } else if (event instanceof RunEvent.UnitWaiting unit) {
            if (!running.containsKey(unit.unit())) {
                waiting.add(unit.unit());
            }
        } else if (event instanceof RunEvent.UnitStarted unit) {
            waiting.remove(unit.unit());
            unit(unit.unit(), unit.at());
        } else if (event instanceof RunEvent.ChainStarting chain) {
            unit(chain.unit(), chain.at()).starting(chain.processes());
        } else if (event instanceof RunEvent.PlanTaken plan) {
            unit(plan.unit(), plan.at()).found(plan.findings());
        } else if (event instanceof RunEvent.ProcessEnded process) {
            unit(process.unit(), process.startedAt()).ended(process);
        } else if (event instanceof RunEvent.UnitInterrupted unit) {
            unit(unit.unit(), unit.at()).interrupted(unit.why());
        }
    }

    /** Draws the consequences of an event once it was told. */
    void after(RunEvent event) {
        if (event instanceof RunEvent.UnitEnded end) {
            running.remove(end.unit());
            waiting.remove(end.unit());
            ended.merge(end.state(), 1, Integer::sum);
        }
    }

    /** In the order in which they were started. */
    List<UnitProgress> running() {
        return new ArrayList<>(running.values());
    }

    /** The unit, also one that has never started. */
    UnitProgress unit(String name, Instant at) {
        boolean known = running.containsKey(name);
        UnitProgress unit = known ? running.get(name) : new UnitProgress(name, logs.getOrDefault(name, ""), at);
        if (!known) {
            running.put(name, unit);
        }
        return unit;
    }

    /** The unit if it runs, else one about which nothing is known but its name. */
    UnitProgress find(String name, Instant at) {
        UnitProgress unit = running.get(name);
        return unit == null ? new UnitProgress(name, logs.getOrDefault(name, ""), at) : unit;
    }

    int units() {
        return units;
    }

    /** How many have ended, in any of these states; without any: in whatever state. */
    int ended(UnitState... states) {
        Collection<UnitState> wanted = states.length == 0 ? ended.keySet() : List.of(states);
        int count = 0;
        for (UnitState state : wanted) {
            count += ended.getOrDefault(state, 0);
        }
        return count;
    }

    /** How many wait for somebody outside the run. */
    int waitingForOthers() {
        return waiting.size();
    }

    /** How many have not begun, those that wait for somebody else aside. */
    int queued() {
        return Math.max(0, units - ended() - running.size() - waiting.size());
    }
}
