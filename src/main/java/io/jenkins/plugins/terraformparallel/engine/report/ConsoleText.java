package io.jenkins.plugins.terraformparallel.engine.report;

/** Text in columns, as a terminal shows it: East Asian characters are two columns wide, combining ones none. */
public final class ConsoleText {

    private static final String ELLIPSIS = "…";

    private ConsoleText() {}

    /** How many columns a {@linkplain TextCleaner#line clean} line takes. */
    public static int width(String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            char first = line.charAt(i);
            width += first >= ' ' && first <= '~' ? 1 : width(line.codePointAt(i));
        }
        return width;
    }

    /** The line, cut with an ellipsis where it takes more columns. */
    public static String cut(String line, int columns) {
        if (line.length() <= columns / 2 || width(line) <= columns) {
            return line;
        }
        StringBuilder cut = new StringBuilder();
        int left = columns - 1;
        for (int c : line.codePoints().toArray()) {
            left -= width(c);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return columns < 1 ? "" : cut.append(ELLIPSIS).toString();
    }

    /** The line, filled up with blanks behind it. */
    public static String padRight(String line, int columns) {
        return line + " ".repeat(Math.max(0, columns - width(line)));
    }

    /** The line, filled up with blanks in front of it. */
    public static String padLeft(String line, int columns) {
        return " ".repeat(Math.max(0, columns - width(line))) + line;
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    /** The blocks that are wide (W, F) in Unicode's EastAsianWidth.txt, roughly. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || c >= 0x2E80 && c <= 0xA4CF
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFE30 && c <= 0xFE6F
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0xFFE0 && c <= 0xFFE6
                        || c >= 0x1F300 && c <= 0x1F64F
                        || c >= 0x1F900 && c <= 0x1F9FF
                        || c >= 0x20000 && c <= 0x3FFFD);
    }
}
