package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.report.ConsoleText;
import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.request.RunRequest;
import io.jenkins.plugins.terraformparallel.engine.work.PlannedUnit;
import java.util.ArrayList;
import java.util.List;

/** What {@code --list} prints: the units in their order, for whom each waits, and why it takes part. */
final class RunList {

    private static final String LINE = System.lineSeparator();
    private static final String GAP = "  ";

    private RunList() {}

    /** @param requestFile null where the modules were named on the command line */
    static String text(PreparedRun run, @CheckForNull String requestFile) {
        RunRequest request = run.request();
        List<PlannedUnit> units = run.resolution().units();
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
        rows.add(List.of("ORDER", "UNIT", "PATH", "WAITS FOR", "WHY"));
        units.forEach(unit -> rows.add(row(unit, run.names(), requestFile)));
        table(rows, text);
        return text.toString();
    }

    private static List<String> row(PlannedUnit unit, ArgumentNames names, @CheckForNull String requestFile) {
        String argument = names.of(unit.argument());
        boolean typed = !argument.equals(unit.argument());
        String glob = unit.glob();
        String place = typed || requestFile == null ? "" : " in " + argument + " of " + requestFile;
        return List.of(
                Integer.toString(unit.position()),
                TextCleaner.line(unit.name()),
                TextCleaner.line(unit.path()),
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
