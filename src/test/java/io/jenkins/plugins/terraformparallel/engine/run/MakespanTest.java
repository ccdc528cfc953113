package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How long runs take whose durations are known: the real scheduler, in virtual time. */
class MakespanTest {

    private static final int SLOTS = 4;

    @Test
    void twentyFourModulesTakeAsLongAsTheLongestOfThem() {
        List<Candidate> units = new ArrayList<>();
        IntStream.range(0, 24)
                .forEach(number -> units.add(new Candidate(
                        "m" + number, "m" + number, List.of(), number < 20 ? 1000L : number < 23 ? 4000L : 12_000L)));

        assertThat(makespan(units, names(units))).isEqualTo(17_000);
        assertThat(makespan(units, StartOrder.of(units).names())).isEqualTo(12_000);
    }

    @Test
    void workspacesOfOneModuleDoNotMakeATail() {
        List<Candidate> units = new ArrayList<>();
        IntStream.range(0, 12)
                .forEach(number -> units.add(new Candidate("m" + number, "m" + number, List.of(), 3000L)));
        IntStream.range(0, 6).forEach(number -> units.add(new Candidate("w" + number, "w", List.of(), 2000L)));

        assertThat(makespan(units, names(units))).isEqualTo(21_000);
        assertThat(makespan(units, StartOrder.of(units).names())).isEqualTo(12_000);
    }

    @Test
    void graphsOfThirtyUnitsTakeLittleMoreThanAnyOrderMust() {
        List<Double> ratios = IntStream.range(0, 20)
                .mapToObj(seed -> ratio(graph(30, new Random(seed))))
                .sorted()
                .toList();

        assertThat((ratios.get(9) + ratios.get(10)) / 2)
                .as("median of %s", ratios)
                .isLessThanOrEqualTo(1.1);
    }

    /** Graham's bound holds for every list; a scheduler that leaves a slot idle would break it. */
    @Property(tries = 300)
    void noGraphTakesLongerThanGrahamsBound(@ForAll long seed) {
        Random random = new Random(seed);
        List<Candidate> units = graph(1 + random.nextInt(60), random);
        StartOrder order = StartOrder.of(units);
        long sum = units.stream().mapToLong(Candidate::expectedMillis).sum();
        long path = path(units, order);

        assertThat(makespan(units, order.names())).isLessThanOrEqualTo(sum / SLOTS + path);
    }

    private static double ratio(List<Candidate> units) {
        StartOrder order = StartOrder.of(units);
        double sum = units.stream().mapToLong(Candidate::expectedMillis).sum();
        return makespan(units, order.names()) / Math.max(sum / SLOTS, path(units, order));
    }

    private static long path(List<Candidate> units, StartOrder order) {
        return units.stream()
                .mapToLong(unit -> order.of(unit.name()).untilEnd())
                .max()
                .orElse(0);
    }

    /** Up to three prerequisites among the last ten, durations between 0.5 s and 30 s, most of them short. */
    private static List<Candidate> graph(int size, Random random) {
        List<Candidate> units = new ArrayList<>();
        for (int count = 0; count < size; count++) {
            int number = count;
            int first = Math.max(0, number - 10);
            List<String> before = random.ints(random.nextInt(4), 0, 10)
                    .distinct()
                    .map(back -> number - 1 - back)
                    .filter(other -> other >= first)
                    .mapToObj(other -> "u" + other)
                    .toList();
            long millis = 500 + (long) (29_500 * Math.pow(random.nextDouble(), 2));
            units.add(new Candidate("u" + number, "u" + number, before, millis));
        }
        return units;
    }

    private static List<String> names(List<Candidate> units) {
        return units.stream().map(Candidate::name).toList();
    }

    private record End(long at, int place, String unit) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return at == other.at ? Integer.compare(place, other.place) : Long.compare(at, other.at);
        }
    }

    private static long makespan(List<Candidate> units, List<String> order) {
        Map<String, Candidate> byName = new HashMap<>();
        units.forEach(unit -> byName.put(unit.name(), unit));
        Scheduler scheduler = new Scheduler(
                SLOTS,
                FailFast.OFF,
                Scheduler.Inits.NONE,
                order.stream()
                        .map(byName::get)
                        .map(unit -> new SchedulerUnit(
                                unit.name(), unit.directory(), unit.directory(), unit.prerequisites()))
                        .toList());
        PriorityQueue<End> running = new PriorityQueue<>();
        long now = 0;
        int started = 0;
        List<SchedulerDecision> decisions = scheduler.on(new SchedulerEvent.Begun());
        while (true) {
            for (SchedulerDecision decision : decisions) {
                if (decision instanceof SchedulerDecision.Start start) {
                    Candidate unit = byName.get(start.unit());
                    running.add(new End(now + unit.expectedMillis(), started++, unit.name()));
                } else if (decision instanceof SchedulerDecision.Finish) {
                    assertThat(started).isEqualTo(units.size());
                    return now;
                }
            }
            End next = running.remove();
            now = next.at;
            decisions = scheduler.on(new SchedulerEvent.Ended(next.unit, Outcome.SUCCEEDED));
        }
    }
}
