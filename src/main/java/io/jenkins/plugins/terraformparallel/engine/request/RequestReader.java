package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads what the user asked for: the arguments of the Pipeline step, a YAML or JSON file, or the command line's options,
 * all of them as one map. Everything that can be checked without the modules' files is checked here, and all that is
 * wrong is reported at once. Any thread.
 *
 * <p>Texts may be any {@link CharSequence} or character, lists any collection or array of objects. A single text stands
 * for a list of one. A key with the value null counts as not given; within {@code vars} and {@code backendConfig} null is
 * terraform's null.
 */
public final class RequestReader {

    static final List<String> KEYS = List.of(
            "modules",
            "operation",
            "parallel",
            "workspaces",
            "createWorkspaces",
            "varFiles",
            "vars",
            "backendConfig",
            "env",
            "failFast",
            "timeout",
            "gracePeriod",
            "lockTimeout",
            "lock",
            "refresh",
            "refreshOnly",
            "upgrade",
            "resourceParallelism",
            "extraArgs",
            "savedPlans",
            "replan",
            "init",
            "pluginCache",
            "sameDirectory",
            "onFailure",
            "onChanges",
            "executable",
            "mask",
            "console");

    private static final String DEFAULT_EXECUTABLE = "terraform";

    private final ArgumentMap run;
    private final MaskedNames masked;
    private final Mistakes mistakes;
    private final Map<String, String> inherited;

    private RequestReader(Map<String, ?> raw, Map<String, String> environment) {
        inherited = new HashMap<>(environment);
        if (PlainText.byText(raw).get("env") instanceof Map<?, ?> own) {
            own.keySet().forEach(name -> inherited.remove(String.valueOf(name)));
        }
        masked = new MaskedNames(raw, inherited);
        mistakes = new Mistakes(masked.secrets());
        run = new ArgumentMap(ArgumentPath.ROOT, raw, KEYS, ModulesReader.keysOfModulesOnly(), mistakes);
    }

    /**
     * The request, deeply immutable and independent of the map, which isn't changed.
     *
     * @param raw the arguments by their names
     * @param environment what terraform inherits: {@code mask} may name its variables, and it is checked as
     *     {@link EnvironmentCheck} does, aside from what the request's {@code env} replaces
     * @throws RequestException with all mistakes; none shows a masked value
     */
    public static RunRequest read(Map<String, ?> raw, Map<String, String> environment) throws RequestException {
        RequestReader reader = new RequestReader(raw, environment);
        RunRequest request = reader.request();
        reader.mistakes.throwIfAny();
        return request;
    }

    /** Keys that belong to the run and not to a module, with where to write them. */
    static Map<String, String> keysOfRunOnly() {
        Map<String, String> keys = new HashMap<>();
        KEYS.forEach(key -> keys.put(key, "it beside 'modules', for the whole run"));
        return keys;
    }

    private RunRequest request() {
        Quantities quantities = new Quantities(run, mistakes);
        PlainValues plainValues = new PlainValues(mistakes);
        List<ModuleSelection> modules = new ModulesReader(plainValues, masked, mistakes).read(run);
        Operation operation = choice("operation", Operation.PLAN);
        int parallel = quantities.cappedNumber("parallel", RunRequest.MAX_PARALLEL);
        ModuleDefaults defaults = defaults(plainValues, quantities);
        FailFast failFast = failFast();
        var gracePeriod = quantities.duration("gracePeriod");
        TerraformOptions options = options(quantities);
        checkRefreshOnly(options, operation, modules);
        SavedPlans savedPlans = choice("savedPlans", SavedPlans.AUTO);
        Replan replan = choice("replan", Replan.STOP);
        InitMode init = init(operation);
        PluginCache pluginCache = PluginCache.read(run);
        SameDirectory sameDirectory = choice("sameDirectory", SameDirectory.SERIAL);
        OnFailure onFailure = choice("onFailure", OnFailure.FAIL);
        OnChanges onChanges = choice("onChanges", OnChanges.CONTINUE);
        String executable = run.text("executable", "a name on the PATH, a file or a directory");
        List<String> mask = masked.read(run, mistakes);
        ConsoleMode console = choice("console", ConsoleMode.SUMMARY);
        EnvironmentCheck.check("environment", inherited, mistakes);
        return new RunRequest(
                operation,
                modules,
                parallel,
                defaults,
                failFast,
                gracePeriod,
                options,
                savedPlans,
                replan,
                init,
                pluginCache,
                sameDirectory,
                onFailure,
                onChanges,
                executable == null ? DEFAULT_EXECUTABLE : executable,
                mask,
                console);
    }

    private ModuleDefaults defaults(PlainValues plainValues, Quantities quantities) {
        NamedValues values = new NamedValues(run, plainValues, masked, mistakes);
        ModuleDefaults defaults = new ModuleDefaults(
                new Workspaces(run, mistakes).several("workspaces"),
                run.flag("createWorkspaces", false),
                run.texts("varFiles", "a file"),
                values.typed("vars"),
                values.typed("backendConfig"),
                values.environment("env"),
                quantities.duration("timeout"));
        EnvironmentCheck.check(run.at("env"), defaults.env(), mistakes);
        return defaults;
    }

    private TerraformOptions options(Quantities quantities) {
        return new TerraformOptions(
                quantities.durationText("lockTimeout"),
                run.flag("lock", true),
                run.flag("refresh", true),
                run.flag("refreshOnly", false),
                run.flag("upgrade", false),
                quantities.smallNumber("resourceParallelism"),
                new ExtraArguments(run, mistakes).read());
    }

    /** What terraform would refuse, each unit by itself. */
    private void checkRefreshOnly(TerraformOptions options, Operation operation, List<ModuleSelection> modules) {
        if (!options.refreshOnly()) {
            return;
        }
        if (operation != Operation.PLAN) {
            mistakes.wrong("refreshOnly", run.raw("refreshOnly"), "false, or the operation plan");
        }
        if (!options.refresh()) {
            mistakes.wrong("refresh", run.raw("refresh"), "true, because 'refreshOnly' does nothing else");
        }
        for (ModuleSelection module : modules) {
            if (module instanceof ModuleRequest request && !request.replace().isEmpty()) {
                mistakes.add(
                        "refreshOnly",
                        "true, with resources to replace in module " + request.path(),
                        "false, or no 'replace'");
            }
        }
    }

    private FailFast failFast() {
        if (run.raw("failFast") instanceof Boolean flag) {
            return flag ? FailFast.ON : FailFast.OFF;
        }
        String word = run.word("failFast", List.of("true", "false", "interrupt"));
        if ("interrupt".equals(word)) {
            return FailFast.INTERRUPT;
        }
        return "true".equals(word) ? FailFast.ON : FailFast.OFF;
    }

    private InitMode init(Operation operation) {
        InitMode init = choice("init", InitMode.AUTO);
        if (operation == Operation.INIT && init == InitMode.NEVER) {
            mistakes.wrong("init", run.raw("init"), "'auto' or 'always', because the operation is init");
        }
        return init;
    }

    /** One of an enum's constants by its lower-case name; the default where not given or wrong. */
    private <E extends Enum<E>> E choice(String key, E otherwise) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
            constants.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        String word = run.word(key, constants.keySet());
        return word == null ? otherwise : constants.get(word);
    }
}
