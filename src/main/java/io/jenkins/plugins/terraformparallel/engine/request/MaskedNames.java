package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names in {@code mask}, found in a raw request before anything else of it is read: so no mistake shows a secret,
 * whatever else is wrong with the request.
 */
final class MaskedNames {

    private static final String KEY = "mask";
    private static final String EXPECTED =
            "the name of an entry of vars, env or backendConfig, or of an environment variable";

    private final Set<String> names = new LinkedHashSet<>();
    /** Everything that can be masked: places such as {@code modules[1].vars} with what they hold. */
    private final Map<String, Map<?, ?>> places = new LinkedHashMap<>();

    /** @param environment what terraform inherits, without what the run replaces */
    MaskedNames(Map<?, ?> raw, Map<String, String> environment) {
        Map<String, Object> run = PlainText.byText(raw);
        addPlaces(ArgumentPath.ROOT, run);
        if (PlainText.isList(run.get("modules"))) {
            List<Object> modules = PlainText.entries(run.get("modules"));
            for (int i = 0; i < modules.size(); i++) {
                if (modules.get(i) instanceof Map<?, ?> module) {
                    addPlaces(ArgumentPath.of("modules", i), PlainText.byText(module));
                }
            }
        }
        places.put("environment", environment);
        for (Map.Entry<String, Object> entry : run.entrySet()) {
            // Somebody who misspells the key means its values to be secret all the same.
            if (KEY.equals(Suggestion.among(entry.getKey(), List.of(KEY)))) {
                addNames(entry.getValue());
            }
        }
    }

    private void addNames(@CheckForNull Object value) {
        for (Object name : PlainText.oneOrMore(value == null ? List.of() : value)) {
            if (PlainText.isText(name)) {
                names.add(name.toString());
            }
        }
    }

    /** What was found under a name, in words. */
    String found(String name, @CheckForNull Object value) {
        return names.contains(name) ? Found.MASKED : Found.of(value);
    }

    /** Every text by which a masked value shows. */
    Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        for (Map<?, ?> place : places.values()) {
            for (Map.Entry<?, ?> entry : place.entrySet()) {
                Object key = entry.getKey();
                if (PlainText.isText(key) && names.contains(key.toString())) {
                    secrets.addAll(SecretLeaves.of(entry.getValue()));
                }
            }
        }
        return secrets;
    }

    /** The names, each once. Notes those that mask nothing. */
    List<String> read(ArgumentMap arguments, Mistakes mistakes) {
        List<String> given = arguments.texts(KEY, "a name");
        Object raw = arguments.raw(KEY);
        List<Object> entries = raw == null ? List.of() : PlainText.oneOrMore(raw);
        for (int i = 0; i < entries.size(); i++) {
            if (given.contains(String.valueOf(entries.get(i)))) {
                String argument = PlainText.isList(raw) ? ArgumentPath.of(KEY, i) : KEY;
                check(argument, entries.get(i).toString(), mistakes);
            }
        }
        return List.copyOf(new LinkedHashSet<>(given));
    }

    private void check(String argument, String name, Mistakes mistakes) {
        Set<String> known = new LinkedHashSet<>();
        boolean found = false;
        for (Map.Entry<String, Map<?, ?>> place : places.entrySet()) {
            for (Map.Entry<?, ?> entry : place.getValue().entrySet()) {
                String key = String.valueOf(entry.getKey());
                known.add(key);
                if (key.equals(name)) {
                    found = true;
                    if (SecretLeaves.of(entry.getValue()).isEmpty()) {
                        mistakes.add(
                                argument,
                                "an empty value, of " + ArgumentPath.of(place.getKey(), key),
                                "a secret that isn't empty");
                    }
                }
            }
        }
        if (!found && isValue(name)) {
            mistakes.add(argument, Found.MASKED, "the name of a secret, not its value");
        } else if (!found) {
            String meant = known.contains("TF_VAR_" + name) ? "TF_VAR_" + name : Suggestion.among(name, known);
            mistakes.wrong(argument, name, EXPECTED + (meant == null ? "" : "; did you mean '" + meant + "'?"));
        }
    }

    /** Whether somebody has put the secret itself where its name belongs. */
    private boolean isValue(String text) {
        List<Object> values = new ArrayList<>();
        places.values().forEach(place -> values.addAll(place.values()));
        return values.stream().anyMatch(value -> SecretLeaves.of(value).contains(text));
    }

    private void addPlaces(String path, Map<String, Object> holder) {
        for (String key : List.of("vars", "backendConfig", "env")) {
            if (holder.get(key) instanceof Map<?, ?> place) {
                places.put(ArgumentPath.of(path, key), place);
            }
        }
    }
}
