package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code modules}: directories, globs, exclusions, and modules with settings of their own. */
final class ModulesReader {

    private static final String KEY = "modules";
    private static final String EXPECTED = "a directory, a glob, or a map with 'path'";

    private static final List<String> MODULE_KEYS = List.of(
            "path",
            "name",
            "workspace",
            "workspaces",
            "varFiles",
            "vars",
            "backendConfig",
            "env",
            "targets",
            "replace",
            "dependsOn",
            "timeout");

    private final PlainValues plainValues;
    private final MaskedNames masked;
    private final Mistakes mistakes;

    ModulesReader(PlainValues plainValues, MaskedNames masked, Mistakes mistakes) {
        this.plainValues = plainValues;
        this.masked = masked;
        this.mistakes = mistakes;
    }

    /** Keys that belong to a module and not to the run, with where to write them. */
    static Map<String, String> keysOfModulesOnly() {
        Map<String, String> keys = new HashMap<>();
        for (String key : MODULE_KEYS) {
            if (!RequestReader.KEYS.contains(key)) {
                keys.put(key, "it in an entry of 'modules': [path: '…', " + key + ": …]");
            }
        }
        keys.put("path", "it in an entry of 'modules': [path: '…']");
        // One letter away from a key of the run, which is the better advice.
        keys.remove("workspace");
        return keys;
    }

    /** In the order given. */
    List<ModuleSelection> read(ArgumentMap arguments) {
        Object raw = arguments.raw(KEY);
        if (raw == null) {
            if (!arguments.wasMisspelt(KEY)) {
                mistakes.wrong(KEY, null, "at least one directory, glob, or map with 'path'");
            }
            return List.of();
        }
        if (!PlainText.isList(raw) && !PlainText.isText(raw)) {
            mistakes.wrong(KEY, raw, "a list of directories, globs, and maps with 'path'");
            return List.of();
        }
        List<Object> entries = PlainText.oneOrMore(raw);
        List<ModuleSelection> result = new ArrayList<>();
        boolean onlyExclusions = true;
        for (int i = 0; i < entries.size(); i++) {
            ModuleSelection selection =
                    selection(PlainText.isList(raw) ? ArgumentPath.of(KEY, i) : KEY, entries.get(i));
            onlyExclusions = onlyExclusions && selection instanceof ModuleExclusion;
            if (selection != null) {
                result.add(selection);
            }
        }
        if (entries.isEmpty()) {
            mistakes.wrong(KEY, raw, "at least one directory, glob, or map with 'path'");
        } else if (onlyExclusions) {
            mistakes.add(KEY, "nothing but exclusions", "a directory or glob from which they take something away");
        }
        return List.copyOf(result);
    }

    /** Null where it is wrong. */
    @CheckForNull
    private ModuleSelection selection(String argument, @CheckForNull Object entry) {
        if (entry instanceof Map<?, ?> map) {
            return module(argument, map);
        }
        if (!PlainText.isText(entry)) {
            mistakes.wrong(argument, entry, EXPECTED);
            return null;
        }
        String text = entry.toString().strip();
        boolean excludes = text.startsWith("!");
        String pattern = excludes ? text.substring(1).strip() : text;
        if (pattern.isEmpty()) {
            mistakes.wrong(argument, entry, excludes ? "a directory or a glob after the !" : EXPECTED);
            return null;
        }
        if (PlainText.hasNul(pattern)) {
            mistakes.wrong(argument, entry, "a path without a NUL character");
            return null;
        }
        return excludes ? new ModuleExclusion(pattern) : new ModulePattern(pattern);
    }

    @CheckForNull
    private ModuleSelection module(String argument, Map<?, ?> map) {
        ArgumentMap module = new ArgumentMap(argument, map, MODULE_KEYS, RequestReader.keysOfRunOnly(), mistakes);
        NamedValues values = new NamedValues(module, plainValues, masked, mistakes);
        String path = path(module);
        ModuleRequest request = new ModuleRequest(
                path == null ? "" : path,
                module.text("name", "a name"),
                workspaces(module),
                module.texts("varFiles", "a file"),
                values.typed("vars"),
                values.typed("backendConfig"),
                environment(module, values),
                module.texts("targets", "a resource address"),
                module.texts("replace", "a resource address"),
                module.texts("dependsOn", "a module's name or path"),
                new Quantities(module, mistakes).duration("timeout"));
        return path == null ? null : request;
    }

    @CheckForNull
    private String path(ArgumentMap module) {
        String path = module.text("path", "a directory");
        if (!module.has("path") && !module.wasMisspelt("path")) {
            mistakes.wrong(module.at("path"), null, "the module's directory");
        }
        if (path != null && new ModulePattern(path).isGlob()) {
            mistakes.wrong(module.at("path"), path, "one directory; a glob is written as a text of its own");
            return null;
        }
        return path;
    }

    @CheckForNull
    private List<String> workspaces(ArgumentMap module) {
        Workspaces workspaces = new Workspaces(module, mistakes);
        if (module.has("workspace") && module.has("workspaces")) {
            mistakes.add(module.at("workspaces"), "it beside 'workspace'", "one of the two");
        }
        String one = workspaces.one("workspace");
        List<String> several = workspaces.several("workspaces");
        if (one != null) {
            return List.of(one);
        }
        return several.isEmpty() ? null : several;
    }

    private Map<String, String> environment(ArgumentMap module, NamedValues values) {
        Map<String, String> environment = values.environment("env");
        EnvironmentCheck.check(module.at("env"), environment, mistakes);
        return environment;
    }
}
