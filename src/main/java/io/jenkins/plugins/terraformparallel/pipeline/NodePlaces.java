package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.agent.AgentPlace;
import io.jenkins.plugins.terraformparallel.engine.run.UnitPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The places for units on every node, of all runs of this controller together. Nothing of it is saved: a run says with each
 * call how many it has, and after a restart is told what the runs that have no end have. Who could have a free place is woken,
 * asks and gets it; until then nobody else does. Thread-safe.
 */
final class NodePlaces {

    /** One run on its node. */
    private static final class Place {
        private final String build;
        private final Runnable wake;

        // Mutable state, guarded by the places
        private int has;
        private int wants;
        private long since;

        private Place(String build, Runnable wake) {
            this.build = build;
            this.wake = wake;
        }
    }

    private final ToIntFunction<String> limits;

    // Guarded by this
    /** By node and run, in the order in which they came. */
    private final Map<String, Map<String, Place>> nodes = new HashMap<>();

    private long turns;

    /** @param limits how many places a node of this name has, at least 1; asked anew at each call */
    NodePlaces(ToIntFunction<String> limits) {
        this.limits = limits;
    }

    /**
     * The places of a node as one run sees them.
     *
     * @param node its name
     * @param run its id
     * @param build in words, for whoever waits
     * @param wake called, on any thread, when the run should ask again
     */
    UnitPlaces of(String node, String run, String build, Runnable wake) {
        return (running, wanted) -> {
            List<Runnable> others = new ArrayList<>();
            UnitPlaces.Answer answer = ask(node, run, new Place(build, wake), running, wanted, others);
            others.forEach(Runnable::run);
            return answer;
        };
    }

    private UnitPlaces.Answer ask(
            String node, String run, Place asking, int running, int wanted, List<Runnable> others) {
        int limit = limits.applyAsInt(node);
        synchronized (this) {
            Map<String, Place> there = nodes.computeIfAbsent(node, any -> new LinkedHashMap<>());
            Place before = there.put(run, asking);
            asking.has = running;
            asking.wants = wanted;
            asking.since = before == null || before.wants == 0 ? turns++ : before.since;
            Map<String, Integer> given = FairShare.of(limit, shares(there));
            int places = given.getOrDefault(run, 0);
            if (places > 0) {
                asking.has += places;
                asking.wants -= places;
                asking.since = turns++;
            }
            given.keySet().stream()
                    .filter(other -> !other.equals(run))
                    .forEach(other -> others.add(there.get(other).wake));
            return new UnitPlaces.Answer(places, asking.wants == 0 ? null : waitsFor(node, limit, there));
        }
    }

    private static List<FairShare.Share> shares(Map<String, Place> there) {
        List<FairShare.Share> shares = new ArrayList<>();
        there.forEach((run, place) -> shares.add(new FairShare.Share(run, place.has, place.wants, place.since)));
        return shares;
    }

    private static String waitsFor(String node, int limit, Map<String, Place> there) {
        int taken = there.values().stream().mapToInt(place -> place.has).sum();
        String builds = there.values().stream()
                .filter(place -> place.has > 0)
                .map(place -> place.build)
                .distinct()
                .collect(Collectors.joining(", "));
        return "a free place on " + AgentPlace.words(node) + ": " + taken + " of " + limit + " in use"
                + (builds.isEmpty() ? "" : " by " + builds);
    }

    /** What a run had when the controller stopped it has again, whatever the limit. */
    synchronized void restore(String node, String run, String build, int units) {
        Map<String, Place> there = nodes.computeIfAbsent(node, any -> new LinkedHashMap<>());
        there.computeIfAbsent(run, any -> new Place(build, () -> {})).has += units;
    }

    /** The run can't ask at the moment: it keeps what it has and wants no more. */
    void pause(@CheckForNull String run) {
        change(run, false);
    }

    /** The run is over: nothing of it runs any more, or nobody can tell. */
    void leave(String run) {
        change(run, true);
    }

    private void change(@CheckForNull String run, boolean over) {
        List<Runnable> woken = new ArrayList<>();
        synchronized (this) {
            for (Map.Entry<String, Map<String, Place>> node : nodes.entrySet()) {
                Map<String, Place> there = node.getValue();
                Place place = over ? there.remove(run) : there.get(run);
                if (place != null) {
                    place.wants = 0;
                    // One look at the limit is as good as another: who is woken in vain asks in vain.
                    there.values().stream().filter(other -> other.wants > 0).forEach(other -> woken.add(other.wake));
                }
            }
            nodes.values().removeIf(Map::isEmpty);
        }
        woken.forEach(Runnable::run);
    }

    /** On how many nodes anything runs or waits. */
    synchronized int nodes() {
        return nodes.size();
    }
}
