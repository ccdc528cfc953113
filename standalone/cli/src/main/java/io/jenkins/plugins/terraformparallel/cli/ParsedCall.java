package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What one command was given, exactly as it was written: nothing of it has been converted. */
final class ParsedCall {

    private final ParseResult result;

    ParsedCall(ParseResult result) {
        this.result = result;
    }

    /** What belongs to a request. */
    GivenOptions request() {
        Map<RequestOption, List<String>> options = new EnumMap<>(RequestOption.class);
        for (RequestOption option : RequestOption.values()) {
            List<String> values = values(option.option());
            if (!values.isEmpty()) {
                options.put(option, values);
            }
        }
        return new GivenOptions(
                result.commandSpec().findOption(CommandSpecs.AUTO_APPROVE) == null ? List.of() : arguments(),
                options,
                value(CommandSpecs.REQUEST));
    }

    /** The reports that are asked for. */
    Map<ReportOption, String> reports() {
        Map<ReportOption, String> reports = new EnumMap<>(ReportOption.class);
        for (ReportOption report : ReportOption.values()) {
            String file = value(report.option());
            if (file != null) {
                reports.put(report, file);
            }
        }
        return reports;
    }

    boolean has(String option) {
        return result.hasMatchedOption(option);
    }

    /** All that is no option. */
    List<String> arguments() {
        // Options between them make one parameter appear several times, each time with all of its values.
        return result.matchedPositionals().stream()
                .distinct()
                .map(PositionalParamSpec::stringValues)
                .flatMap(List::stream)
                .toList();
    }

    /** An option's value; null where it wasn't given. */
    @CheckForNull
    String value(String option) {
        List<String> values = values(option);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /**
     * An option's value as a path; null where it wasn't given.
     *
     * @param base what it is relative to
     */
    @CheckForNull
    Path path(String option, Path base) {
        String text = value(option);
        return text == null ? null : path(option, text, base);
    }

    /** The first argument as a path. */
    Path argument(Path base) {
        return path("RUN_DIR", arguments().get(0), base);
    }

    private Path path(String name, String text, Path base) {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    result.commandSpec().commandLine(), name + " is no path here: " + Explained.cause(e), e);
        }
    }

    private List<String> values(String option) {
        OptionSpec matched = result.matchedOption(option);
        return matched == null ? List.of() : matched.stringValues();
    }
}
