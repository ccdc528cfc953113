package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order units start, so that a run takes as short as it can: first those with the longest way to the run's end,
 * which is what a unit and the longest chain of units after it are expected to take. That is list scheduling by bottom
 * levels (HLFET), seldom more than a few percent from the optimum; where no unit waits for another it is "longest first"
 * (LPT), never more than a third from it. Units that must take turns on one directory count as a chain, too.
 *
 * <p>A unit whose duration isn't known is expected to take the median of the others; where none is known, each counts as
 * one, so that the longest chain of units comes first. Whatever is equal keeps its place. Immutable, a pure function of
 * what it is made of.
 *
 * @see <a href="https://doi.org/10.1145/361604.361619">Adam, Chandy, Dickson: A comparison of list schedules for parallel
 *     processing systems, 1974</a>
 * @see <a href="https://doi.org/10.1137/0117039">Graham: Bounds on multiprocessing timing anomalies, 1969</a>
 */
public final class StartOrder {

    /** Whoever says that a unit takes longer is mistaken; sums of it don't overflow. */
    private static final long MOST_MILLIS = 366L * 24 * 60 * 60 * 1000;

    private final Map<String, Expectation> expectations;
    private final boolean known;

    /**
     * What a unit's place depends on.
     *
     * @param directory units that share it take turns
     * @param prerequisites names of the units that must succeed first; those that aren't among the candidates don't count
     * @param expectedMillis null where it isn't known
     */
    public record Candidate(
            String name,
            String directory,
            List<String> prerequisites,
            @CheckForNull Long expectedMillis) {}

    /**
     * What is expected of a unit, in milliseconds; in units where no duration is known at all.
     *
     * @param duration of the unit itself
     * @param known whether that is more than a guess
     * @param untilEnd from its start to the end of the longest chain of units that begins with it
     */
    public record Expectation(long duration, boolean known, long untilEnd) {}

    private record Node(Candidate unit, int place, long duration, List<Node> successors, long[] untilEnd) {

        long level() {
            return untilEnd[0];
        }

        void after(long successor) {
            untilEnd[0] = Math.max(untilEnd[0], duration + successor);
        }
    }

    private StartOrder(Map<String, Expectation> expectations, boolean known) {
        this.expectations = expectations;
        this.known = known;
    }

    /** @param units in the order that they keep where nothing else decides; names unique, prerequisites without a cycle */
    public static StartOrder of(List<Candidate> units) {
        List<Long> durations = new ArrayList<>();
        for (Candidate unit : units) {
            Long expected = unit.expectedMillis();
            if (expected != null) {
                durations.add(bounded(expected));
            }
        }
        Collections.sort(durations);
        long guess = durations.isEmpty() ? 1 : durations.get((durations.size() - 1) / 2);
        List<Node> nodes = nodes(units, guess);
        levels(nodes);
        nodes.sort(StartOrder::longestFirst);
        withTurns(nodes);
        nodes.sort(StartOrder::longestFirst);
        Map<String, Expectation> expectations = new LinkedHashMap<>();
        for (Node node : nodes) {
            boolean known = node.unit.expectedMillis() != null;
            expectations.put(node.unit.name(), new Expectation(node.duration, known, node.level()));
        }
        return new StartOrder(expectations, !durations.isEmpty());
    }

    /** The units' names, the first to start first; each comes after its prerequisites. */
    public List<String> names() {
        return List.copyOf(expectations.keySet());
    }

    /** Whether any duration is known; otherwise expectations count units. */
    public boolean isKnown() {
        return known;
    }

    /** @throws IllegalArgumentException where no unit has this name */
    public Expectation of(String name) {
        Expectation found = expectations.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no unit named " + name);
        }
        return found;
    }

    private static List<Node> nodes(List<Candidate> units, long guess) {
        Map<String, Node> byName = new LinkedHashMap<>();
        for (Candidate unit : units) {
            Long expected = unit.expectedMillis();
            long duration = expected == null ? guess : bounded(expected);
            byName.put(unit.name(), new Node(unit, byName.size(), duration, new ArrayList<>(), new long[] {duration}));
        }
        for (Node node : byName.values()) {
            for (String prerequisite : node.unit.prerequisites()) {
                Node before = byName.get(prerequisite);
                if (before != null) {
                    before.successors.add(node);
                }
            }
        }
        return new ArrayList<>(byName.values());
    }

    /** From the ends of the chains backwards. */
    private static void levels(List<Node> nodes) {
        Map<String, Integer> successorsLeft = new HashMap<>();
        Map<String, Node> byName = new HashMap<>();
        Deque<Node> done = new ArrayDeque<>();
        for (Node node : nodes) {
            byName.put(node.unit.name(), node);
            successorsLeft.put(node.unit.name(), node.successors.size());
            if (node.successors.isEmpty()) {
                done.add(node);
            }
        }
        for (Node node = done.poll(); node != null; node = done.poll()) {
            for (String prerequisite : node.unit.prerequisites()) {
                Node before = byName.get(prerequisite);
                if (before != null) {
                    before.after(node.level());
                    if (successorsLeft.merge(prerequisite, -1, Integer::sum) == 0) {
                        done.add(before);
                    }
                }
            }
        }
    }

    /** Whoever has the longest way goes first, also among those that share a directory: the others wait for it. */
    private static void withTurns(List<Node> longestFirst) {
        Map<String, Node> nextInDirectory = new HashMap<>();
        for (int i = longestFirst.size() - 1; i >= 0; i--) {
            Node node = longestFirst.get(i);
            for (Node successor : node.successors) {
                node.after(successor.level());
            }
            Node next = nextInDirectory.put(node.unit.directory(), node);
            if (next != null) {
                node.after(next.level());
            }
        }
    }

    private static int longestFirst(Node one, Node other) {
        int byLevel = Long.compare(other.level(), one.level());
        return byLevel != 0 ? byLevel : Integer.compare(one.place(), other.place());
    }

    /** Never 0: whoever waits for another has the shorter way, whatever durations say. */
    private static long bounded(long millis) {
        return Math.max(1, Math.min(MOST_MILLIS, millis));
    }
}
