package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where terraform and OpenTofu look for their CLI configuration (internal/command/cliconfig): a file that a variable
 * names, else files in the home directory.
 */
public final class CliConfigurationFiles {

    private static final List<String> OVERRIDES = List.of("TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG");
    private static final String HOME = "HOME";
    /** OpenTofu follows the XDG base directories, too. */
    private static final String XDG = "XDG_CONFIG_HOME";

    private static final List<String> MAIN_FILES = List.of(".terraformrc", ".tofurc");
    private static final String DIRECTORY = ".terraform.d";

    /** The variables by which places are found. */
    public static final Set<String> VARIABLES = Set.of(OVERRIDES.get(0), OVERRIDES.get(1), HOME, XDG);

    private CliConfigurationFiles() {}

    /**
     * The paths of all files that may count, whether they exist or not. A file named by a variable is the only one, and
     * the only one that may be relative.
     *
     * @param environment what terraform will get
     * @param home the user's home directory, taken where {@code HOME} isn't set
     * @param listDirectory the names of a directory's files by its path; empty where there is none
     */
    public static List<String> of(
            Map<String, String> environment, String home, Function<String, List<String>> listDirectory) {
        for (String override : OVERRIDES) {
            String file = environment.getOrDefault(override, "");
            if (!file.isEmpty()) {
                return List.of(file);
            }
        }
        String own = environment.getOrDefault(HOME, "");
        String base = (own.isEmpty() ? home : own) + "/";
        List<String> files = new ArrayList<>();
        for (String name : MAIN_FILES) {
            files.add(base + name);
        }
        String xdg = environment.getOrDefault(XDG, "");
        files.add((xdg.isEmpty() ? base + ".config" : xdg) + "/opentofu/tofurc");
        List<String> names = new ArrayList<>(listDirectory.apply(base + DIRECTORY));
        names.sort(null);
        for (String name : names) {
            if (name.endsWith(".tfrc") || name.endsWith(".tfrc.json")) {
                files.add(base + DIRECTORY + "/" + name);
            }
        }
        return files;
    }
}
