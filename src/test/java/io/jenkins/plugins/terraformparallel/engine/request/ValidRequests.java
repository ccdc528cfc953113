package io.jenkins.plugins.terraformparallel.engine.request;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests without mistakes, and how a user would write them. */
final class ValidRequests {

    private static final String MASKED = "masked";

    private static final List<PluginCache> PLUGIN_CACHES =
            List.of(PluginCache.NONE, PluginCache.USUAL, new PluginCache(true, "providers"));

    private ValidRequests() {}

    static Arbitrary<RunRequest> arbitrary() {
        return Combinators.combine(
                        Arbitraries.of(Operation.class),
                        selections(),
                        Arbitraries.integers().greaterOrEqual(1),
                        defaults(),
                        Arbitraries.of(FailFast.class),
                        durations().injectNull(0.3),
                        options(),
                        Combinators.combine(
                                        Arbitraries.of(SavedPlans.class),
                                        Arbitraries.of(OnFailure.class),
                                        Arbitraries.of(ConsoleMode.class),
                                        texts(),
                                        Arbitraries.<List<String>>of(List.of(), List.of(MASKED)))
                                .as(Rest::new))
                .as((operation, modules, parallel, defaults, failFast, gracePeriod, options, rest) -> new RunRequest(
                        operation,
                        modules,
                        parallel,
                        defaults,
                        failFast,
                        gracePeriod,
                        options,
                        rest.savedPlans(),
                        Replan.values()[parallel % 2],
                        InitMode.values()[operation == Operation.INIT ? parallel % 2 : parallel % 3],
                        PLUGIN_CACHES.get(parallel % PLUGIN_CACHES.size()),
                        SameDirectory.values()[parallel / 2 % 2],
                        rest.onFailure(),
                        OnChanges.values()[parallel % 3],
                        rest.executable(),
                        rest.mask(),
                        rest.console()));
    }

    private record Rest(
            SavedPlans savedPlans, OnFailure onFailure, ConsoleMode console, String executable, List<String> mask) {}

    /** The arguments that ask for it, all of them given. */
    static Map<String, Object> raw(RunRequest request) {
        Map<String, Object> raw = new LinkedHashMap<>();
        ModuleDefaults defaults = request.defaults();
        TerraformOptions options = request.options();
        raw.put("modules", request.modules().stream().map(ValidRequests::raw).toList());
        raw.put("operation", request.operation().keyword());
        raw.put("parallel", request.parallelAsked());
        raw.put("workspaces", orNull(defaults.workspaces()));
        raw.put("createWorkspaces", defaults.createWorkspaces());
        raw.put("varFiles", oneOrMore(defaults.varFiles()));
        raw.put("vars", defaults.vars());
        raw.put("backendConfig", defaults.backendConfig());
        raw.put("env", defaults.env());
        raw.put("timeout", text(defaults.timeout()));
        raw.put(
                "failFast",
                switch (request.failFast()) {
                    case OFF -> false;
                    case ON -> true;
                    case INTERRUPT -> "interrupt";
                });
        raw.put("gracePeriod", text(request.gracePeriod()));
        raw.put("lockTimeout", options.lockTimeout());
        raw.put("lock", options.lock());
        raw.put("refresh", String.valueOf(options.refresh()));
        raw.put("refreshOnly", options.refreshOnly());
        raw.put("upgrade", options.upgrade());
        raw.put("resourceParallelism", options.resourceParallelism());
        raw.put("extraArgs", options.extraArgs());
        raw.put("savedPlans", word(request.savedPlans()));
        raw.put("replan", word(request.replan()));
        raw.put("init", word(request.init()));
        PluginCache cache = request.pluginCache();
        raw.put("pluginCache", cache.place() == null ? (Object) cache.used() : cache.place());
        raw.put("sameDirectory", word(request.sameDirectory()));
        raw.put("onFailure", word(request.onFailure()));
        raw.put("onChanges", word(request.onChanges()));
        raw.put("executable", request.executable());
        raw.put("mask", request.mask());
        raw.put("console", word(request.console()));
        return raw;
    }

    private static Object raw(ModuleSelection selection) {
        if (selection instanceof ModulePattern pattern) {
            return pattern.text();
        }
        if (selection instanceof ModuleExclusion exclusion) {
            return "!" + exclusion.pattern();
        }
        ModuleRequest module = (ModuleRequest) selection;
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("path", module.path());
        raw.put("name", module.name());
        raw.put("workspaces", module.workspaces());
        raw.put("varFiles", module.varFiles());
        raw.put("vars", module.vars());
        raw.put("backendConfig", module.backendConfig());
        raw.put("env", module.env());
        raw.put("targets", module.targets());
        raw.put("replace", oneOrMore(module.replace()));
        raw.put("dependsOn", oneOrMore(module.dependsOn()));
        raw.put("timeout", text(module.timeout()));
        return raw;
    }

