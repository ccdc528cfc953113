package io.jenkins.plugins.terraformparallel.engine.run;

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

/**
 * How long the real scheduler takes over units that need no time to run but say how much they would.
 *
 * @param millis until the last of them has ended
 * @param started how many have
 */
public record VirtualMakespan(long millis, int started) {

    static final int SLOTS = 4;
    private static final int REACH = 10;
    private static final int MAX_PREREQUISITES = 3;

    private record End(long at, int place, String unit) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return at == other.at ? Integer.compare(place, other.place) : Long.compare(at, other.at);
        }
    }

    /** What the order that is made of the units takes, as a multiple of what no order can do better than. */
    public static double ratio(List<Candidate> units) {
        StartOrder order = StartOrder.of(units);
        double sum = units.stream().mapToLong(Candidate::expectedMillis).sum();
        return of(units, order.names()).millis / Math.max(sum / SLOTS, longestPath(units, order));
    }

    /** Of all chains of units, the one that takes longest. */
    static long longestPath(List<Candidate> units, StartOrder order) {
        return units.stream()
                .mapToLong(unit -> order.of(unit.name()).untilEnd())
                .max()
                .orElse(0);
    }

    /** Up to three prerequisites among the last ten, durations between 0.5 s and 30 s, most of them short. */
    public static List<Candidate> graph(int size, Random random) {
        List<Candidate> units = new ArrayList<>();
        for (int count = 0; count < size; count++) {
            int number = count;
            List<String> before = random.ints(random.nextInt(MAX_PREREQUISITES + 1), 0, REACH)
                    .distinct()
                    .map(back -> number - 1 - back)
                    .filter(other -> other >= 0)
                    .mapToObj(other -> "u" + other)
                    .toList();
            long millis = 500 + (long) (29_500 * Math.pow(random.nextDouble(), 2));
            units.add(new Candidate("u" + number, "u" + number, before, millis));
        }
        return units;
    }

    /**
     * Plays units to their end, four at once.
     *
     * @param order their names, the first to start first
     */
    static VirtualMakespan of(List<Candidate> units, List<String> order) {
        Map<String, Candidate> byName = new HashMap<>();
        units.forEach(unit -> byName.put(unit.name(), unit));
        Scheduler scheduler = new Scheduler(
                SLOTS,
                FailFast.OFF,
                SchedulerSlots.Inits.NONE,
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
                    return new VirtualMakespan(now, started);
                }
            }
            End next = running.remove();
            now = next.at;
            decisions = scheduler.on(new SchedulerEvent.Ended(next.unit, Outcome.SUCCEEDED));
        }
    }
}
