package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run that somebody seems to drive: it remembers what it was asked for. */
final class RecordedLiveRun implements LiveRun {

    final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<RunEvent> events;

    RecordedLiveRun(List<RunEvent> events) {
        this.events = events;
    }

    @Override
    public Optional<RunReport> report() {
        RunReportFold fold = new RunReportFold(null);
        events.forEach(fold::apply);
        return fold.hasStarted()
                ? Optional.of(fold.report(events.get(events.size() - 1).at().plusSeconds(5), true))
                : Optional.empty();
    }

    @Override
    public void abort(String cause, boolean person) {
        asked.add("abort by " + cause + ", person: " + person);
    }

    @Override
    public void kill(String cause) {
        asked.add("kill by " + cause);
    }

    @Override
    public void abortUnit(String unit, String cause) {
        asked.add("abort of " + unit + " by " + cause);
    }

    @Override
    public void killUnit(String unit, String cause) {
        asked.add("kill of " + unit + " by " + cause);
    }

    @Override
    public Optional<Duration> gracePeriod() {
        return Optional.of(Duration.ofSeconds(30));
    }
}
