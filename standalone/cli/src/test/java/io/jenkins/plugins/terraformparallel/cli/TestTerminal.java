package io.jenkins.plugins.terraformparallel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a terminal as is needed to see what somebody in front of it sees. Characters are one column wide. */
final class TestTerminal {

    private static final Pattern SEQUENCE = Pattern.compile("\033\\[(\\??[0-9;]*)([A-Za-z])");

    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private boolean cursorVisible = true;
    private boolean wrapped;
    private boolean coloured;

    TestTerminal(int columns) {
        this.columns = columns;
    }

    void write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            if (sequence.find(i) && sequence.start() == i) {
                control(sequence.group(1), sequence.group(2).charAt(0));
                i = sequence.end();
            } else {
                character(text.charAt(i));
                i++;
            }
        }
    }

    /** All lines from the first, without blanks at their ends and without empty lines at the end. */
    List<String> lines() {
        List<String> shown = new ArrayList<>(
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
        while (!shown.isEmpty() && shown.get(shown.size() - 1).isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    /** Whether a line has ever reached the last column. */
    boolean hasWrapped() {
        return wrapped;
    }

    boolean isCursorVisible() {
        return cursorVisible;
    }

    boolean hasBeenColoured() {
        return coloured;
    }

    private void character(char c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> {
                // As in a terminal's usual mode: to the beginning of the next line.
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            }
            default -> {
                StringBuilder line = lines.get(row);
                while (line.length() <= column) {
                    line.append(' ');
                }
                line.setCharAt(column, c);
                column++;
                wrapped |= column >= columns;
            }
        }
    }

    private void control(String parameters, char command) {
        switch (command) {
            case 'A' -> row = Math.max(0, row - Integer.parseInt(parameters));
            case 'K' -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case 'J' -> {
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                lines.subList(row + 1, lines.size()).clear();
            }
            case 'm' -> coloured = true;
            case 'h' -> cursorVisible = true;
            case 'l' -> cursorVisible = false;
            default -> throw new IllegalArgumentException("a control sequence that nothing here uses: " + command);
        }
    }
}
