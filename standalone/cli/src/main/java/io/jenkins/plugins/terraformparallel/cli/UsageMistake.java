package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;
import io.jenkins.plugins.terraformparallel.engine.request.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in a few lines what is wrong with the use of the command line. Shows no values of options: one may be a secret that
 * stands in the wrong place.
 */
final class UsageMistake {

    private static final Pattern UNWANTED_VALUE =
            Pattern.compile("option '([^' ]+)'.* should be specified without", Pattern.DOTALL);

    private UsageMistake() {}

    /** One or more lines, the last one with where to find help. */
    static List<String> lines(ParameterException exception) {
        List<String> lines = new ArrayList<>();
        lines.add(TextCleaner.line(sentence(exception)));
        String command = exception.getCommandLine().getCommandSpec().qualifiedName(" ");
        lines.add("See '" + command + " --help'.");
        return lines;
    }

    private static String sentence(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (exception instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice; it takes one value.";
        }
        if (exception instanceof MissingParameterException missing) {
            ArgSpec argument = missing.getMissing().isEmpty()
                    ? missing.getArgSpec()
                    : missing.getMissing().get(0);
            return argument instanceof OptionSpec
                    ? name(argument) + " needs a value: " + name(argument) + "=" + argument.paramLabel()
                    : argument.paramLabel() + " is missing.";
        }
        Matcher unwanted = UNWANTED_VALUE.matcher(exception.getMessage());
        return unwanted.find() ? unwanted.group(1) + " takes no value." : exception.getMessage();
    }

    private static String unmatched(UnmatchedArgumentException exception) {
        CommandSpec command = exception.getCommandLine().getCommandSpec();
        String first = withoutValue(exception.getUnmatched().get(0));
        boolean isRoot = command.parent() == null;
        if (first.startsWith("-")) {
            List<String> known = command.options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .filter(name -> name.startsWith("--"))
                    .toList();
            return "unknown option '" + first + "'." + meant(first, known)
                    + (isRoot ? " Options come after the OPERATION." : "");
        }
        return isRoot
                ? "unknown operation or command '" + first + "'."
                        + meant(first, command.subcommands().keySet())
                : "unexpected argument '" + first + "'.";
    }

    private static String meant(String given, Collection<String> known) {
        String meant = Suggestion.among(given, known);
        return meant == null ? "" : " Did you mean " + meant + "?";
    }

    private static String withoutValue(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
