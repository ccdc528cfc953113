package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a request file and options together to one map, as the engine reads it; options win over the file. Nothing is
 * checked here but what the engine can't know any more: how it was written. Not thread-safe.
 */
final class RawRequest {

    private static final String MODULES = "modules";
    private static final String OPERATION = "operation";
    private static final Map<RequestOption, String> WRITTEN_AS = Map.of(
            RequestOption.VAR, "NAME=TEXT, or NAME:=JSON for a value that isn't text",
            RequestOption.BACKEND_CONFIG, "NAME=TEXT or NAME:=JSON; files of backend configuration aren't taken",
            RequestOption.ENV, "NAME=TEXT",
            RequestOption.EXTRA_ARGS, "COMMAND=OPTION, such as plan=-compact-warnings");

    private final Map<String, Object> map;
    private final String file;
    private final boolean hasFile;
    private final ArgumentNames names;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * @param content of the request file; empty where there is none
     * @param options what was given on the command line
     */
    RawRequest(Map<String, Object> content, GivenOptions options) {
        this.map = new LinkedHashMap<>(content);
        String given = options.requestFile();
        this.hasFile = given != null;
        this.file = given == null ? "the request file" : given;
        this.names = new ArgumentNames(given == null);
        for (Map.Entry<RequestOption, List<String>> option : options.options().entrySet()) {
            add(option.getKey(), option.getValue());
        }
        addModules(options.modules());
        addExclusions(options.values(RequestOption.EXCLUDE));
    }

    /** What {@link io.jenkins.plugins.terraformparallel.engine.request.RequestReader} reads. */
    Map<String, Object> map() {
        return map;
    }

    /** What is wrong already, in the user's own names. */
    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** How its arguments were written. */
    ArgumentNames names() {
        return names;
    }

    /** Whether neither the command line nor a file says what to run. */
    boolean lacksModules() {
        return map.get(MODULES) == null && !hasFile;
    }

    /** Says what to do with the modules; another operation in the file is a mistake. */
    void operation(String keyword) {
        if (lacksModules()) {
            mistakes.add(new Mistake(
                    ArgumentNames.MODULE,
                    "none",
                    "a module's directory or a glob such as 'envs/*', or --request FILE"));
        }
        Object inFile = map.get(OPERATION);
        if (inFile instanceof String other && !other.equals(keyword)) {
            mistakes.add(new Mistake(
                    "OPERATION",
                    keyword + ", but the operation of " + file + " is '" + other + "'",
                    "the same one, or none in the file"));
        }
        if (inFile == null || inFile instanceof String) {
            map.put(OPERATION, keyword);
        }
    }

    private void add(RequestOption option, List<String> values) {
        switch (option.shape()) {
            case TEXT, SWITCH -> {
                map.put(option.key(), values.get(values.size() - 1));
                names.add(option.key(), option.option());
            }
            case LIST_INSTEAD -> {
                map.put(option.key(), List.copyOf(values));
                names.add(option.key(), option.option());
            }
            case LIST_ADDED -> addToList(map, option.key(), option.key(), values, option.option());
            case VALUES, TEXT_VALUES -> addValues(option, values);
            case COMMAND_LISTS -> addCommandLists(option, values);
            case EXCLUSIONS -> {
                // They come after the modules.
            }
        }
    }

    private void addModules(List<String> given) {
        if (given.isEmpty()) {
            return;
        }
        if (map.get(MODULES) != null) {
            mistakes.add(new Mistake(
                    ArgumentNames.MODULE,
                    "'" + given.get(0) + "' beside the modules of " + file,
                    "modules in one place only, there or here"));
            return;
        }
        map.put(MODULES, List.copyOf(given));
        names.add(MODULES, ArgumentNames.MODULE);
    }

    private void addExclusions(List<String> globs) {
        List<String> exclusions = new ArrayList<>();
        for (String glob : globs) {
            exclusions.add("!" + glob);
        }
        addToList(map, MODULES, MODULES, exclusions, RequestOption.EXCLUDE.option());
    }

    /** A value that is no list is left for the engine to refuse. */
    private void addToList(Map<String, Object> holder, String key, String argument, List<String> more, String option) {
        Object before = holder.get(key);
        List<Object> all = new ArrayList<>();
        if (before instanceof Collection<?> list) {
            all.addAll(list);
        } else if (before instanceof String text) {
            all.add(text);
        } else if (before != null) {
            return;
        }
        for (String one : more) {
            names.add(argument + "[" + all.size() + "]", option);
            all.add(one);
        }
        if (!all.isEmpty()) {
            holder.put(key, all);
        }
    }

    private void addValues(RequestOption option, List<String> values) {
        Map<String, Object> all = mapOf(option);
        if (all == null) {
            return;
        }
        for (String given : values) {
            try {
                NamedValue value =
                        option.shape() == RequestOption.Shape.VALUES ? NamedValue.typed(given) : NamedValue.text(given);
                all.put(value.name(), value.value());
                names.add(option.key() + "." + value.name(), option.option() + " " + value.name());
            } catch (NamedValue.Malformed e) {
                malformed(option, e);
            }
        }
        map.put(option.key(), all);
    }

    private void addCommandLists(RequestOption option, List<String> values) {
        Map<String, Object> all = mapOf(option);
        if (all == null) {
            return;
        }
        for (String given : values) {
            try {
                NamedValue value = NamedValue.text(given);
                String argument = option.key() + "." + value.name();
                String written = option.option() + " " + value.name();
                if (!all.containsKey(value.name())) {
                    names.add(argument, written);
                }
                addToList(all, value.name(), argument, List.of(String.valueOf(value.value())), written);
            } catch (NamedValue.Malformed e) {
                malformed(option, e);
            }
        }
        map.put(option.key(), all);
    }

    /** A copy of what the file has; null where that is no map, which the engine will refuse. */
    @CheckForNull
    private Map<String, Object> mapOf(RequestOption option) {
        Object before = map.get(option.key());
        Map<String, Object> copy = new LinkedHashMap<>();
        if (before instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> copy.put(String.valueOf(name), value));
        } else if (before != null) {
            return null;
        }
        return copy;
    }

    private void malformed(RequestOption option, NamedValue.Malformed problem) {
        mistakes.add(new Mistake(option.option(), problem.getMessage(), WRITTEN_AS.getOrDefault(option, "")));
    }
}
