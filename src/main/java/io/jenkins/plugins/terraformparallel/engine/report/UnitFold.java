package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitOutline;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One unit's part of {@link RunReportFold}. A final state is never left again. */
final class UnitFold {

    /** The words under which processes are reported whose findings mean more than their diagnostics. */
    private static final String INIT = "init";

    private static final String PLAN = "plan";

    private static final String APPLY = "apply";

    /** What a plan's process exits with where there are changes (-detailed-exitcode). */
    private static final int CHANGES = 2;

    private final UnitOutline outline;

    // Mutable state
    private UnitState state = UnitState.QUEUED;
    private final Set<Integer> processNumbers = new HashSet<>();
    private final List<ProcessReport> processes = new ArrayList<>();
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean hasChanges;

    @CheckForNull
    private Instant startedAt;

    @CheckForNull
    private Instant endedAt;

    @CheckForNull
    private ChangeCounts changes;

    private List<ResourceChange> resources = List.of();
    private Map<String, OutputValue> outputs = Map.of();

    @CheckForNull
    private String reason;

    private UnitNotes notes = UnitNotes.NONE;

    /** The processes of the chain that was started last. */
    private List<RunEvent.PlannedProcess> chain = List.of();

    @CheckForNull
    private String stopping;

    @CheckForNull
    private Instant stoppingSince;

    private long lastEvent;

    UnitFold(UnitOutline outline) {
        this.outline = outline;
    }

    UnitState state() {
        return state;
    }

    boolean hasChanges() {
        return hasChanges;
    }

    void waiting(RunEvent.UnitWaiting event) {
        if (state == UnitState.QUEUED) {
            reason = "waits for " + event.waitsFor();
        }
    }

    void started(RunEvent.UnitStarted event) {
        if (state == UnitState.QUEUED) {
            state = UnitState.RUNNING;
            startedAt = event.at();
            reason = null;
        }
    }

    void chainStarting(RunEvent.ChainStarting event) {
        chain = event.processes() == null ? List.of() : event.processes();
        for (RunEvent.PlannedProcess process : chain) {
            if (INIT.equals(process.command())) {
                // What was tried before it counts no more.
                diagnostics.clear();
            }
        }
    }

    /** @param since when its grace period began; null where nobody waits for it */
    void stopping(String why, @CheckForNull Instant since) {
        stopping = why;
        stoppingSince = since;
    }

    /** @param event the number of the event that told something of this unit */
    void changedBy(long event) {
        lastEvent = event;
    }

    void planTaken(RunEvent.PlanTaken event) {
        planned(event.hasChanges(), orNone(event.findings()));
    }

    /** A process counts once, however often a resumed engine tells of it. */
    void processEnded(RunEvent.ProcessEnded event) {
        if (!processNumbers.add(event.number())) {
            return;
        }
        ProcessFindings findings = orNone(event.findings());
        processes.add(new ProcessReport(event.command(), event.exitCode(), event.startedAt(), event.durationMillis()));
        Integer exitCode = event.exitCode();
        if (PLAN.equals(event.command())) {
            boolean changes = exitCode != null && exitCode == CHANGES && findings.summarySeen();
            boolean isPlan = changes || exitCode != null && exitCode == 0;
            // What a plan that failed would have changed is nobody's business.
            planned(changes, isPlan ? findings : findings.withoutPlan());
            return;
        }
        diagnostics.addAll(findings.diagnostics());
        Map<String, OutputValue> told = findings.outputs();
        if (APPLY.equals(event.command()) && told != null) {
            outputs = Collections.unmodifiableMap(new TreeMap<>(told));
        }
    }

    void ended(RunEvent.UnitEnded event) {
        if (!state.isFinal() && event.state() != null && event.state().isFinal()) {
            state = event.state();
            endedAt = event.at();
            reason = event.reason();
            notes = event.notes() == null ? UnitNotes.NONE : event.notes();
        }
    }

    void remark(String text) {
        remarks.add(text);
    }

    /** @param until where the time of what isn't over ends */
    UnitReport report(Instant runStartedAt, Instant until) {
        Instant end = endedAt == null ? until : endedAt;
        return new UnitReport(
                outline.name(),
                outline.key(),
                outline.path(),
                outline.workspace(),
                state,
                command(),
                state.isFinal() ? null : stopping,
                state.isFinal() ? null : stoppingSince,
                processes.isEmpty() ? null : processes.get(processes.size() - 1).exitCode(),
                1,
                outline.dependsOn(),
                outline.expectedMillis(),
                startedAt,
                millis(runStartedAt, startedAt == null ? end : startedAt),
                startedAt == null ? 0 : millis(startedAt, end),
                hasChanges,
                changes,
                resources,
                outputs,
                List.copyOf(diagnostics),
                List.copyOf(processes),
                reason,
                outline.log(),
                List.copyOf(remarks),
                notes,
                lastEvent);
    }

    /** The first process of the chain that isn't over. */
    @CheckForNull
    private String command() {
        return state == UnitState.RUNNING
                ? chain.stream()
                        .filter(process -> !processNumbers.contains(process.number()))
                        .findFirst()
                        .map(RunEvent.PlannedProcess::command)
                        .orElse(null)
                : null;
    }

    /** Clocks may be set back; no time is negative. */
    static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private void planned(boolean withChanges, ProcessFindings findings) {
        hasChanges = withChanges;
        changes = findings.summarySeen() ? findings.changes() : null;
        resources = findings.resources();
        diagnostics.addAll(findings.diagnostics());
    }

    private static ProcessFindings orNone(@CheckForNull ProcessFindings findings) {
        return findings == null ? ProcessFindings.NONE : findings;
    }
}
