package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds environment variables that would make terraform do something else than was asked for: another workspace or data
 * directory, or options that change what a plan, an apply or their output is. {@link RequestReader} makes this check with
 * the request; a resumed run, which gets a new environment, makes it again.
 */
public final class EnvironmentCheck {

    /** Terraform's variable for all its commands, and with {@code _plan} and so on for one of them. */
    private static final String ARGUMENTS = "TF_CLI_ARGS";

    private static final Set<String> REFUSED = Set.of(
            "destroy",
            "json",
            "out",
            "chdir",
            "state",
            "state-out",
            "target",
            "refresh-only",
            "replace",
            "auto-approve");

    /** What Go's strconv.ParseBool takes for false. */
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    private static final Map<String, String> PLACES = Map.of(
            "TF_WORKSPACE", "nothing there; name the workspace with 'workspaces'",
            "TF_DATA_DIR", "nothing there; every module has its own .terraform");

    private EnvironmentCheck() {}

    /**
     * All mistakes, sorted by variable; empty where there are none. Values of {@code TF_CLI_ARGS*} are not shown.
     *
     * @param environment what terraform will get: what it inherits, with the run's own {@code env} over it
     */
    public static List<Mistake> mistakes(Map<String, String> environment) {
        Mistakes mistakes = new Mistakes(Set.of());
        check("environment", environment, mistakes);
        return mistakes.all();
    }

    /** @param place where the variables are, such as {@code modules[2].env} */
    static void check(String place, Map<String, String> environment, Mistakes mistakes) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue();
            if (PLACES.containsKey(name) && !value.isEmpty()) {
                mistakes.wrong(ArgumentPath.of(place, name), value, PLACES.get(name));
            } else if (name.equals(ARGUMENTS) || name.startsWith(ARGUMENTS + "_")) {
                checkOptions(ArgumentPath.of(place, name), value, mistakes);
            }
        }
    }

    private static void checkOptions(String argument, String value, Mistakes mistakes) {
        List<String> words = ShellWords.split(value);
        if (words == null) {
            mistakes.add(
                    argument,
                    "text that terraform can't split into options",
                    "quotes in pairs, and no parentheses outside of them");
            return;
        }
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String name = OwnOptions.name(word);
            if (name != null && REFUSED.contains(name) && seen.add(name)) {
                mistakes.add(argument, "'-" + name + "'", OwnOptions.instead(name));
            } else if ("backend".equals(name)
                    && FALSE.contains(String.valueOf(OwnOptions.value(word)))
                    && seen.add(name)) {
                mistakes.add(argument, "'-backend=false'", OwnOptions.instead(name));
            }
            if (OwnOptions.takesNext(word)) {
                i++;
            }
        }
    }
}
