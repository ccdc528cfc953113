package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.UnitReport;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.Objects;

/**
 * The figures of a run that is over, so that a job's trend needs no journals. Saved in build.xml, which can't hold records.
 */
final class RunSummary {

    private final String flowNode;
    private final long durationMillis;
    private final int units;
    private final int failed;
    private final int add;
    private final int change;
    private final int destroy;

    private RunSummary(String flowNode, RunReport report, ChangeCounts changes) {
        this.flowNode = flowNode;
        this.durationMillis = report.durationMillis();
        this.units = report.units().size();
        this.failed = report.failures().size();
        this.add = changes.add();
        this.change = changes.change();
        this.destroy = changes.destroy();
    }

    static RunSummary of(String flowNode, RunReport report) {
        ChangeCounts changes = report.units().stream()
                .map(UnitReport::changes)
                .filter(Objects::nonNull)
                .reduce(ChangeCounts.NONE, ChangeCounts::plus);
        return new RunSummary(flowNode, report, changes);
    }

    String flowNode() {
        return flowNode;
    }

    long durationMillis() {
        return durationMillis;
    }

    int units() {
        return units;
    }

    /** How many of them failed, timed out or were aborted. */
    int failed() {
        return failed;
    }

    int add() {
        return add;
    }

    int change() {
        return change;
    }

    int destroy() {
        return destroy;
    }
}
