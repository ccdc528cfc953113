package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Guesses how long a run will still take: plays it to its end with the durations that are expected of its units, in the
 * order in which they start. That units of one directory take turns counts for that order only, and what waits for other
 * runs isn't looked at.
 */
public final class TimeLeft {

    /** A unit that runs longer than usual is expected to take a tenth more of what it has taken. */
    private static final int OVERDUE = 10;

    /** From so many units of this run on its own durations serve where nothing else is known. */
    private static final int ENOUGH = 3;

    private final RunReport report;
    private final Map<String, List<String>> prerequisites;
    private final StartOrder order;

    // Mutable state: the play
    private final Set<String> open = new HashSet<>();
    private final List<String> queue = new ArrayList<>();
    private final PriorityQueue<End> running = new PriorityQueue<>();

    private record End(long at, String unit) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return Long.compare(at, other.at);
        }
    }

    private TimeLeft(RunReport report, @CheckForNull Long typical) {
        this.report = report;
        this.prerequisites = prerequisites(report);
        this.order = StartOrder.of(report.units().stream()
                .map(unit -> new StartOrder.Candidate(
                        unit.name(),
                        unit.path(),
                        prerequisites.getOrDefault(unit.name(), List.of()),
                        typical == null ? unit.expectedMillis() : typical))
                .toList());
    }

    /**
     * In milliseconds from the report's moment on.
     *
     * @return empty where nothing is known, or the run isn't going its usual way any more
     */
    public static OptionalLong of(RunReport report) {
        if (report.isOver() || report.abort() != null) {
            return OptionalLong.empty();
        }
        if (report.units().stream().anyMatch(unit -> unit.expectedMillis() != null)) {
            return OptionalLong.of(new TimeLeft(report, null).play());
        }
        LongSummaryStatistics own = report.unitsIn(UnitState.SUCCEEDED).stream()
                .mapToLong(UnitReport::durationMillis)
                .summaryStatistics();
        return own.getCount() < ENOUGH
                ? OptionalLong.empty()
                : OptionalLong.of(new TimeLeft(report, own.getSum() / own.getCount()).play());
    }

    private long play() {
        Set<String> queued = new HashSet<>();
        for (UnitReport unit : report.units()) {
            if (unit.status() == UnitState.RUNNING) {
                open.add(unit.name());
                long taken = unit.durationMillis();
                long left = Math.max(duration(unit.name()) - taken, taken / OVERDUE);
                running.add(new End(left, unit.name()));
            } else if (unit.status() == UnitState.QUEUED) {
                open.add(unit.name());
                queued.add(unit.name());
            }
        }
        order.names().stream().filter(queued::contains).forEach(queue::add);
        long now = 0;
        fill(now);
        while (!running.isEmpty()) {
            End end = running.poll();
            now = end.at;
            open.remove(end.unit);
            fill(now);
        }
        return now;
    }

    private void fill(long now) {
        for (int i = 0; i < queue.size() && running.size() < report.parallelUsed(); ) {
            String unit = queue.get(i);
            if (prerequisites.getOrDefault(unit, List.of()).stream().anyMatch(open::contains)) {
                i++;
            } else {
                queue.remove(i);
                running.add(new End(now + duration(unit), unit));
            }
        }
    }

    private long duration(String unit) {
        return order.of(unit).duration();
    }

    /** Mirrors WorkPlan: for destroy the edges are turned round, validate and init ignore them. */
    private static Map<String, List<String>> prerequisites(RunReport report) {
        Map<String, List<String>> edges = new HashMap<>();
        if (report.operation().isOrdered()) {
            boolean reversed = report.operation() == Operation.DESTROY;
            for (UnitReport unit : report.units()) {
                for (String other : unit.dependsOn()) {
                    edges.computeIfAbsent(reversed ? other : unit.name(), any -> new ArrayList<>())
                            .add(reversed ? unit.name() : other);
                }
            }
        }
        return edges;
    }
}
