package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code extraArgs}: further options for terraform by command, none that this product sets itself. */
final class ExtraArguments {

    private static final String KEY = "extraArgs";
    private static final List<String> COMMANDS = List.of("init", "plan", "apply", "validate");

    private final ArgumentMap arguments;
    private final Mistakes mistakes;

    ExtraArguments(ArgumentMap arguments, Mistakes mistakes) {
        this.arguments = arguments;
        this.mistakes = mistakes;
    }

    /** In the order given; empty where not given. */
    Map<String, List<String>> read() {
        Map<?, ?> raw =
                arguments.map(KEY, "a map from a terraform command to its options: [plan: ['-compact-warnings']]");
        if (raw == null) {
            return Map.of();
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        raw.forEach((rawCommand, options) -> {
            String command = String.valueOf(rawCommand);
            String argument = ArgumentPath.of(KEY, command);
            if (!PlainText.isText(rawCommand) || !COMMANDS.contains(command)) {
                mistakes.add(
                        argument,
                        "an unknown command",
                        command.equals("destroy")
                                ? "'plan' or 'apply', which destroy consists of"
                                : Suggestion.expected(command, COMMANDS));
            } else if (result.containsKey(command)) {
                mistakes.add(argument, "the command twice", "each command once");
            } else if (options != null) {
                result.put(command, options(argument, options));
            }
        });
        return Collections.unmodifiableMap(result);
    }

    private List<String> options(String argument, Object options) {
        List<String> result = new ArrayList<>();
        List<Object> entries = PlainText.oneOrMore(options);
        for (int i = 0; i < entries.size(); i++) {
            Object entry = entries.get(i);
            if (isAllowed(PlainText.isList(options) ? ArgumentPath.of(argument, i) : argument, entry)) {
                result.add(entry.toString());
            }
        }
        return List.copyOf(result);
    }

    private boolean isAllowed(String argument, @CheckForNull Object option) {
        if (!PlainText.isText(option)) {
            mistakes.wrong(argument, option, "an option as text, such as '-compact-warnings'");
            return false;
        }
        String text = option.toString();
        String name = OwnOptions.name(text);
        if (name == null) {
            mistakes.wrong(
                    argument, option, "one option that begins with -, its value after =, such as '-option=value'");
            return false;
        }
        if (PlainText.hasNul(text)) {
            mistakes.add(argument, "text with a NUL character", "text without it");
            return false;
        }
        String instead = OwnOptions.instead(name);
        if (instead != null) {
            // Without its value, which may be a secret.
            mistakes.add(argument, "'-" + name + "'", instead);
        }
        return instead == null;
    }
}
