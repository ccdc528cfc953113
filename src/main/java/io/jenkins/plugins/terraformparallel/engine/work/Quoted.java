package io.jenkins.plugins.terraformparallel.engine.work;

import java.util.Locale;

/** Shows a user's text in a message: on one line, shortened, and with nothing in it that would garble the rest. */
final class Quoted {

    private static final int MAX_CHARACTERS = 100;

    private Quoted() {}

    /** In single quotes. */
    static String of(Object text) {
        return "'" + plain(text.toString()) + "'";
    }

    /** Without quotes. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MAX_CHARACTERS).forEach(character -> append(shown, character));
        return text.codePointCount(0, text.length()) > MAX_CHARACTERS
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static void append(StringBuilder shown, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                shown.append(character == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04x", character));
            default -> shown.appendCodePoint(character);
        }
    }
}
