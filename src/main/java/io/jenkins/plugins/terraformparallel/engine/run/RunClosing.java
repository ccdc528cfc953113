package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.EndCause;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Closes the journal of a run whose processes nobody can look after any more, because their machine is gone for good: a
 * fold over the events so far. Where the machine can be asked, {@link ParallelRuns#conclude} knows more. Not thread-safe.
 */
public final class RunClosing {

    private final String because;

    // Mutable state
    private final Map<String, UnitOutline> units = new LinkedHashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Map<String, UnitState> states = new HashMap<>();
    private final Set<EndCause> causes = EnumSet.noneOf(EndCause.class);
    private final Map<String, List<String>> unfinished = new HashMap<>();

    /** Null while nobody asked the run to stop. */
    @CheckForNull
    private String abortCause;

    private boolean ended;

    private RunClosing(String because) {
        this.because = because;
    }

    /**
     * The events that bring a journal to its end: every unit that was started and has no end is FAILED, every other one
     * SKIPPED.
     *
     * @param journal the events so far, cut off anywhere
     * @param because what happened, in words that go on a sentence, such as {@code agent x was removed}
     * @param now when that is found; a journal that knows of later events ends with the last of them
     * @return to be appended in this order; empty where the journal has no beginning, or has its end already
     */
    public static List<RunEvent> events(List<RunEvent> journal, String because, Instant now) {
        RunClosing closing = new RunClosing(because);
        Instant at = now;
        for (RunEvent event : journal) {
            closing.accept(event);
            at = event.at().isAfter(at) ? event.at() : at;
        }
        boolean begun = !journal.isEmpty() && journal.get(0) instanceof RunEvent.RunStarted;
        return begun && !closing.ended ? closing.end(at) : List.of();
    }

    private void accept(RunEvent event) {
        if (event instanceof RunEvent.RunStarted run) {
            run.units().forEach(unit -> units.putIfAbsent(unit.name(), unit));
        } else if (event instanceof RunEvent.UnitStarted unit) {
            started.add(unit.unit());
        } else if (event instanceof RunEvent.ChainStarting chain) {
            started.add(chain.unit());
        } else if (event instanceof RunEvent.ProcessEnded process) {
            started.add(process.unit());
            unfinished.put(process.unit(), process.findings().unfinished());
        } else if (event instanceof RunEvent.UnitEnded end) {
            ended(end);
        } else if (event instanceof RunEvent.AbortRequested abort) {
            abortCause = abort.cause();
        } else if (event instanceof RunEvent.RunResumed) {
            ended = false;
        } else if (event instanceof RunEvent.RunEnded) {
            ended = true;
        }
    }

    private void ended(RunEvent.UnitEnded end) {
        if (states.putIfAbsent(end.unit(), end.state()) == null && end.cause() != null) {
            causes.add(end.cause());
        }
    }

    private List<RunEvent> end(Instant at) {
        List<RunEvent> events = new ArrayList<>();
        for (String unit : units.keySet()) {
            if (!states.containsKey(unit)) {
                RunEvent.UnitEnded end = started.contains(unit) ? failed(unit, at) : skipped(unit, at);
                ended(end);
                events.add(end);
            }
        }
        states.keySet().retainAll(units.keySet());
        events.add(new RunEvent.RunEnded(at, RunStatus.of(states.values(), causes)));
        return events;
    }

    private RunEvent.UnitEnded failed(String unit, Instant at) {
        List<String> tainted = unfinished.getOrDefault(unit, List.of());
        return new RunEvent.UnitEnded(
                at,
                unit,
                UnitState.FAILED,
                EndCause.HOST_LOST,
                because + "; state and lock unknown",
                new UnitNotes(null, false, null, tainted, null, null, List.of()));
    }

    /** An abort that came before counts as the reason: nothing would have started any more. */
    private RunEvent.UnitEnded skipped(String unit, Instant at) {
        return new RunEvent.UnitEnded(
                at,
                unit,
                UnitState.SKIPPED,
                abortCause == null ? EndCause.HOST_LOST : EndCause.ABORT,
                abortCause == null
                        ? "not started, because " + because
                        : "not started, because the run was aborted by " + abortCause,
                UnitNotes.NONE);
    }
}
