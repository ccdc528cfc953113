package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads names of terraform workspaces. */
final class Workspaces {

    /** What terraform takes: names that Go's url.PathEscape leaves as they are. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.~$&+:=@-]+");
    /** Terraform takes them, and the local backend then finds another workspace's state there. */
    private static final Set<String> DIRECTORIES = Set.of(".", "..");

    private static final String EXPECTED = "a workspace's name";

    private final ArgumentMap arguments;
    private final Mistakes mistakes;

    Workspaces(ArgumentMap arguments, Mistakes mistakes) {
        this.arguments = arguments;
        this.mistakes = mistakes;
    }

    /** Null where not given or wrong. */
    @CheckForNull
    String one(String key) {
        String name = arguments.text(key, EXPECTED);
        return name != null && isName(arguments.at(key), name) ? name : null;
    }

    /** Empty where not given or wrong: an empty list is a mistake, because it would mean "no workspace". */
    List<String> several(String key) {
        Object raw = arguments.raw(key);
        if (raw != null && PlainText.isList(raw) && PlainText.entries(raw).isEmpty()) {
            mistakes.wrong(arguments.at(key), raw, "at least one workspace, or no '" + key + "' at all");
        }
        return arguments.texts(key, EXPECTED, this::isName);
    }

    private boolean isName(String argument, String name) {
        boolean isName = NAME.matcher(name).matches() && !DIRECTORIES.contains(name);
        if (!isName) {
            mistakes.wrong(
                    argument,
                    name,
                    EXPECTED + " as terraform allows it: letters, digits and any of _ . ~ $ & + : = @ -");
        }
        return isName;
    }
}
