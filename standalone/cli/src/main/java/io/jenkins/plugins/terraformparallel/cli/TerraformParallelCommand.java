package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line {@code terraform-parallel}: from arguments to an exit code. Never prints a stack trace. */
final class TerraformParallelCommand {

    private final Surroundings surroundings;

    TerraformParallelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Does what the arguments say; blocks until it is done. Returns the exit code. */
    int execute(String... arguments) {
        try {
            return dispatch(program(List.of(arguments)::contains).parseArgs(arguments));
        } catch (ParameterException e) {
            error(UsageMistake.lines(e));
            return ExitCode.USAGE;
        } catch (RequestException e) {
            error(e.getMessage().lines().toList());
            return ExitCode.USAGE;
        } catch (IOException e) {
            error(List.of(Explained.cause(e)));
            return ExitCode.FAILED;
        } catch (RuntimeException | Error e) {
            error(List.of(CrashNote.sentence(e)));
            return ExitCode.FAILED;
        }
    }

    /** All commands with all their options. */
    static CommandLine program() {
        return program(command -> true);
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

    private int dispatch(ParseResult program) throws RequestException, IOException {
        ParseResult result = program.hasSubcommand() ? program.subcommand() : program;
        CommandLine command = result.commandSpec().commandLine();
        if (result.isUsageHelpRequested()) {
            return help(command);
        }
        if (program.isVersionHelpRequested()) {
            print(String.join(System.lineSeparator(), VersionText.lines()) + System.lineSeparator());
            return ExitCode.SUCCEEDED;
        }
        if (result == program) {
            error(List.of(
                    "Which operation? " + CommandSpecs.NAME + " plan, apply, destroy, validate or init.",
                    "See '" + CommandSpecs.NAME + " --help'."));
            return ExitCode.USAGE;
        }
        ParsedCall call = new ParsedCall(result);
        String name = result.commandSpec().name();
        return switch (name) {
            case CommandSpecs.HELP -> helpOn(command.getParent(), call);
            case CommandSpecs.COMPLETION -> {
                print(AutoComplete.bash(CommandSpecs.NAME, program()));
                yield ExitCode.SUCCEEDED;
            }
            case CommandSpecs.REPORT -> new ReportCommand(call, surroundings).run();
            default -> runTerraform(name, call);
        };
    }

    private int runTerraform(String name, ParsedCall call) throws RequestException, IOException {
        if (surroundings.operatingSystem().startsWith("Windows")) {
            error(List.of("Windows is not supported: terraform's processes can't be stopped there without losing state."
                    + " Use Linux, or WSL."));
            return ExitCode.USAGE;
        }
        return name.equals(CommandSpecs.RESUME)
                ? new ResumeCommand(call, surroundings).run()
                : new OperationCommand(Operation.valueOf(name.toUpperCase(Locale.ROOT)), call, surroundings).run();
    }

    private int helpOn(CommandLine program, ParsedCall call) {
        if (call.arguments().isEmpty()) {
            return help(program);
        }
        String name = call.arguments().get(0);
        CommandLine command = program.getSubcommands().get(name);
        if (command == null) {
            error(List.of("unknown command '" + name + "'.", "See '" + CommandSpecs.NAME + " --help'."));
            return ExitCode.USAGE;
        }
        return help(command);
    }

    private int help(CommandLine command) {
        CommandLine program = command.getParent() == null ? command : command.getParent();
        HelpText.prepare(program, surroundings.terminal());
        print(command.getUsageMessage());
        return ExitCode.SUCCEEDED;
    }

    private void print(String text) {
        try (Console console = new Console(surroundings.out(), surroundings.encoding())) {
            console.print(text);
        }
    }

    private void error(List<String> lines) {
        String prefix = CommandSpecs.NAME + ": ";
        for (String line : lines) {
            surroundings.err().println(prefix + TextCleaner.line(line));
            prefix = "";
        }
    }
}
