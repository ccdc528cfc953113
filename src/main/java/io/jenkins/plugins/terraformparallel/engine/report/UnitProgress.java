package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is shown of one unit while it runs and when it ends. Not thread-safe. */
final class UnitProgress {

    private final String name;
    private final String log;
    private final Instant startedAt;

    // Mutable state
    private List<RunEvent.PlannedProcess> ahead = List.of();
    private String interruption;
    private ChangeCounts changes;
    private Diagnostic firstError;

    /** @param log its log file, relative to the run's directory; empty where that isn't known */
    UnitProgress(String name, String log, Instant startedAt) {
        this.name = name;
        this.log = log;
        this.startedAt = startedAt;
    }

    void starting(List<RunEvent.PlannedProcess> processes) {
        ahead = List.copyOf(processes);
    }

    void ended(RunEvent.ProcessEnded process) {
        while (!ahead.isEmpty() && ahead.get(0).number() <= process.number()) {
            ahead = ahead.subList(1, ahead.size());
        }
        found(process.findings());
    }

    /** Of a process, or of a plan that was saved before. */
    void found(ProcessFindings findings) {
        if (findings.summarySeen()) {
            changes = findings.changes();
        }
        if (firstError == null) {
            firstError = findings.firstError();
        }
    }

    void interrupted(String why) {
        interruption = why;
    }

    String name() {
        return name;
    }

    String log() {
        return log;
    }

    /** The process that runs now, such as {@code plan}; empty between two of them. */
    String command() {
        return ahead.isEmpty() ? "" : ahead.get(0).command();
    }

    /** Not negative, whatever the clocks do. */
    long millisUntil(Instant now) {
        return Math.max(0, Duration.between(startedAt, now).toMillis());
    }

    /** Why its terraform got a signal; null while it got none. */
    @CheckForNull
    String interruption() {
        return interruption;
    }

    /** Of its last plan; null where none has told them. */
    @CheckForNull
    ChangeCounts changes() {
        return changes;
    }

    @CheckForNull
    Diagnostic firstError() {
        return firstError;
    }
}
