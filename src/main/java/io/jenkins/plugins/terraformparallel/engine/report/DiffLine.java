package io.jenkins.plugins.terraformparallel.engine.report;

import java.util.stream.Collectors;

/** What a line of {@code terraform show} says of a plan, by the marker in front of it. */
public enum DiffLine {
    PLAIN(' '),
    ADDED('+'),
    REMOVED('-'),
    CHANGED('!');

    /** What GitHub's highlighting of diffs knows. */
    private final char marker;

    DiffLine(char marker) {
        this.marker = marker;
    }

    /**
     * The kind of a line: {@code +}, {@code -}, {@code ~}, {@code -/+} and {@code +/-} (replace), {@code <=} (read) and a
     * blank, behind any number of blanks.
     */
    public static DiffLine of(String line) {
        String text = line.stripLeading();
        if (text.startsWith("-/+ ") || text.startsWith("+/- ") || text.startsWith("~ ") || text.startsWith("<= ")) {
            return CHANGED;
        }
        if (text.startsWith("+ ")) {
            return ADDED;
        }
        return text.startsWith("- ") ? REMOVED : PLAIN;
    }

    /** Moves the markers to the first column, where highlighting looks for them. */
    static String markersFirst(String diff) {
        return diff.lines().map(DiffLine::markerFirst).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String markerFirst(String line) {
        DiffLine kind = of(line);
        if (kind == PLAIN) {
            // Nothing but a marker may stand in the first column.
            return line.isEmpty() || line.charAt(0) == ' ' ? line : " " + line;
        }
        String text = line.stripLeading();
        int indent = line.length() - text.length();
        boolean single = kind != CHANGED || text.startsWith("~ ");
        // The marker takes a column of the indent, so that what is aligned stays so.
        return kind.marker + " ".repeat(Math.max(0, indent - 1)) + (single ? " " + text.substring(1) : text);
    }
}
