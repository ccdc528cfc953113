package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.List;
import jenkins.management.Badge;

/** The number beside the link to the runs: what is worst in them. */
final class RunsBadge {

    private RunsBadge() {}

    /** Null where nothing failed, runs or is to be destroyed. */
    @CheckForNull
    static Badge of(List<RunReport> reports) {
        int failed = sum(reports, UnitState.FAILED, UnitState.TIMED_OUT, UnitState.ABORTED);
        if (failed > 0) {
            return badge(failed, Messages.RunsBadge_failed(failed), Badge.Severity.DANGER);
        }
        int running = sum(
                reports.stream()
                        .filter(report -> report.status() == RunStatus.RUNNING)
                        .toList(),
                UnitState.RUNNING);
        if (running > 0) {
            return badge(running, Messages.RunsBadge_running(running), Badge.Severity.INFO);
        }
        int destroys = reports.stream()
                .filter(report -> !report.operation().changesResources())
                .flatMap(report -> report.units().stream())
                .map(unit -> unit.changes() == null ? ChangeCounts.NONE : unit.changes())
                .mapToInt(ChangeCounts::destroy)
                .sum();
        return destroys > 0 ? badge(destroys, Messages.RunsBadge_destroys(destroys), Badge.Severity.WARNING) : null;
    }

    private static int sum(List<RunReport> reports, UnitState... states) {
        return reports.stream().mapToInt(report -> report.count(states)).sum();
    }

    private static Badge badge(int number, String tooltip, Badge.Severity severity) {
        return new Badge(String.valueOf(number), tooltip, severity);
    }
}
