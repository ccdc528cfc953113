package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A run to be simulated: its units, its settings, and how much goes wrong.
 *
 * @param trouble chances in percent
 * @param seed of what happens by chance
 */
record SchedulerScenario(
        List<SchedulerUnit> units,
        int slots,
        FailFast failFast,
        SchedulerSlots.Inits inits,
        Trouble trouble,
        long seed) {

    private static final int MAX_UNITS = 60;
    private static final int MAX_EDGES = 120;

    /**
     * Chances in percent: of a unit to fail, of one to need another's apply, of a started one to be blocked, of an abort
     * or a lost journal after an event, of a hold, and of an event that makes no sense.
     */
    record Trouble(int failed, int needsApply, int blocked, int aborted, int held, int nonsense) {
        static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0);
    }

    private record Edge(int from, int to) {}

    /** A new scheduler for this run, to which nothing has happened yet. */
    Scheduler scheduler() {
        return new Scheduler(slots, failFast, inits, units);
    }

    /** Scenarios of every kind. */
    static Arbitrary<SchedulerScenario> any() {
        return with(Combinators.combine(
                        Arbitraries.of(0, 3, 20),
                        Arbitraries.of(0, 0, 3),
                        Arbitraries.of(0, 10, 30),
                        Arbitraries.of(0, 0, 1, 5),
                        Arbitraries.of(0, 0, 10),
                        Arbitraries.of(0, 10))
                .as(Trouble::new));
    }

    /** Scenarios in which this goes wrong. */
    static Arbitrary<SchedulerScenario> with(Arbitrary<Trouble> trouble) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, MAX_UNITS).flatMap(SchedulerScenario::graphs),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(FailFast.class),
                        Arbitraries.of(SchedulerSlots.Inits.class),
                        trouble,
                        Arbitraries.longs())
                .as(SchedulerScenario::new);
    }

    /** Graphs of that many units; the order of the list has nothing to do with the direction of the edges. */
    private static Arbitrary<List<SchedulerUnit>> graphs(int count) {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, count - 1);
        return Combinators.combine(
                        Arbitraries.shuffle(IntStream.range(0, count).boxed().toList()),
                        Combinators.combine(numbers, numbers)
                                .as(Edge::new)
                                .list()
                                .ofMaxSize(Math.min(MAX_EDGES, 2 * count)),
                        numbers.list().ofSize(count))
                .as((order, edges, directories) -> order.stream()
                        .map(number -> new SchedulerUnit(
                                name(number),
                                "directory-" + directories.get(number),
                                "module-" + directories.get(number) / 3,
                                prerequisites(number, edges)))
                        .toList());
    }

    /** A unit only ever needs one with a smaller number, so there are no cycles. */
    private static List<String> prerequisites(int number, List<Edge> edges) {
        return edges.stream()
                .filter(edge -> Math.max(edge.from, edge.to) == number && edge.from != edge.to)
                .map(edge -> name(Math.min(edge.from, edge.to)))
                .distinct()
                .toList();
    }

    private static String name(int number) {
        return "u" + number;
    }
}
