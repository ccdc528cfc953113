package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terraform's options that this product sets itself, or that would break what it promises, and what to use instead. Names
 * are without dashes: terraform takes one or two.
 */
final class OwnOptions {

    private static final Pattern OPTION = Pattern.compile("--?([A-Za-z][A-Za-z0-9-]*)(=.*)?", Pattern.DOTALL);

    private static final String SET_ALREADY = "none; this product sets it itself";
    private static final String NO_COMMAND = "none; it keeps terraform from doing its work";
    private static final String BACKEND = "none; the module's backend says where its state is";

    private static final Map<String, String> INSTEAD = new TreeMap<>();

    static {
        INSTEAD.put("auto-approve", SET_ALREADY);
        INSTEAD.put("backend", "operation 'validate', which needs no backend");
        INSTEAD.put("backend-config", "'backendConfig'");
        INSTEAD.put("backup", BACKEND);
        INSTEAD.put("chdir", "the module's path in 'modules'");
        INSTEAD.put("destroy", "operation 'destroy'");
        INSTEAD.put("detailed-exitcode", SET_ALREADY);
        INSTEAD.put("force-copy", "none; move state by hand with terraform init");
        INSTEAD.put("from-module", "none; a module must be there before the run");
        INSTEAD.put("h", NO_COMMAND);
        INSTEAD.put("help", NO_COMMAND);
        INSTEAD.put("input", SET_ALREADY);
        INSTEAD.put("json", SET_ALREADY);
        INSTEAD.put("lock", "'lock'");
        INSTEAD.put("lock-timeout", "'lockTimeout'");
        INSTEAD.put("migrate-state", "none; move state by hand with terraform init");
        INSTEAD.put("no-color", SET_ALREADY);
        INSTEAD.put("out", SET_ALREADY);
        INSTEAD.put("parallelism", "'resourceParallelism'");
        INSTEAD.put("reconfigure", "'backendConfig', which brings it along");
        INSTEAD.put("refresh", "'refresh'");
        INSTEAD.put("refresh-only", "'refreshOnly'");
        INSTEAD.put("replace", "'replace' of a module");
        INSTEAD.put("state", BACKEND);
        INSTEAD.put("state-out", BACKEND);
        INSTEAD.put("target", "'targets' of a module");
        INSTEAD.put("upgrade", "'upgrade'");
        INSTEAD.put("v", NO_COMMAND);
        INSTEAD.put("var", "'vars'");
        INSTEAD.put("var-file", "'varFiles'");
        INSTEAD.put("version", NO_COMMAND);
    }

    /** Options of terraform and OpenTofu whose value may be the next argument. */
    private static final Set<String> WITH_VALUE = Set.of(
            "backend-config",
            "backup",
            "chdir",
            "deprecation",
            "exclude",
            "exclude-file",
            "filter",
            "from-module",
            "generate-config-out",
            "json-into",
            "lock-timeout",
            "lockfile",
            "module-depth",
            "out",
            "parallelism",
            "platform",
            "plugin-dir",
            "replace",
            "state",
            "state-out",
            "target",
            "target-file",
            "test-directory",
            "var",
            "var-file");

    private OwnOptions() {}

    /** What to use instead of an option; null where it may be used. */
    @CheckForNull
    static String instead(String name) {
        return INSTEAD.get(name);
    }

    /** The option's name without dashes and value; null where the text is no option. */
    @CheckForNull
    static String name(String argument) {
        Matcher option = OPTION.matcher(argument);
        return option.matches() ? option.group(1) : null;
    }

    /** What stands after {@code =}; null where nothing does. */
    @CheckForNull
    static String value(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? null : argument.substring(equals + 1);
    }

    /** Whether the argument after this one is its value and no option, whatever it looks like. */
    static boolean takesNext(String argument) {
        String name = name(argument);
        return name != null && value(argument) == null && WITH_VALUE.contains(name);
    }
}
