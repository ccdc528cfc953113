package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies values deeply into what JSON knows: String, Boolean, Integer, Long, BigInteger, Double, BigDecimal, List, Map
 * with text keys, null. The copies are unmodifiable. Mistakes show kinds of values, never a text: it may be a secret.
 * Not thread-safe.
 */
final class PlainValues {

    private static final int MAX_DEPTH = 64;
    /** Of one request; stops lists and maps that hold themselves many times over. */
    private static final int MAX_VALUES = 200_000;

    private static final String JSON = "text, a number, true, false, null, a list or a map";

    private final Mistakes mistakes;
    private int values;
    /** Whether the value that is being copied has turned out to be too deep; said once, then it is given up. */
    private boolean tooDeep;

    PlainValues(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** The copy; null also where the value is wrong. */
    @CheckForNull
    Object copy(String argument, @CheckForNull Object value) {
        tooDeep = false;
        return copy(argument, value, 1);
    }

    @CheckForNull
    private Object copy(String argument, @CheckForNull Object value, int depth) {
        if (tooDeep) {
            return null;
        }
        if (++values > MAX_VALUES) {
            if (values == MAX_VALUES + 1) {
                mistakes.add(argument, "more than " + MAX_VALUES + " values", "fewer in one request");
            }
            return null;
        }
        if (depth > MAX_DEPTH) {
            tooDeep = true;
            mistakes.add(argument, "lists and maps more than " + MAX_DEPTH + " deep", "less deep ones");
            return null;
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (PlainText.isText(value)) {
            return text(argument, value.toString());
        }
        if (value instanceof Number number) {
            return number(argument, number);
        }
        if (value instanceof Map<?, ?> map) {
            return map(argument, map, depth);
        }
        if (PlainText.isList(value)) {
            List<Object> entries = PlainText.entries(value);
            List<Object> result = new ArrayList<>();
            for (int i = 0; i < entries.size() && !isGivenUp(); i++) {
                result.add(copy(ArgumentPath.of(argument, i), entries.get(i), depth + 1));
            }
            return Collections.unmodifiableList(result);
        }
        mistakes.wrong(argument, value, JSON);
        return null;
    }

    private Map<String, Object> map(String argument, Map<?, ?> map, int depth) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (isGivenUp()) {
                break;
            }
            if (!PlainText.isText(entry.getKey())) {
                mistakes.add(argument, "a key that isn't text", "text as keys");
                continue;
            }
            String key = text(argument, entry.getKey().toString());
            String place = ArgumentPath.of(argument, key);
            if (result.containsKey(key)) {
                mistakes.add(place, "the key twice", "each key once");
            }
            result.put(key, copy(place, entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(result);
    }

    private boolean isGivenUp() {
        return tooDeep || values > MAX_VALUES;
    }

    private String text(String argument, String text) {
        if (PlainText.hasNul(text)) {
            mistakes.add(argument, "text with a NUL character", "text without it");
        }
        return text;
    }

    @CheckForNull
    private Object number(String argument, Number number) {
        if (number instanceof Short || number instanceof Byte) {
            return number.intValue();
        }
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || number instanceof BigDecimal) {
            return number;
        }
        if (number instanceof Double || number instanceof Float) {
            if (Double.isFinite(number.doubleValue())) {
                // A float's own digits: 0.1f is meant as 0.1.
                return number instanceof Float ? new BigDecimal(number.toString()) : number;
            }
            mistakes.wrong(argument, number, "a finite number");
            return null;
        }
        mistakes.add(argument, "a value of type " + number.getClass().getName(), JSON);
        return null;
    }
}
