package io.jenkins.plugins.terraformparallel.results;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.ShownState;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How the pages of a run show it: words, looks and lists for Jelly, all of them clean. Made for one request. */
@Restricted(NoExternalUse.class)
public final class RunView {

    private final RunPage run;
    private final RunReading reading;

    RunView(RunPage run, RunReading reading) {
        this.run = run;
        this.reading = reading;
    }

    /** Why there is no report: {@code NO_JOURNAL}, {@code NO_BEGINNING} or {@code UNREADABLE}; null where there is one. */
    @CheckForNull
    public String getGap() {
        RunReading.Gap gap = reading.gap();
        return gap == null ? null : gap.name();
    }

    /** Whether nobody drives it although its build goes on, as just after a restart. */
    public boolean isWaitingForDriver() {
        return reading.isWaitingForDriver(run.getObject());
    }

    /** The units that failed, timed out or were aborted. */
    public List<UnitPage> getFailures() {
        return run.getUnits().stream()
                .filter(unit -> unit.getReport().isFailure())
                .toList();
    }

    /**
     * All planned changes of the run.
     *
     * @param action of which kind; null or empty for all
     */
    public List<ChangeRow> changeRows(@CheckForNull String action) {
        return run.getUnits().stream()
                .flatMap(unit -> unit.getView().getResources().stream())
                .filter(row ->
                        action == null || action.isEmpty() || row.getAction().equals(action))
                .toList();
    }

    /** How many planned changes there are of each kind that occurs. */
    public Map<String, Long> getActionCounts() {
        return changeRows(null).stream()
                .collect(Collectors.groupingBy(ChangeRow::getAction, TreeMap::new, Collectors.counting()));
    }

    /** Sentences about the run, clean. */
    public List<String> getRemarks() {
        RunReport report = reading.report();
        return report == null
                ? List.of()
                : report.remarks().stream().map(TextCleaner::line).toList();
    }

    /** The states that occur, in their order. */
    public List<StateCount> getCounts() {
        RunReport report = reading.report();
        List<StateCount> counts = new ArrayList<>();
        if (report != null) {
            int before = 0;
            for (Map.Entry<UnitState, Integer> total : report.totals().entrySet()) {
                counts.add(new StateCount(ShownState.of(total.getKey(), report.status()), total.getValue(), before));
                before += total.getValue();
            }
        }
        return counts;
    }

    /** The symbols of all states, for the page's script. */
    public List<StateCount> getStateLooks() {
        return Arrays.stream(ShownState.values())
                .map(state -> new StateCount(state, 0, 0))
                .toList();
    }

    /** What needs eyes besides failures, by kind, the most urgent first. */
    public List<AttentionGroup> getAttentionGroups() {
        return AttentionGroup.of(run, run.attention());
    }

    public boolean isWithWorkspaces() {
        return reading.units().stream().anyMatch(unit -> unit.workspace() != null);
    }

    /** Terraform's executable and version, clean. */
    public String getExecutableText() {
        RunReport report = reading.report();
        return report == null ? "" : TextCleaner.line(report.executable() + " " + report.version());
    }

    /** How many run at once, and how many were asked for where that differs. */
    public String getParallelText() {
        RunReport report = reading.report();
        return report == null ? "" : Wording.parallel(report);
    }

    public String getDurationText() {
        return Wording.duration(run.getDurationMillis());
    }

    /** The class by which its status gets a colour. */
    public String getStateClass() {
        return reading.report() == null ? "tfp-unknown" : StateLook.cssClass(reading.status());
    }

    /** The symbol of its status. */
    public String getIcon() {
        return reading.report() == null ? "symbol-status-nobuilt" : StateLook.icon(reading.status());
    }
}
