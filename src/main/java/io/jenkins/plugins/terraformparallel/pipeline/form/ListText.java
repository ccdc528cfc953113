package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A list as a text area has it: an entry a line, a map in braces, or the whole list as YAML. Blank lines count for
 * nothing.
 */
final class ListText {

    private ListText() {}

    /**
     * Null where the text is blank.
     *
     * @param argument whose value it is, for the mistakes
     */
    @CheckForNull
    static Object readList(String argument, String text) throws RequestException {
        if (text.isBlank()) {
            return null;
        }
        if (isYaml(text.strip())) {
            return RequestFile.value(argument, text);
        }
        List<Object> result = new ArrayList<>();
        FormMistakes mistakes = new FormMistakes();
        for (String line : lines(text)) {
            String place = argument + "[" + result.size() + "]";
            result.add(line.startsWith("{") ? mistakes.noting(() -> RequestFile.value(place, line)) : line);
        }
        mistakes.throwIfAny();
        return result;
    }

    /** What {@link #readList} reads as the same list; a single text is a list of one. */
    static String writeList(Object value) {
        List<Object> entries = entries(value);
        if (entries.isEmpty()) {
            return "[]";
        }
        boolean lines = entries.stream()
                .allMatch(entry ->
                        entry instanceof Map || entry instanceof String text && isLine(text) && !text.startsWith("{"));
        List<String> written = new ArrayList<>();
        for (Object entry : entries) {
            String flow = entry instanceof String text && lines ? text : FlowText.of(entry);
            written.add(lines ? flow : "- " + flow);
        }
        return String.join("\n", written);
    }

    /** Whether a text is a list or a map in YAML, and not one entry a line. */
    static boolean isYaml(String stripped) {
        return stripped.startsWith("[")
                || stripped.equals("-")
                || stripped.startsWith("- ")
                || stripped.startsWith("-\n")
                || stripped.startsWith("-\r");
    }

    /** Whether a text is read as it is where it stands on a line of its own. */
    static boolean isLine(String text) {
        return !text.isEmpty() && text.equals(text.strip()) && text.lines().count() == 1 && !isYaml(text);
    }

    /** Those that aren't blank, without white space at their ends. */
    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** A list's entries, or the one value itself. */
    static List<Object> entries(@CheckForNull Object value) {
        return value instanceof Collection<?> list ? new ArrayList<>(list) : Arrays.asList(value);
    }
}
