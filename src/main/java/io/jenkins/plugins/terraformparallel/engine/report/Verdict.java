package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What became of a run, in one sentence: {@code 2 of 40 failed, 1 skipped because of network; 3 to add, 1 to destroy}.
 * It never says that all succeeded while one unit is unaccounted for.
 */
public final class Verdict {

    /** So many units are named as causes; more are counted. */
    private static final int NAMED_CAUSES = 2;

    private static final List<UnitState> NOT_SUCCEEDED =
            List.of(UnitState.FAILED, UnitState.TIMED_OUT, UnitState.ABORTED, UnitState.SKIPPED);

    private final RunReport report;
    private final UnaryOperator<String> name;

    private Verdict(RunReport report, UnaryOperator<String> name) {
        this.report = report;
        this.name = name;
    }

    /** The sentence without a full stop; names of units are in it as they are. */
    public static String of(RunReport report) {
        return of(report, UnaryOperator.identity());
    }

    /**
     * The sentence without a full stop.
     *
     * @param name makes the name of a unit fit for where the sentence will stand; everything else in it is plain words
     */
    public static String of(RunReport report, UnaryOperator<String> name) {
        return new Verdict(report, name).sentence();
    }

    private String sentence() {
        if (report.units().isEmpty()) {
            return "No units";
        }
        return switch (report.status()) {
            case RUNNING -> "Running: " + progress();
            case LOST -> "Lost, nobody drives this run any more: " + progress();
            case ABORTED -> "Aborted: " + outcome();
            default -> outcome();
        };
    }

    /** Of a run that isn't over. */
    private String progress() {
        int running = report.count(UnitState.RUNNING);
        int queued = report.count(UnitState.QUEUED);
        int all = report.units().size();
        List<String> parts = new ArrayList<>();
        parts.add(all - running - queued + " of " + all + " done");
        parts.addAll(bad());
        add(parts, running, ShownState.of(UnitState.RUNNING, report.status()).word());
        add(parts, queued, ShownState.of(UnitState.QUEUED, report.status()).word());
        return String.join(", ", parts);
    }

    private String outcome() {
        List<String> bad = bad();
        add(bad, report.count(UnitState.QUEUED, UnitState.RUNNING), "unaccounted for");
        String changes = changes(bad.isEmpty());
        if (bad.isEmpty()) {
            int all = report.units().size();
            return (all == 1 ? "1 unit " : "All " + all + " units ") + done(report.operation()) + changes;
        }
        // The first count says of how many.
        bad.set(0, bad.get(0).replaceFirst(" ", " of " + report.units().size() + " "));
        return String.join(", ", bad) + changes;
    }

    private List<String> bad() {
        List<String> parts = new ArrayList<>();
        for (UnitState state : NOT_SUCCEEDED) {
            if (state == UnitState.SKIPPED && report.status() != RunStatus.ABORTED) {
                skipped(parts);
            } else {
                add(parts, report.count(state), Wording.state(state));
            }
        }
        return parts;
    }

    private void skipped(List<String> parts) {
        SkipCauses causes = new SkipCauses(report);
        Set<String> names = new TreeSet<>();
        int explained = 0;
        for (UnitReport unit : report.unitsIn(UnitState.SKIPPED)) {
            Set<String> of = causes.of(unit);
            names.addAll(of);
            explained += of.isEmpty() ? 0 : 1;
        }
        add(parts, explained, "skipped because of " + names(names));
        add(parts, report.count(UnitState.SKIPPED) - explained, "skipped");
    }

    private String names(Set<String> names) {
        return names.size() > NAMED_CAUSES
                ? names.size() + " others"
                : String.join(" and ", names.stream().map(name).toList());
    }

    private String changes(boolean allSucceeded) {
        List<ChangeCounts> told = report.units().stream()
                .map(UnitReport::changes)
                .filter(Objects::nonNull)
                .toList();
        ChangeCounts sum = told.stream().reduce(ChangeCounts.NONE, ChangeCounts::plus);
        if (told.isEmpty() || sum.isEmpty() && !allSucceeded) {
            return "";
        }
        // What was planned needn't have been done.
        String word = report.operation().changesResources() && !sum.isEmpty() ? "planned: " : "";
        return "; " + word + Wording.changes(sum);
    }

    private static String done(Operation operation) {
        return switch (operation) {
            case PLAN -> "planned";
            case APPLY -> "applied";
            case DESTROY -> "destroyed";
            case VALIDATE -> "valid";
            case INIT -> "initialized";
        };
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
