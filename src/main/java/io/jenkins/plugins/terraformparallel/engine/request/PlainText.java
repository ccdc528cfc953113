package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What counts as text and as a list in a raw request: Groovy brings along its own strings, arrays and collections. */
final class PlainText {

    private PlainText() {}

    /** Strings, Groovy's interpolated strings, and single characters. */
    static boolean isText(@CheckForNull Object value) {
        return value instanceof CharSequence || value instanceof Character;
    }

    static boolean isList(@CheckForNull Object value) {
        return value instanceof Collection<?> || value instanceof Object[];
    }

    /** The entries of what {@link #isList}; nulls are kept. */
    static List<Object> entries(Object list) {
        return Collections.unmodifiableList(
                list instanceof Object[] array
                        ? new ArrayList<>(Arrays.asList(array))
                        : new ArrayList<>((Collection<?>) list));
    }

    /** A map's entries with text keys, in order; of keys that are the same text the last one. Any kind of map will do. */
    static Map<String, Object> byText(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (isText(entry.getKey())) {
                result.put(entry.getKey().toString(), entry.getValue());
            }
        }
        return result;
    }

    /** A list's entries, or the one value itself: a single text stands for a list of one. */
    static List<Object> oneOrMore(Object value) {
        return isList(value) ? entries(value) : Collections.singletonList(value);
    }

    /** Neither a command line nor the environment nor a path can hold a NUL. */
    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
