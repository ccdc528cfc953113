package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Says in a few words what was found in a request; shows no more than the beginning of a text, never a map's content. */
final class Found {

    static final String MASKED = "(masked)";
    static final String NOTHING = "nothing";

    private static final int MAX_CHARACTERS = 60;

    private Found() {}

    /** For every kind of value; texts are quoted, shortened and free of control characters. */
    static String of(@CheckForNull Object value) {
        if (value == null) {
            return NOTHING;
        }
        if (PlainText.isText(value)) {
            String text = value.toString();
            return text.isEmpty() ? "an empty text" : quoted(text);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return shortened(value.toString());
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "an empty map" : "a map";
        }
        if (value instanceof Collection<?> || value instanceof Object[]) {
            int size = PlainText.entries(value).size();
            return size == 0 ? "an empty list" : "a list of " + size + (size == 1 ? " entry" : " entries");
        }
        return "a value of type " + shortened(value.getClass().getName());
    }

    /** A text in single quotes. */
    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    /** Its beginning, with what can't be seen escaped. */
    static String shortened(String text) {
        StringBuilder result = new StringBuilder();
        int end = text.codePointCount(0, Math.min(text.length(), 2 * MAX_CHARACTERS + 2)) > MAX_CHARACTERS
                ? text.offsetByCodePoints(0, MAX_CHARACTERS - 1)
                : text.length();
        text.substring(0, end).codePoints().forEach(character -> appendVisible(result, character));
        return end < text.length() ? result.append('…').toString() : result.toString();
    }

    private static void appendVisible(StringBuilder result, int character) {
        switch (character) {
            case '\n' -> result.append("\\n");
            case '\r' -> result.append("\\r");
            case '\t' -> result.append("\\t");
            default -> {
                if (isVisible(character)) {
                    result.appendCodePoint(character);
                } else {
                    result.append(String.format(Locale.ROOT, "\\u%04x", character));
                }
            }
        }
    }

    /** Whether it stands where it is written: control, direction and separator characters would garble the message. */
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
