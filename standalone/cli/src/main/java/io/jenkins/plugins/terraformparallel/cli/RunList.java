package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.ConsoleText;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.PlannedUnit;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code --list} prints: the units as they would start, why so, for whom each waits, and why it takes part. */
final class RunList {

    private static final String LINE = System.lineSeparator();
    private static final String GAP = "  ";
    private static final String BY_DURATIONS =
            "Units start by TO END, the longest first: what a unit and the longest chain of units that wait for it take, by"
                    + " earlier runs. ~ is a guess: the median of the others.";
    private static final String BY_COUNT =
            "Nothing is known of earlier runs: units start by TO END, the longest first: the longest chain of units that"
                    + " begins with one.";

    private RunList() {}

    /** @param requestFile null where the modules were named on the command line */
    static String text(PreparedRun run, @CheckForNull String requestFile) {
        RunRequest request = run.request();
        WorkPlan plan = run.resolution().plan();
        StartOrder order = plan.startOrder();
        Map<String, PlannedUnit> units = new HashMap<>();
        for (PlannedUnit unit : run.resolution().units()) {
            units.put(unit.name(), unit);
        }
        StringBuilder text = new StringBuilder()
                .append("Would ")
                .append(request.operation().keyword())
                .append(' ')
                .append(Wording.count(units.size(), "unit"))
                .append(", at most ")
                .append(request.parallel())
                .append(" at once")
                .append(
                        request.parallelAsked() > request.parallel()
                                ? " (" + request.parallelAsked() + " was asked)"
                                : "")
                .append(". Nothing is run.")
                .append(LINE)
                .append(LINE);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ORDER", "UNIT", "PATH", "TAKES", "TO END", "WAITS FOR", "WHY"));
        for (String name : order.names()) {
            rows.add(row(rows.size(), Objects.requireNonNull(units.get(name)), order, run.names(), requestFile));
        }
        table(rows, text);
        return text.append(LINE)
                .append(order.isKnown() ? BY_DURATIONS : BY_COUNT)
                .append(LINE)
                .toString();
    }

    private static List<String> row(
            int position, PlannedUnit unit, StartOrder order, ArgumentNames names, @CheckForNull String requestFile) {
        StartOrder.Expectation expected = order.of(unit.name());
        String argument = names.of(unit.argument());
        boolean typed = !argument.equals(unit.argument());
        String glob = unit.glob();
        String place = typed || requestFile == null ? "" : " in " + argument + " of " + requestFile;
        return List.of(
                Integer.toString(position),
                TextCleaner.line(unit.name()),
                TextCleaner.line(unit.path()),
                order.isKnown() ? (expected.known() ? "" : "~") + Wording.duration(expected.duration()) : "-",
                order.isKnown()
                        ? Wording.duration(expected.untilEnd())
                        : Wording.count((int) expected.untilEnd(), "unit"),
                unit.waitsFor().isEmpty() ? "-" : TextCleaner.line(String.join(", ", unit.waitsFor())),
                TextCleaner.line(glob == null ? "named" + place : "found by '" + glob + "'" + place));
    }

    private static void table(List<List<String>> rows, StringBuilder text) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], ConsoleText.width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(ConsoleText.padLeft(row.get(0), widths[0]));
            for (int i = 1; i < columns; i++) {
                line.append(GAP).append(ConsoleText.padRight(row.get(i), widths[i]));
            }
            text.append(line.toString().stripTrailing()).append(LINE);
        }
    }
}
