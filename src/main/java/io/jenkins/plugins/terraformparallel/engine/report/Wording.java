package io.jenkins.plugins.terraformparallel.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words for states, durations and changes: the same ones in every report. */
public final class Wording {

    /** An output's value is cut behind so many characters; the JSON has it whole. */
    private static final int VALUE = 4_000;

    /** Likewise, what terraform said about a failure in a list of failures. */
    private static final int DETAIL = 300;

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Wording() {}

    /** Such as {@code timed out}. */
    public static String state(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Such as {@code 52 ms}, {@code 1.4 s}, {@code 2 min 3 s} or {@code 1 h 5 min}. */
    public static String duration(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < MINUTE) {
            // Never rounded up: 59.96 s isn't a minute yet.
            return BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.DOWN).toPlainString() + " s";
        }
        if (millis < HOUR) {
            return millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
        }
        return millis / HOUR + " h " + millis % HOUR / MINUTE + " min";
    }

    /** Such as {@code 3 to add, 1 to destroy}, or {@code no changes}. */
    public static String changes(ChangeCounts changes) {
        List<String> parts = new ArrayList<>();
        add(parts, changes.add(), "to add");
        add(parts, changes.change(), "to change");
        add(parts, changes.destroy(), "to destroy");
        add(parts, changes.imported(), "to import");
        add(parts, changes.move(), "to move");
        add(parts, changes.forget(), "to forget");
        add(parts, changes.outputs(), changes.outputs() == 1 ? "output to change" : "outputs to change");
        return parts.isEmpty() ? "no changes" : String.join(", ", parts);
    }

    /** As {@link #changes(ChangeCounts)}; a dash where no plan has told them. */
    public static String changes(UnitReport unit) {
        ChangeCounts changes = unit.changes();
        return changes == null ? "–" : changes(changes);
    }

    /** Where a diagnostic points to, such as {@code main.tf:3, terraform_data.a}; null where it points nowhere. */
    @CheckForNull
    public static String place(Diagnostic diagnostic) {
        List<String> parts = new ArrayList<>();
        if (diagnostic.file() != null) {
            parts.add(diagnostic.line() == null ? diagnostic.file() : diagnostic.file() + ":" + diagnostic.line());
        }
        if (diagnostic.address() != null) {
            parts.add(diagnostic.address());
        }
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    /** What terraform said about a failure's cause, as far as a list has room for it; null where it said no more. */
    @CheckForNull
    public static String causeDetail(UnitReport unit) {
        Diagnostic error = unit.isFailure() ? unit.firstError() : null;
        if (error == null || error.detail().isBlank() || !error.summary().equals(unit.cause())) {
            return null;
        }
        return MarkdownText.cut(error.detail().strip(), DETAIL);
    }

    /** {@code 1 unit}, {@code 2 units}. */
    public static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }

    /** How many units run at once, and how many were asked for where that differs. */
    public static String parallel(RunReport report) {
        return report.parallelAsked() == report.parallelUsed()
                ? String.valueOf(report.parallelUsed())
                : report.parallelUsed() + " (asked for " + report.parallelAsked() + ")";
    }

    /** An output's value for people: clean, not more than a page of it; {@code (sensitive)} for a sensitive one. */
    public static String output(OutputValue output) {
        JsonNode value = output.value();
        if (output.sensitive() || value == null) {
            return output.sensitive() ? "(sensitive)" : "null";
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        return TextCleaner.text(text.length() <= VALUE ? text : MarkdownText.cut(text, VALUE));
    }

    private static void add(List<String> parts, int count, String what) {
        if (count != 0) {
            parts.add(count + " " + what);
        }
    }
}
