package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays the help out: an operation's many options under headings, and everything as wide as the terminal. */
final class HelpText {

    private static final int MIN_WIDTH = 80;
    private static final int MAX_WIDTH = 120;

    private HelpText() {}

    /** Prepares a command and those below it. */
    static void prepare(CommandLine program, Terminal terminal) {
        // Measuring costs a process; only who is shown a help pays for it.
        program.setUsageHelpWidth(
                Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, terminal.size().columns())));
        program.setUsageHelpLongOptionsMaxWidth(34);
        program.setColorScheme(Help.defaultColorScheme(terminal.hasColours() ? Help.Ansi.ON : Help.Ansi.OFF));
        for (Operation operation : Operation.values()) {
            program.getSubcommands()
                    .get(operation.keyword())
                    .getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpText::sections);
        }
    }

    private static String sections(Help help) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> section : CommandSpecs.sections().entrySet()) {
            Help.Layout layout = help.createDefaultLayout();
            for (String name : section.getValue()) {
                layout.addOption(option(help, name), help.parameterLabelRenderer());
            }
            text.append(System.lineSeparator())
                    .append(section.getKey())
                    .append(':')
                    .append(System.lineSeparator())
                    .append(layout);
        }
        return text.toString();
    }

    private static OptionSpec option(Help help, String name) {
        return help.commandSpec().options().stream()
                .filter(option -> Arrays.asList(option.names()).contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no option " + name));
    }
}
