package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The arguments of a run or a module by their keys. A key with the value null counts as not given, as is usual in
 * Groovy. What is wrong is noted, and the caller goes on with what stands for "not given". Not thread-safe.
 */
final class ArgumentMap {

    private final String path;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> meantKeys;
    private final Mistakes mistakes;

    /**
     * @param path where the map is, {@link ArgumentPath#ROOT} for the request itself
     * @param keys every key there is
     * @param elsewhere where keys belong that are known but not here
     */
    ArgumentMap(String path, Map<?, ?> raw, List<String> keys, Map<String, String> elsewhere, Mistakes mistakes) {
        this.path = path;
        this.mistakes = mistakes;
        this.meantKeys = new HashSet<>();
        for (Map.Entry<?, ?> entry : raw.entrySet()) {
            Object rawKey = entry.getKey();
            Object value = entry.getValue();
            String key = String.valueOf(rawKey);
            if (!PlainText.isText(rawKey)) {
                mistakes.wrong(ArgumentPath.of(path, key), rawKey, "a text as key");
            } else if (!keys.contains(key)) {
                unknown(key, keys, elsewhere);
            } else if (value != null && values.put(key, value) != null) {
                mistakes.add(at(key), "the key twice", "each key once");
            }
        }
    }

    /** The argument's full name. */
    String at(String key) {
        return ArgumentPath.of(path, key);
    }

    /** Null where the key isn't given. */
    @CheckForNull
    Object raw(String key) {
        return values.get(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether an unknown key was given that probably means this one, so that its absence is no second mistake. */
    boolean wasMisspelt(String key) {
        return meantKeys.contains(key);
    }

    /** A text that isn't blank; null where not given or wrong. */
    @CheckForNull
    String text(String key, String expected) {
        Object value = raw(key);
        return value == null ? null : text(at(key), value, expected);
    }

    /** Texts that aren't blank, from a list or a single one; empty where not given. Wrong entries are left out. */
    List<String> texts(String key, String expected) {
        return texts(key, expected, (argument, text) -> true);
    }

    /** @param check of an entry by its full name and text; notes what is wrong and says whether to keep it */
    List<String> texts(String key, String expected, BiPredicate<String, String> check) {
        Object value = raw(key);
        if (value == null) {
            return List.of();
        }
        if (!PlainText.isList(value) && !PlainText.isText(value)) {
            mistakes.wrong(at(key), value, expected + ", or a list of such");
            return List.of();
        }
        List<String> result = new ArrayList<>();
        List<Object> entries = PlainText.oneOrMore(value);
        for (int i = 0; i < entries.size(); i++) {
            String argument = PlainText.isList(value) ? ArgumentPath.of(at(key), i) : at(key);
            String text = text(argument, entries.get(i), expected);
            if (text != null && check.test(argument, text)) {
                result.add(text);
            }
        }
        return List.copyOf(result);
    }

    /** One of several words; null where not given or wrong. */
    @CheckForNull
    String word(String key, Collection<String> known) {
        Object value = raw(key);
        if (value == null || PlainText.isText(value) && known.contains(value.toString())) {
            return value == null ? null : value.toString();
        }
        String given = PlainText.isText(value) ? value.toString() : "";
        mistakes.wrong(at(key), value, Suggestion.expected(given, known));
        return null;
    }

    /** True or false, also as text. */
    boolean flag(String key, boolean otherwise) {
        Object value = raw(key);
        String text = String.valueOf(value instanceof Boolean || PlainText.isText(value) ? value : "");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        if (value != null) {
            mistakes.wrong(at(key), value, "true or false");
        }
        return otherwise;
    }

    /** A map with text keys; null where not given or wrong. */
    @CheckForNull
    Map<?, ?> map(String key, String expected) {
        Object value = raw(key);
        if (value == null || value instanceof Map<?, ?>) {
            return (Map<?, ?>) value;
        }
        mistakes.wrong(at(key), value, expected);
        return null;
    }

    @CheckForNull
    private String text(String argument, @CheckForNull Object value, String expected) {
        if (!PlainText.isText(value)) {
            mistakes.wrong(
                    argument,
                    value,
                    value instanceof Number || value instanceof Boolean
                            ? expected + " as text: write it in quotes"
                            : expected);
            return null;
        }
        String text = value.toString();
        if (text.isBlank()) {
            mistakes.wrong(argument, value, expected + " that isn't blank");
            return null;
        }
        if (PlainText.hasNul(text)) {
            mistakes.wrong(argument, value, expected + " without a NUL character");
            return null;
        }
        return text;
    }

    private void unknown(String key, List<String> keys, Map<String, String> elsewhere) {
        String meant = Suggestion.among(key, keys);
        String home = elsewhere.get(key);
        if (home != null) {
            mistakes.add(at(key), "a key that doesn't belong here", home);
        } else if (meant != null) {
            meantKeys.add(meant);
            mistakes.add(at(key), "an unknown key", "a known one; did you mean '" + meant + "'?");
        } else {
            mistakes.add(at(key), "an unknown key", Suggestion.oneOf(keys));
        }
    }
}
