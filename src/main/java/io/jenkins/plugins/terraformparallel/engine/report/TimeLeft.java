package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Guesses how long a run will still take: plays it to its end with the durations that its units usually have. Units that
 * share a directory and what waits for other runs aren't looked at.
 */
public final class TimeLeft {

    /** A unit that runs longer than usual is expected to take a tenth more of what it has taken. */
    private static final int OVERDUE = 10;

    /** From so many units of this run on its own durations serve where nothing else is known. */
    private static final int ENOUGH = 3;

    private final RunReport report;
    private final Map<String, Long> usual;
    private final long typical;

    // Mutable state: the play
    private final Set<String> open = new HashSet<>();
    private final List<UnitReport> queue = new ArrayList<>();
    private final PriorityQueue<End> running = new PriorityQueue<>();

    private record End(long at, String unit) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return Long.compare(at, other.at);
        }
    }

    private TimeLeft(RunReport report, Map<String, Long> usual, long typical) {
        this.report = report;
        this.usual = usual;
        this.typical = typical;
    }

    /**
     * In milliseconds from the report's moment on.
     *
     * @param usual how long units took before, by name
     * @return empty where nothing is known, or the run isn't going its usual way any more
     */
    public static OptionalLong of(RunReport report, Map<String, Long> usual) {
        List<Long> known = report.units().stream()
                .map(unit -> usual.get(unit.name()))
                .filter(duration -> duration != null)
                .toList();
        List<Long> own = report.unitsIn(UnitState.SUCCEEDED).stream()
                .map(UnitReport::durationMillis)
                .toList();
        List<Long> basis = known.isEmpty() && own.size() >= ENOUGH ? own : known;
        if (report.isOver() || report.abort() != null || basis.isEmpty()) {
            return OptionalLong.empty();
        }
        long typical = basis.stream().mapToLong(Long::longValue).sum() / basis.size();
        return OptionalLong.of(new TimeLeft(report, usual, typical).play());
    }

    private long play() {
        for (UnitReport unit : report.units()) {
            if (unit.status() == UnitState.RUNNING) {
                open.add(unit.name());
                long taken = unit.durationMillis();
                long left = Math.max(duration(unit) - taken, taken / OVERDUE);
                running.add(new End(left, unit.name()));
            } else if (unit.status() == UnitState.QUEUED) {
                open.add(unit.name());
                queue.add(unit);
            }
        }
        Map<String, List<String>> prerequisites = prerequisites();
        long now = 0;
        fill(now, prerequisites);
        while (!running.isEmpty()) {
            End end = running.poll();
            now = end.at;
            open.remove(end.unit);
            fill(now, prerequisites);
        }
        return now;
    }

    private void fill(long now, Map<String, List<String>> prerequisites) {
        for (int i = 0; i < queue.size() && running.size() < report.parallelUsed(); ) {
            UnitReport unit = queue.get(i);
            if (prerequisites.getOrDefault(unit.name(), List.of()).stream().anyMatch(open::contains)) {
                i++;
            } else {
                queue.remove(i);
                running.add(new End(now + duration(unit), unit.name()));
            }
        }
    }

    private long duration(UnitReport unit) {
        return usual.getOrDefault(unit.name(), typical);
    }

    /** Mirrors WorkPlan: for destroy the edges are turned round, validate and init ignore them. */
    private Map<String, List<String>> prerequisites() {
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
