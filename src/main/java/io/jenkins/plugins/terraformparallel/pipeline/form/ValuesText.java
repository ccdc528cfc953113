package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map of names and values as a text area has it: {@code name=text} or {@code name:=JSON}, as on the command line, one a
 * line; or the whole map as YAML in braces.
 */
final class ValuesText {

    private static final String EXPECTED = "name=text, or name:=JSON for any other value, one a line";

    private ValuesText() {}

    /**
     * Null where the text is blank.
     *
     * @param argument whose value it is, for the mistakes, which show names but no values
     */
    @CheckForNull
    static Object read(String argument, String text) throws RequestException {
        if (text.isBlank()) {
            return null;
        }
        if (isYaml(text.strip())) {
            return RequestFile.value(argument, text);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        FormMistakes mistakes = new FormMistakes();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                readLine(argument, i + 1, line, result, mistakes);
            }
        }
        mistakes.throwIfAny();
        return result;
    }

    private static void readLine(
            String argument, int number, String line, Map<String, Object> result, FormMistakes mistakes) {
        int equals = line.indexOf('=');
        boolean typed = equals > 0 && line.charAt(equals - 1) == ':';
        String name =
                equals < 0 ? "" : line.substring(0, typed ? equals - 1 : equals).strip();
        if (name.isEmpty()) {
            mistakes.add(
                    argument, equals < 0 ? "line " + number + " without '='" : "no name in line " + number, EXPECTED);
            return;
        }
        String value = line.substring(equals + 1).strip();
        if (result.containsKey(name)) {
            mistakes.add(argument + "." + name, "the name again in line " + number, "each name once");
        }
        result.put(name, typed ? mistakes.noting(() -> RequestFile.value(argument + "." + name, value)) : value);
    }

    /** What {@link #read} reads as the same map. */
    static String write(Map<?, ?> values) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !isName(name)) {
                return FlowText.of(values);
            }
            boolean plain = entry.getValue() instanceof String text && isPlain(text);
            lines.add(plain ? name + "=" + entry.getValue() : name + ":=" + FlowText.of(entry.getValue()));
        }
        return lines.isEmpty() ? "{}" : String.join("\n", lines);
    }

    private static boolean isYaml(String stripped) {
        return stripped.startsWith("{") || ListText.isYaml(stripped);
    }

    private static boolean isName(String name) {
        return ListText.isLine(name) && !name.startsWith("{") && name.indexOf('=') < 0 && !name.endsWith(":");
    }

    private static boolean isPlain(String text) {
        return text.isEmpty() || text.equals(text.strip()) && text.lines().count() == 1;
    }
}
