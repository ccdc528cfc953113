package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.event.EventJson;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A run over a {@link ScriptedHost}: the machine and the journal stay, engines come and go. */
final class ScriptedRun {

    static final String ID = "run-1";
    private static final int MAX_PULSES = 20_000;

    /** Takes an event that the journal is about to hold. */
    interface Sink {
        void accept(RunEvent event, List<RunEvent> journal) throws IOException;
    }

    final VirtualClock clock;
    final ScriptedHost host;
    final MemoryLogs logs = new MemoryLogs();
    final MemoryFiles files;
    final MemoryLocks locks;
    MemoryInits inits = new MemoryInits();
    final List<RunEvent> journal = new ArrayList<>();
    final StringBuilder output = new StringBuilder();
    UnitPlaces places = UnitPlaces.UNLIMITED;
    PlanStore plans;
    String sharedPluginCache;
    RunCache cache;
    Masker masker = Masker.of(List.of());
    Sink sink = (event, events) -> events.add(event);

    private final WorkPlan plan;
    private final RunSettings settings;
    private final String id;

    // Mutable state
    private ParallelProcessor processor;

    ScriptedRun(WorkPlan plan, RunSettings settings, BiFunction<String, String, ProcessScript> scripts) {
        this(ID, new VirtualClock(), plan, settings, scripts);
    }

    ScriptedRun(
            String id,
            VirtualClock clock,
            WorkPlan plan,
            RunSettings settings,
            BiFunction<String, String, ProcessScript> scripts) {
        this.id = id;
        this.clock = clock;
        this.plan = plan;
        this.settings = settings;
        this.host = new ScriptedHost(clock, scripts);
        this.files = new MemoryFiles(host);
        this.locks = new MemoryLocks(clock, host);
    }

    RunResources resources() {
        return new RunResources(
                id,
                host,
                locks,
                places,
                files,
                plans,
                logs,
                masker,
                TestUnits.HASH,
                inits.memory(),
                Map.of(),
                sharedPluginCache,
                cache,
                event -> sink.accept(stored(event), journal),
                (unit, text) -> output.append(text),
                clock);
    }

    ParallelProcessor begin() {
        try {
            processor = ParallelRuns.begin(plan, settings, resources());
            return processor;
        } catch (RequestException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void engineDied() {
        locks.engineDied();
        if (cache != null && cache.providers() instanceof MemoryProviderCache memory) {
            memory.engineDied();
        }
    }

    /** Another engine goes on; the one before is dead. */
    ParallelProcessor resume() {
        engineDied();
        try {
            processor = ParallelRuns.resume(List.copyOf(journal), new SuppliedValues(), resources());
            return processor;
        } catch (RequestException e) {
            throw new AssertionError(e);
        }
    }

    /** Another engine brings it to its end; the one before is dead. */
    ParallelProcessor conclude(String cause) {
        engineDied();
        try {
            processor = ParallelRuns.conclude(List.copyOf(journal), cause, resources());
            return processor;
        } catch (RequestException e) {
            throw new AssertionError(e);
        }
    }

    ParallelProcessor processor() {
        return processor;
    }

    /** Pulses until the run is over. */
    ScriptedRun drive() {
        return driveFor(null);
    }

    /** Pulses until the run is over, or so much time has passed. */
    ScriptedRun driveFor(Duration time) {
        for (int pulses = 0; !processor.isFinished(); pulses++) {
            if (time != null && !clock.instant().isBefore(VirtualClock.START.plus(time))) {
                return this;
            }
            if (pulses > MAX_PULSES) {
                throw new AssertionError("the run doesn't end: " + processor.status() + "\n" + history());
            }
            clock.advance(processor.pulse());
        }
        return this;
    }

    RunReport report() {
        RunReportFold fold = new RunReportFold("/run");
        journal.forEach(fold::apply);
        return fold.report(clock.instant(), false);
    }

    <T extends RunEvent> List<T> events(Class<T> type) {
        return journal.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How a unit ended. */
    RunEvent.UnitEnded end(String unit) {
        return events(RunEvent.UnitEnded.class).stream()
                .filter(end -> end.unit().equals(unit))
                .findFirst()
                .orElseThrow(() -> new AssertionError(unit + " has no end\n" + history()));
    }

    /** The journal, for people who look for a mistake. */
    String history() {
        StringBuilder text = new StringBuilder();
        journal.stream()
                .skip(1)
                .forEach(event -> text.append(clock.millis(event.at()))
                        .append(' ')
                        .append(event.toString().replaceAll("findings=ProcessFindings\\[.*?heldLock=\\w+]", ""))
                        .append('\n'));
        return text.toString();
    }

    /** As another engine will read it. */
    private static RunEvent stored(RunEvent event) throws IOException {
        byte[] line = EventJson.line(event);
        return EventJson.read(line, line.length).orElseThrow();
    }
}
