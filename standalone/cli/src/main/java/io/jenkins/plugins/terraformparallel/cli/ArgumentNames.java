package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls a request's arguments as the user wrote them: {@code varFiles[1]} is {@code --var-file} for whoever has typed that.
 * Not thread-safe while names are added.
 */
final class ArgumentNames {

    static final String MODULE = "MODULE";

    private static final String ENVIRONMENT = "environment.";
    private static final Pattern QUOTED = Pattern.compile("'([A-Za-z]+)'");

    /** Names of parameters that are also values of one, and so are left alone in advice. */
    private static final Set<String> AMBIGUOUS = Set.of("init");

    private final Map<String, String> written = new HashMap<>();
    private final boolean optionsOnly;

    /** @param optionsOnly whether there is no request file, so that everything comes from the command line */
    ArgumentNames(boolean optionsOnly) {
        this.optionsOnly = optionsOnly;
        if (optionsOnly) {
            for (RequestOption option : RequestOption.values()) {
                written.put(option.key(), option.option());
            }
            written.put("modules", MODULE);
        }
    }

    /** An argument or a part of one was written like this. */
    void add(String argument, String asWritten) {
        written.put(argument, asWritten);
    }

    /** The argument as the user knows it. */
    String of(String argument) {
        if (argument.startsWith(ENVIRONMENT)) {
            return "environment variable " + argument.substring(ENVIRONMENT.length());
        }
        for (int end = argument.length(); end > 0; end = lastBoundary(argument, end)) {
            String name = written.get(argument.substring(0, end));
            if (name != null) {
                return below(name, argument.substring(end));
            }
        }
        return argument;
    }

    /** All mistakes with the user's own names. */
    RequestException translate(RequestException exception) {
        return new RequestException(
                exception.mistakes().stream().map(this::translate).distinct().toList());
    }

    /** All mistakes with the user's own names. */
    List<Mistake> translate(List<Mistake> mistakes) {
        return mistakes.stream().map(this::translate).toList();
    }

    private Mistake translate(Mistake mistake) {
        return new Mistake(of(mistake.argument()), mistake.found(), advice(mistake.expected()));
    }

    /** What to do instead, in options where there is no file in which to write anything. */
    private String advice(String expected) {
        if (!optionsOnly) {
            return expected;
        }
        Matcher quoted = QUOTED.matcher(expected);
        return quoted.replaceAll(found -> Matcher.quoteReplacement(
                AMBIGUOUS.contains(found.group(1)) || !written.containsKey(found.group(1))
                        ? found.group()
                        : "'" + written.get(found.group(1)) + "'"));
    }

    /** {@code --var} and {@code .zone} are {@code --var zone}; a position in a list of options says nothing to anybody. */
    private static String below(String name, String rest) {
        if (rest.startsWith(".")) {
            return name + " " + rest.substring(1);
        }
        if (rest.length() >= "['']".length() && rest.startsWith("['") && rest.endsWith("']")) {
            return name + " " + rest.substring(1, rest.length() - 1);
        }
        return isPosition(rest) ? name : name + rest;
    }

    /** {@code [7]}. */
    private static boolean isPosition(String rest) {
        int last = rest.length() - 1;
        if (last < 2 || rest.charAt(0) != '[' || rest.charAt(last) != ']') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            if (rest.charAt(i) < '0' || rest.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int lastBoundary(String argument, int end) {
        return Math.max(argument.lastIndexOf('.', end - 1), argument.lastIndexOf('[', end - 1));
    }
}
