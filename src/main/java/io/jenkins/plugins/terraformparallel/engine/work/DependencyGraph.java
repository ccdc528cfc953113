package io.jenkins.plugins.terraformparallel.engine.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Who must come before whom, over nodes that are numbers from 0. Where an order is free, the smaller number comes first,
 * so that all answers are the same every time.
 */
final class DependencyGraph {

    private static final int[] NONE = {};

    private final int[][] before;

    /** @param before for each node those that must come before it; known nodes, in any order */
    DependencyGraph(List<? extends Collection<Integer>> before) {
        this.before = new int[before.size()][];
        for (int node = 0; node < this.before.length; node++) {
            this.before[node] = ascending(before.get(node));
        }
    }

    /** Most nodes have none: nothing is made for those. */
    private static int[] ascending(Collection<Integer> nodes) {
        return nodes.isEmpty()
                ? NONE
                : nodes.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
    }

    int size() {
        return before.length;
    }

    /** Those that must come before a node, ascending. */
    int[] before(int node) {
        return before[node].clone();
    }

    /** The same edges turned round. */
    DependencyGraph reversed() {
        List<List<Integer>> after = new ArrayList<>();
        for (int node = 0; node < before.length; node++) {
            after.add(new ArrayList<>());
        }
        for (int node = 0; node < before.length; node++) {
            for (int other : before[node]) {
                after.get(other).add(node);
            }
        }
        return new DependencyGraph(after);
    }

    /** All nodes, each after those before it, the smallest that is possible next; shorter where there are cycles. */
    List<Integer> order() {
        DependencyGraph after = reversed();
        int[] missing = new int[before.length];
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node = 0; node < missing.length; node++) {
            missing[node] = before[node].length;
            if (missing[node] == 0) {
                ready.add(node);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(next);
            for (int follower : after.before[next]) {
                if (--missing[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        return order;
    }
}