    private static Object oneOrMore(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : texts;
    }

    private static Object orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts;
    }

    private static String text(Duration duration) {
        return duration == null ? null : GoDuration.format(duration);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Arbitrary<List<ModuleSelection>> selections() {
        Arbitrary<String> patterns =
                texts().map(text -> text.strip().replaceFirst("^!+", "x")).filter(text -> !text.isBlank());
        Arbitrary<ModuleSelection> found =
                Arbitraries.oneOf(patterns.map(text -> text + "/**").map(ModulePattern::new), modules());
        Arbitrary<ModuleSelection> any = Arbitraries.oneOf(found, patterns.map(ModuleExclusion::new));
        return Combinators.combine(found, any.list().ofMaxSize(2)).as((first, others) -> {
            List<ModuleSelection> all = new ArrayList<>(others);
            all.add(first);
            return all;
        });
    }

    private static Arbitrary<ModuleRequest> modules() {
        return Combinators.combine(
                        texts(),
                        texts().injectNull(0.3),
                        workspaces().ofMinSize(1).injectNull(0.3),
                        texts().list().ofMaxSize(2),
                        values(),
                        environments(),
                        Combinators.combine(lists(), lists(), lists()).as(List::of),
                        durations().injectNull(0.3))
                .as((path, name, workspaces, varFiles, values, env, lists, timeout) -> new ModuleRequest(
                        path,
                        name,
                        workspaces,
                        varFiles,
                        values,
                        values,
                        env,
                        lists.get(0),
                        lists.get(1),
                        lists.get(2),
                        timeout));
    }

    private static Arbitrary<ModuleDefaults> defaults() {
        return Combinators.combine(
                        workspaces(),
                        Arbitraries.of(true, false),
                        lists(),
                        values(),
                        values(),
                        environments(),
                        durations().injectNull(0.3))
                .as(ModuleDefaults::new);
    }

    private static Arbitrary<TerraformOptions> options() {
        Arbitrary<String> allowed = Combinators.combine(Arbitraries.of("-compact-warnings", "--plugin-dir="), texts())
                .as((option, value) -> option.endsWith("=") ? option + value : option);
        return Combinators.combine(
                        durations().map(GoDuration::format).injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().greaterOrEqual(1).injectNull(0.3),
                        Arbitraries.maps(
                                        Arbitraries.of("init", "plan", "apply", "validate"),
                                        allowed.list().ofMaxSize(2))
                                .ofMaxSize(2))
                .as((lockTimeout, lock, refresh, upgrade, parallelism, extraArgs) ->
                        new TerraformOptions(lockTimeout, lock, refresh, false, upgrade, parallelism, extraArgs));
    }

    private static Arbitrary<Map<String, Object>> values() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                texts().map(text -> text),
                Arbitraries.integers().map(number -> number),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1000000"), new BigDecimal("1000000"))
                        .ofScale(2)
                        .map(number -> number),
                Arbitraries.of(true, false));
        Arbitrary<Object> any = Arbitraries.oneOf(
                leaves,
                leaves.injectNull(0.2).list().ofMaxSize(2).map(Collections::unmodifiableList),
                // The one text that YAML takes for something else as a key.
                Arbitraries.maps(Arbitraries.oneOf(texts(), Arbitraries.just("<<")), leaves)
                        .ofMaxSize(2)
                        .map(map -> map));
        return Combinators.combine(
                        Arbitraries.maps(names(), any.injectNull(0.1)).ofMaxSize(3), texts())
                .as((map, secret) -> {
                    map.put(MASKED, secret);
                    return map;
                });
    }

    private static Arbitrary<Map<String, String>> environments() {
        return Arbitraries.maps(
                        Arbitraries.strings().withChars("ABC_").ofMinLength(1).ofMaxLength(3), texts())
                .ofMaxSize(2);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abcüß_").ofMinLength(1).ofMaxLength(4);
    }

    private static Arbitrary<List<String>> lists() {
        return texts().list().ofMaxSize(2);
    }

    private static net.jqwik.api.arbitraries.ListArbitrary<String> workspaces() {
        return Arbitraries.of("eu", "us-1", "default", "a.b~$&+:=@").list().ofMaxSize(2);
    }

    /** Not blank, with what is special to shells, YAML, HCL and Groovy. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab0 \n\t\"'\\$#:;&|<>{}[]()-!@%~`,=/ü日\ud83d")
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(text -> text.replace("\ud83d", "\ud83d\ude00"))
                .filter(text -> !text.isBlank());
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs().greaterOrEqual(1).map(Duration::ofNanos);
    }
}
