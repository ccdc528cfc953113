package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    @Property
    void everyNodeComesAfterThoseBeforeItAndTheSmallestPossibleIsNext(@ForAll("acyclic") List<Set<Integer>> before) {
        List<Integer> order = new DependencyGraph(before).order();

        assertThat(order).containsExactlyInAnyOrderElementsOf(nodes(before));
        Set<Integer> done = new HashSet<>();
        for (int next : order) {
            int smallest = nodes(before).stream()
                    .filter(node -> !done.contains(node) && done.containsAll(before.get(node)))
                    .findFirst()
                    .orElseThrow();
            assertThat(next).isEqualTo(smallest);
            done.add(next);
        }
    }

    @Property
    void reversedOrdersTheOtherWayRound(@ForAll("acyclic") List<Set<Integer>> before) {
        List<Integer> order = new DependencyGraph(before).reversed().order();

        for (int node : nodes(before)) {
            for (int other : before.get(node)) {
                assertThat(order.indexOf(node)).isLessThan(order.indexOf(other));
            }
        }
        assertThat(order).hasSameSizeAs(before);
    }

    @Property
    void withoutACycleNoneIsReported(@ForAll("acyclic") List<Set<Integer>> before) {
        assertThat(Cycles.of(new DependencyGraph(before))).isEmpty();
    }

    @Property
    void ofEveryComponentWithCyclesAShortestOneIsReported(@ForAll("graphs") List<Set<Integer>> before) {
        List<List<Integer>> cycles = Cycles.of(new DependencyGraph(before));

        Set<Set<Integer>> expected = new HashSet<>();
        for (int node : nodes(before)) {
            Set<Integer> component = component(before, node);
            if (!component.isEmpty()) {
                expected.add(component);
            }
        }
        assertThat(cycles).hasSameSizeAs(expected).isSortedAccordingTo((a, b) -> Integer.compare(a.get(0), b.get(0)));
        Set<Set<Integer>> reported = new HashSet<>();
        for (List<Integer> cycle : cycles) {
            assertThat(cycle).doesNotHaveDuplicates();
            assertThat(cycle.get(0)).isEqualTo(Collections.min(cycle));
            for (int i = 0; i < cycle.size(); i++) {
                assertThat(before.get(cycle.get(i))).contains(cycle.get((i + 1) % cycle.size()));
            }
            Set<Integer> component = component(before, cycle.get(0));
            int shortest = component.stream()
                    .mapToInt(node -> stepsBack(before, node))
                    .min()
                    .orElseThrow();
            assertThat(cycle).hasSize(shortest);
            reported.add(component);
        }
        assertThat(reported).isEqualTo(expected);
    }

    @Property
    void theOrderIsCompleteExactlyWhereThereIsNoCycle(@ForAll("graphs") List<Set<Integer>> before) {
        DependencyGraph graph = new DependencyGraph(before);

        assertThat(graph.order().size() == graph.size())
                .isEqualTo(Cycles.of(graph).isEmpty());
    }

    @Test
    void longChainsAndManyEdgesAreNoProblem() {
        int size = 20_000;
        List<Set<Integer>> before = new ArrayList<>();
        Random random = new Random(3);
        for (int node = 0; node < size; node++) {
            Set<Integer> some = new TreeSet<>();
            for (int i = 0; node > 0 && i < 5; i++) {
                some.add(random.nextInt(node));
            }
            some.add(Math.max(0, node - 1));
            some.remove(node);
            before.add(some);
        }
        assertThat(new DependencyGraph(before).order()).isEqualTo(nodes(before));

        List<Set<Integer>> ring = new ArrayList<>();
        for (int node = 0; node < 2000; node++) {
            ring.add(Set.of((node + 1) % 2000));
        }
        assertThat(Cycles.of(new DependencyGraph(ring))).containsExactly(nodes(ring));
    }

    /** All that can be reached from a node and lead back to it; empty where it is on no cycle. */
    private static Set<Integer> component(List<Set<Integer>> before, int node) {
        Set<Integer> component = new TreeSet<>();
        for (int other : reachable(before, node)) {
            if (reachable(before, other).contains(node)) {
                component.add(other);
            }
        }
        return component;
    }

    private static Set<Integer> reachable(List<Set<Integer>> before, int node) {
        Set<Integer> reached = new TreeSet<>(before.get(node));
        int size;
        do {
            size = reached.size();
            for (int other : List.copyOf(reached)) {
                reached.addAll(before.get(other));
            }
        } while (reached.size() > size);
        return reached;
    }

    private static int stepsBack(List<Set<Integer>> before, int node) {
        Set<Integer> reached = new TreeSet<>(before.get(node));
        int steps = 1;
        while (!reached.contains(node)) {
            Set<Integer> next = new TreeSet<>();
            reached.forEach(other -> next.addAll(before.get(other)));
            reached = next;
            steps++;
        }
        return steps;
    }

    private static List<Integer> nodes(List<?> graph) {
        return IntStream.range(0, graph.size()).boxed().toList();
    }

    @Provide
    Arbitrary<List<Set<Integer>>> graphs() {
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(size -> Arbitraries.integers()
                        .between(0, size - 1)
                        .set()
                        .ofMaxSize(Math.min(size, 3))
                        .list()
                        .ofSize(size));
    }

    /** Each node of a shuffled list needs only those that stand before it there. */
    @Provide
    Arbitrary<List<Set<Integer>>> acyclic() {
        return graphs().flatMap(graph -> Arbitraries.shuffle(nodes(graph)).map(ranks -> {
            List<Set<Integer>> before = new ArrayList<>();
            for (int node = 0; node < graph.size(); node++) {
                int rank = ranks.get(node);
                Set<Integer> kept = new TreeSet<>(graph.get(node));
                kept.removeIf(other -> ranks.get(other) >= rank);
                before.add(kept);
            }
            return before;
        }));
    }
}
