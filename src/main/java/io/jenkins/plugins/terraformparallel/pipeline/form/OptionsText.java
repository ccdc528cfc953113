package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map from commands to their options as a text area has it: {@code plan=-compact-warnings}, as on the command line, one
 * a line, a command as often as it has options; or the whole map as YAML in braces.
 */
final class OptionsText {

    private OptionsText() {}

    /**
     * Null where the text is blank.
     *
     * @param argument whose value it is, for the mistakes
     */
    @CheckForNull
    static Object read(String argument, String text) throws RequestException {
        if (text.isBlank()) {
            return null;
        }
        if (text.strip().startsWith("{")) {
            return RequestFile.value(argument, text);
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        FormMistakes mistakes = new FormMistakes();
        for (String line : ListText.lines(text)) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                mistakes.add(
                        argument,
                        equals < 0 ? "a line without '='" : "a line without a command",
                        "a command and one of its options on each line, such as plan=-compact-warnings");
            } else {
                result.computeIfAbsent(line.substring(0, equals).strip(), command -> new ArrayList<>())
                        .add(line.substring(equals + 1).strip());
            }
        }
        mistakes.throwIfAny();
        return result;
    }

    /** What {@link #read} reads as the same map; a single option is a list of one. */
    static String write(Map<?, ?> options) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<?, ?> entry : options.entrySet()) {
            List<Object> ofCommand = ListText.entries(entry.getValue());
            if (!(entry.getKey() instanceof String command) || !isCommand(command) || ofCommand.isEmpty()) {
                return FlowText.of(options);
            }
            for (Object option : ofCommand) {
                if (!(option instanceof String text)
                        || !text.equals(text.strip())
                        || text.lines().count() > 1) {
                    return FlowText.of(options);
                }
                lines.add(command + "=" + text);
            }
        }
        return lines.isEmpty() ? "{}" : String.join("\n", lines);
    }

    private static boolean isCommand(String command) {
        return ListText.isLine(command) && !command.startsWith("{") && command.indexOf('=') < 0;
    }
}
