package io.jenkins.plugins.terraformparallel.engine.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Finds the cycles of a graph: of each strongly connected component (Tarjan, with a stack of its own, because chains may
 * be long) the shortest one. Used once, by one thread.
 */
final class Cycles {

    private static final int UNSEEN = -1;

    private final DependencyGraph graph;
    private final int[] index;
    private final int[] low;

    /** The component of each node that has left the stack; {@link #UNSEEN} before. */
    private final int[] component;

    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();
    private int nextIndex;

    /** For the search through one component, and cleared after it: how far a node is from the start, and by which edge. */
    private final int[] distance;

    private final int[] from;

    private Cycles(DependencyGraph graph) {
        this.graph = graph;
        this.index = filled(graph.size());
        this.low = new int[graph.size()];
        this.component = filled(graph.size());
        this.distance = filled(graph.size());
        this.from = new int[graph.size()];
    }

    /**
     * The shortest cycle of each component that has one, each from its smallest node to that before it: {@code [0, 2]}
     * says that 0 comes after 2, and 2 after 0. A node that must come before itself is a cycle, too.
     */
    static List<List<Integer>> of(DependencyGraph graph) {
        Cycles search = new Cycles(graph);
        for (int node = 0; node < graph.size(); node++) {
            if (search.index[node] == UNSEEN) {
                search.visit(node);
            }
        }
        List<List<Integer>> cycles = new ArrayList<>();
        for (List<Integer> nodes : search.components) {
            List<Integer> cycle = search.shortest(nodes);
            if (!cycle.isEmpty()) {
                cycles.add(cycle);
            }
        }
        cycles.sort(Comparator.comparing(cycle -> cycle.get(0)));
        return cycles;
    }

    private void visit(int root) {
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(enter(root));
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            if (step.read < step.before.length) {
                int other = step.before[step.read++];
                if (index[other] == UNSEEN) {
                    steps.push(enter(other));
                } else if (component[other] == UNSEEN) {
                    low[step.node] = Math.min(low[step.node], index[other]);
                }
            } else {
                steps.pop();
                if (!steps.isEmpty()) {
                    int parent = steps.peek().node;
                    low[parent] = Math.min(low[parent], low[step.node]);
                }
                leave(step.node);
            }
        }
    }

    private Step enter(int node) {
        index[node] = nextIndex;
        low[node] = nextIndex++;
        open.push(node);
        return new Step(node, graph.before(node));
    }

    private void leave(int node) {
        if (low[node] != index[node]) {
            return;
        }
        List<Integer> nodes = new ArrayList<>();
        int member;
        do {
            member = open.pop();
            component[member] = components.size();
            nodes.add(member);
        } while (member != node);
        Collections.sort(nodes);
        components.add(nodes);
    }

    /** The first shortest cycle that starts at a node of a component; empty where there is none. */
    private List<Integer> shortest(List<Integer> nodes) {
        List<Integer> best = List.of();
        for (int start : nodes) {
            int limit = best.isEmpty() ? Integer.MAX_VALUE : best.size() - 1;
            List<Integer> cycle = shortest(start, limit);
            best = cycle.isEmpty() ? best : cycle;
            for (int node : nodes) {
                distance[node] = UNSEEN;
            }
        }
        return best;
    }

    /** Breadth first, from a node back to itself in at most {@code limit} steps. */
    private List<Integer> shortest(int start, int limit) {
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(start);
        distance[start] = 0;
        while (!queue.isEmpty()) {
            int node = queue.remove();
            if (distance[node] == limit) {
                return List.of();
            }
            for (int other : graph.before(node)) {
                if (other == start) {
                    return path(start, node);
                }
                if (component[other] == component[start] && distance[other] == UNSEEN) {
                    distance[other] = distance[node] + 1;
                    from[other] = node;
                    queue.add(other);
                }
            }
        }
        return List.of();
    }

    private List<Integer> path(int start, int end) {
        List<Integer> path = new ArrayList<>();
        for (int node = end; node != start; node = from[node]) {
            path.add(node);
        }
        path.add(start);
        Collections.reverse(path);
        return path;
    }

    private static int[] filled(int size) {
        int[] values = new int[size];
        Arrays.fill(values, UNSEEN);
        return values;
    }

    /** A node whose edges are being followed, and how many of them were. */
    private static final class Step {
        private final int node;
        private final int[] before;
        private int read;

        Step(int node, int[] before) {
            this.node = node;
            this.before = before;
        }
    }
}
