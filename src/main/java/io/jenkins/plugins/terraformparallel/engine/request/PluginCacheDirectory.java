package io.jenkins.plugins.terraformparallel.engine.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the provider cache that terraform's inits would share, as terraform itself does (internal/command/cliconfig):
 * {@code TF_PLUGIN_CACHE_DIR}, else {@code plugin_cache_dir} of the CLI configuration. Also looks where OpenTofu has its
 * configuration, where terraform's is missing.
 */
public final class PluginCacheDirectory {

    private static final List<String> OPTIONS = List.of("TF_CLI_ARGS", "TF_CLI_ARGS_init");
    /** Go's os.Expand: a name, a name in braces, or one of the shell's special characters. */
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z0-9_]+)|\\{([^}]*)\\}|[*#$@!?-])");

    private PluginCacheDirectory() {}

    /** As {@link #find(Map, Function, String, Function)}, without the files in {@code ~/.terraform.d}. */
    public static Optional<String> find(
            Map<String, String> environment, Function<String, Optional<String>> readFile, String home) {
        return find(environment, readFile, home, directory -> List.of());
    }

    /**
     * The directory as it was given; a relative one means another directory for each module.
     *
     * @param environment what terraform will get
     * @param readFile a file's text by its path; empty where there is none
     * @param home the user's home directory, taken where {@code HOME} isn't set
     * @param listDirectory the names of a directory's files by its path; empty where there is none
     */
    public static Optional<String> find(
            Map<String, String> environment,
            Function<String, Optional<String>> readFile,
            String home,
            Function<String, List<String>> listDirectory) {
        String variable = environment.getOrDefault("TF_PLUGIN_CACHE_DIR", "");
        if (!variable.isEmpty()) {
            return Optional.of(variable);
        }
        // The first that has the setting counts.
        return CliConfigurationFiles.of(environment, home, listDirectory).stream()
                .map(readFile)
                .flatMap(Optional::stream)
                .map(CliConfiguration::pluginCacheDir)
                .flatMap(Optional::stream)
                .map(directory -> expand(directory, environment))
                .filter(directory -> !directory.isEmpty())
                .findFirst();
    }

    /**
     * All that decides where terraform gets providers from, as a hash, because it may hold credentials: the files of its CLI
     * configuration, and options that are given by variables. Equal hashes mean the same sources.
     *
     * @param environment what terraform will get; the rest as in {@link #find(Map, Function, String, Function)}
     */
    public static String sources(
            Map<String, String> environment,
            Function<String, Optional<String>> readFile,
            String home,
            Function<String, List<String>> listDirectory) {
        StringBuilder sources = new StringBuilder();
        CliConfigurationFiles.of(environment, home, listDirectory).stream()
                .map(readFile)
                .flatMap(Optional::stream)
                .forEach(text -> sources.append(text).append('\n'));
        OPTIONS.forEach(name -> sources.append(name)
                .append('=')
                .append(environment.getOrDefault(name, ""))
                .append('\n'));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(sources.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String expand(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(name == null ? "" : environment.getOrDefault(name, ""));
        });
    }
}
