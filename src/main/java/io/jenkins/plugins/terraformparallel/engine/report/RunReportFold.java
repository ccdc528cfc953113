package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a {@link RunReport} of a run's events, of all of them or of the first few: a fold that does nothing else. Events
 * that contradict earlier ones (a second end of a unit, a unit that nobody announced) change nothing.
 *
 * <p>Not thread-safe: whoever feeds it asks it, too. The reports are immutable.
 */
public final class RunReportFold {

    @CheckForNull
    private final String runDirectory;

    // Mutable state
    private final Map<String, UnitFold> units = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** Null before the first event. */
    @CheckForNull
    private RunEvent.RunStarted start;

    /** Null unless the run's last event is its end. */
    @CheckForNull
    private RunEvent.RunEnded end;

    @CheckForNull
    private Instant lastAt;

    @CheckForNull
    private RunAbort abort;

    private long events;

    /** @param runDirectory absolute, as reports name it; null where they shall not */
    public RunReportFold(@CheckForNull String runDirectory) {
        this.runDirectory = runDirectory;
    }

    /** Takes the next event of the run. */
    public void apply(RunEvent event) {
        lastAt = event.at();
        events++;
        if (event instanceof RunEvent.RunStarted started) {
            started(started);
        } else if (event instanceof RunEvent.RunResumed) {
            end = null;
        } else if (event instanceof RunEvent.UnitWaiting waiting) {
            unit(waiting.unit(), unit -> unit.waiting(waiting));
        } else if (event instanceof RunEvent.UnitStarted started) {
            unit(started.unit(), unit -> unit.started(started));
        } else if (event instanceof RunEvent.ChainStarting starting) {
            unit(starting.unit(), unit -> unit.chainStarting(starting));
        } else if (event instanceof RunEvent.PlanTaken taken) {
            unit(taken.unit(), unit -> unit.planTaken(taken));
        } else if (event instanceof RunEvent.ProcessEnded ended) {
            unit(ended.unit(), unit -> unit.processEnded(ended));
        } else if (event instanceof RunEvent.UnitInterrupted interrupted) {
            unit(interrupted.unit(), unit -> unit.stopping(interrupted.why(), interrupted.at()));
        } else if (event instanceof RunEvent.UnitKilled killed) {
            unit(killed.unit(), unit -> unit.stopping(killed.why(), null));
        } else if (event instanceof RunEvent.UnitAbortRequested requested) {
            unit(
                    requested.unit(),
                    unit -> unit.stopping(
                            (requested.kill() ? "to be killed by " : "to be aborted by ") + requested.cause(),
                            requested.kill() ? null : requested.at()));
        } else if (event instanceof RunEvent.UnitEnded ended) {
            unit(ended.unit(), unit -> unit.ended(ended));
        } else if (event instanceof RunEvent.AbortRequested requested) {
            abortRequested(requested);
        } else if (event instanceof RunEvent.Remark remark) {
            remarked(remark);
        } else if (event instanceof RunEvent.RunEnded ended) {
            end = ended;
        }
    }

    /** Whether the run's first event was seen; without it there is nothing to report. */
    public boolean hasStarted() {
        return start != null;
    }

    /**
     * What is known by now.
     *
     * @param now for what isn't over yet
     * @param engineLives whether somebody drives the run; without one a run that has no end is LOST
     * @throws IllegalStateException where the run's first event wasn't seen
     */
    public RunReport report(Instant now, boolean engineLives) {
        if (start == null || lastAt == null) {
            throw new IllegalStateException(
                    "the run's journal has no start: expected a run-started event as its first one");
        }
        Instant until = until(now, engineLives);
        Instant startedAt = start.at();
        return new RunReport(
                start.id(),
                start.operation(),
                runDirectory,
                status(engineLives),
                start.parallelAsked(),
                start.parallelUsed(),
                start.executable(),
                start.version(),
                startedAt,
                UnitFold.millis(startedAt, until),
                totals(),
                units.values().stream().anyMatch(UnitFold::hasChanges),
                abort,
                List.copyOf(remarks),
                units.values().stream()
                        .map(unit -> unit.report(startedAt, until))
                        .toList(),
                events);
    }

    private void started(RunEvent.RunStarted event) {
        if (start == null) {
            start = event;
            for (UnitOutline unit : event.units()) {
                units.putIfAbsent(unit.name(), new UnitFold(unit));
            }
        }
    }

    private void unit(@CheckForNull String name, Consumer<UnitFold> change) {
        UnitFold unit = units.get(name);
        if (unit != null) {
            change.accept(unit);
            unit.changedBy(events);
        }
    }

    private void abortRequested(RunEvent.AbortRequested event) {
        abort = abort == null
                ? new RunAbort(event.cause(), event.at(), event.kill())
                : new RunAbort(abort.cause(), abort.at(), abort.kill() || event.kill());
    }

    private void remarked(RunEvent.Remark event) {
        if (event.unit() == null) {
            remarks.add(event.text());
        } else {
            unit(event.unit(), unit -> unit.remark(event.text()));
        }
    }

    private RunStatus status(boolean engineLives) {
        if (end != null) {
            return end.status();
        }
        return engineLives ? RunStatus.RUNNING : RunStatus.LOST;
    }

    /** A lost run's clock stands still at its last sign of life. */
    private Instant until(Instant now, boolean engineLives) {
        if (end != null) {
            return end.at();
        }
        return engineLives ? now : lastAt;
    }

    private Map<UnitState, Integer> totals() {
        Map<UnitState, Integer> totals = new EnumMap<>(UnitState.class);
        units.values().forEach(unit -> totals.merge(unit.state(), 1, Integer::sum));
        return Collections.unmodifiableMap(totals);
    }
}
