package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import java.util.OptionalLong;

/**
 * How long a unit is expected to take the next time: half of what it took, half of what was expected. So one slow run
 * changes an estimate, and doesn't make it. Only success counts, because failures end early. In milliseconds.
 */
public final class UsualDuration {

    private UsualDuration() {}

    /**
     * What a unit's processes took together; empty unless it has succeeded by their work. The time between them doesn't
     * count: no engine may have lived then, or the unit waited for others.
     */
    public static OptionalLong taken(UnitReport unit) {
        // Without a process it was applied before.
        boolean counts =
                unit.status() == UnitState.SUCCEEDED && !unit.processes().isEmpty();
        return counts
                ? OptionalLong.of(unit.processes().stream()
                        .mapToLong(ProcessReport::durationMillis)
                        .sum())
                : OptionalLong.empty();
    }

    /** @param expected null where nothing was */
    public static long smoothed(@CheckForNull Long expected, long taken) {
        return expected == null ? taken : expected / 2 + taken / 2 + (expected % 2 + taken % 2) / 2;
    }

    /** What is expected of a unit after this run of it; empty where there is still nothing to go by. */
    public static OptionalLong after(UnitReport unit) {
        Long expected = unit.expectedMillis();
        OptionalLong taken = taken(unit);
        if (taken.isPresent()) {
            return OptionalLong.of(smoothed(expected, taken.getAsLong()));
        }
        return expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
    }
}
