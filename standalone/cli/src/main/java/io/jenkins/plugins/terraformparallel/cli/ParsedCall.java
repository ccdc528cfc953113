package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one command was given, exactly as it was written: nothing of it has been converted.
 *
 * @param command its name
 * @param options the values of those that were given, by their long names; none for an option that takes no value
 * @param arguments all that is no option
 */
record ParsedCall(String command, Map<String, List<String>> options, List<String> arguments) {

    /** What belongs to a request. */
    GivenOptions request() {
        Map<RequestOption, List<String>> given = new EnumMap<>(RequestOption.class);
        for (RequestOption option : RequestOption.values()) {
            List<String> values = values(option.option());
            if (!values.isEmpty()) {
                given.put(option, values);
            }
        }
        // Other commands have a run's directory as their argument.
        boolean hasModules = PlainCall.isOperation(command);
        return new GivenOptions(hasModules ? arguments : List.of(), given, value(CommandSpecs.REQUEST));
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
        return options.containsKey(option);
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
     * @throws RequestException where it can't be one here
     */
    @CheckForNull
    Path path(String option, Path base) throws RequestException {
        String text = value(option);
        return text == null ? null : path(option, text, base);
    }

    /** The first argument as a path. */
    Path argument(Path base) throws RequestException {
        return path("RUN_DIR", arguments.get(0), base);
    }

    private static Path path(String name, String text, Path base) throws RequestException {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new RequestException(
                    List.of(new Mistake(name, "what is no path here: " + Explained.cause(e), "a path")));
        }
    }

    private List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }
}
