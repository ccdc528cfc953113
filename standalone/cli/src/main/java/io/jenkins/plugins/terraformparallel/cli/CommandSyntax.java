package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * All of the command line's syntax, by picocli: help, completion, what is wrong with a call, and every call that
 * {@link PlainCall} leaves to it.
 */
final class CommandSyntax {

    private final TerraformParallelCommand command;
    private final Surroundings surroundings;

    CommandSyntax(TerraformParallelCommand command, Surroundings surroundings) {
        this.command = command;
        this.surroundings = surroundings;
    }

    /** Does what the arguments say; blocks until it is done. Returns the exit code. */
    int execute(String... arguments) throws RequestException, IOException {
        ParseResult result;
        try {
            result = program(List.of(arguments)::contains).parseArgs(arguments);
        } catch (ParameterException e) {
            command.error(UsageMistake.lines(e));
            return ExitCode.USAGE;
        }
        return dispatch(result);
    }

    /** All commands with all their options. */
    static CommandLine program() {
        return program(any -> true);
    }

    /** Set so that arguments are data: nothing in them is expanded, interpreted or guessed. */
    private static CommandLine program(Predicate<String> wanted) {
        CommandLine program = new CommandLine(CommandSpecs.root(wanted));
        program.setExpandAtFiles(false);
        program.setInterpolateVariables(false);
        program.setTrimQuotes(false);
        program.setAbbreviatedOptionsAllowed(false);
        program.setPosixClusteredShortOptionsAllowed(true);
        return program;
    }

    /** What a command was given. */
    static ParsedCall call(ParseResult result) {
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (OptionSpec option : result.matchedOptions()) {
            options.put(option.longestName(), option.arity().max() == 0 ? List.of() : option.stringValues());
        }
        // Options between them make one parameter appear several times, each time with all of its values.
        List<String> arguments = result.matchedPositionals().stream()
                .distinct()
                .map(PositionalParamSpec::stringValues)
                .flatMap(List::stream)
                .toList();
        return new ParsedCall(result.commandSpec().name(), options, arguments);
    }

    private int dispatch(ParseResult program) throws RequestException, IOException {
        ParseResult result = program.hasSubcommand() ? program.subcommand() : program;
        CommandLine called = result.commandSpec().commandLine();
        if (result.isUsageHelpRequested()) {
            return help(called);
        }
        if (program.isVersionHelpRequested()) {
            print(String.join(System.lineSeparator(), VersionText.lines()) + System.lineSeparator());
            return ExitCode.SUCCEEDED;
        }
        if (result == program) {
            command.error(List.of(
                    "Which operation? " + CommandSpecs.NAME + " plan, apply, destroy, validate or init.",
                    "See '" + CommandSpecs.NAME + " --help'."));
            return ExitCode.USAGE;
        }
        ParsedCall call = call(result);
        return switch (call.command()) {
            case CommandSpecs.HELP -> helpOn(called.getParent(), call);
            case CommandSpecs.COMPLETION -> {
                print(AutoComplete.bash(CommandSpecs.NAME, program()));
                yield ExitCode.SUCCEEDED;
            }
            default -> command.run(call);
        };
    }

    private int helpOn(CommandLine program, ParsedCall call) {
        if (call.arguments().isEmpty()) {
            return help(program);
        }
        String name = call.arguments().get(0);
        CommandLine wanted = program.getSubcommands().get(name);
        if (wanted == null) {
            command.error(List.of("unknown command '" + name + "'.", "See '" + CommandSpecs.NAME + " --help'."));
            return ExitCode.USAGE;
        }
        return help(wanted);
    }

    private int help(CommandLine wanted) {
        CommandLine program = wanted.getParent() == null ? wanted : wanted.getParent();
        HelpText.prepare(program, surroundings.terminal());
        print(wanted.getUsageMessage());
        return ExitCode.SUCCEEDED;
    }

    private void print(String text) {
        try (Console console = new Console(surroundings.out(), surroundings.encoding())) {
            console.print(text);
        }
    }
}
