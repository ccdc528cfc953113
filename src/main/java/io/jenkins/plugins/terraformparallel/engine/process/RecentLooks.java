package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was seen a moment ago of processes whose end will be told: when that of another one is, they needn't be looked at
 * again. Not thread-safe: the run's driver.
 */
public final class RecentLooks {

    /** Less than the time after which the driver looks for output by itself. */
    private static final long RECENT_NANOS = 200_000_000L;

    private static final byte[] NOTHING = {};

    /** Looks at processes; answers in the order asked. */
    public interface Look {
        List<ProcessProgress> at(List<ProcessQuery> queries) throws IOException;
    }

    private record Seen(ProcessState state, long nanos) {}

    // Mutable state
    private final Map<ProcessId, Seen> seen = new HashMap<>();

    /**
     * What is known of processes, after a look at those of which it isn't known well enough.
     *
     * @param told whose end will be told
     * @param nanos now, by a clock that never goes back
     * @return in the order asked; of whom wasn't looked at, its state of a moment ago and no output
     */
    public List<ProcessProgress> answers(
            List<ProcessQuery> queries, Predicate<ProcessQuery> told, long nanos, Look look) throws IOException {
        seen.values().removeIf(last -> nanos - last.nanos() > RECENT_NANOS);
        List<ProcessQuery> asked = new ArrayList<>();
        Map<ProcessId, ProcessProgress> answers = new HashMap<>();
        for (ProcessQuery query : queries) {
            Seen last = told.test(query) ? seen.get(query.id()) : null;
            if (last == null) {
                asked.add(query);
            } else {
                answers.put(query.id(), new ProcessProgress(query.id(), last.state(), NOTHING, NOTHING, false));
            }
        }
        if (!asked.isEmpty()) {
            for (ProcessProgress answer : look.at(asked)) {
                answers.put(answer.id(), answer);
                note(answer, nanos);
            }
        }
        return queries.stream().map(query -> answers.get(query.id())).toList();
    }

    /** A process was just started: it is about to say who it is, and has nothing else to say for a moment. */
    public void started(ProcessId id, long nanos) {
        seen.put(id, new Seen(new ProcessState.Starting(), nanos));
    }

    /** Whatever was seen of a unit's processes: the next question looks at them. */
    public void forget(String unit) {
        seen.keySet().removeIf(id -> id.unit().equals(unit));
    }

    private void note(ProcessProgress answer, long nanos) {
        if (answer.more() || answer.state().isFinal()) {
            seen.remove(answer.id());
        } else {
            seen.put(answer.id(), new Seen(answer.state(), nanos));
        }
    }
}
