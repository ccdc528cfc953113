package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a step's arguments deeply into plain {@link String}s, {@link ArrayList}s and {@link LinkedHashMap}s, away from
 * what Groovy and JSON bring along, and from lists that the Pipeline changes later. What is neither text nor list nor map
 * stays as it is: the engine's reader says what is wrong with it. One copy, one thread.
 */
public final class PlainCopy {

    /** What was copied already, by identity: a list may hold itself, or one map many times. */
    private final Map<Object, Object> copies = new IdentityHashMap<>();

    private PlainCopy() {}

    /** A copy with text keys; keys that aren't text are taken as such. */
    public static Map<String, Object> of(Map<?, ?> arguments) {
        PlainCopy copy = new PlainCopy();
        Map<String, Object> result = new LinkedHashMap<>();
        copy.copies.put(arguments, result);
        arguments.forEach((key, value) -> result.put(String.valueOf(key), copy.value(value)));
        return result;
    }

    /** A copy of one value. */
    @CheckForNull
    public static Object of(@CheckForNull Object value) {
        return new PlainCopy().value(value);
    }

    @CheckForNull
    private Object value(@CheckForNull Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection, collection);
        }
        if (value instanceof Object[] array) {
            return list(array, Arrays.asList(array));
        }
        return value;
    }

    private Object map(Map<?, ?> map) {
        Object known = copies.get(map);
        if (known != null) {
            return known;
        }
        Map<Object, Object> result = new LinkedHashMap<>();
        copies.put(map, result);
        map.forEach((key, value) -> result.put(value(key), value(value)));
        return result;
    }

    private Object list(Object identity, Collection<?> entries) {
        Object known = copies.get(identity);
        if (known != null) {
            return known;
        }
        List<Object> result = new ArrayList<>(entries.size());
        copies.put(identity, result);
        entries.forEach(entry -> result.add(value(entry)));
        return result;
    }
}
