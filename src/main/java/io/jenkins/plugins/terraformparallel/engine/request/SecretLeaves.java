package io.jenkins.plugins.terraformparallel.engine.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts by which a secret value shows: those that a text, list or map holds, and its numbers in the ways they may be
 * written. Also for values that nobody has checked yet; what lies deeper or is more than the bounds is left out, and
 * refused elsewhere. Not thread-safe.
 */
final class SecretLeaves {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 200_000;
    /** Beyond it nobody writes a number without an exponent. */
    private static final int MAX_SCALE = 1_000;

    private final Set<String> leaves = new TreeSet<>();
    private int values;

    private SecretLeaves() {}

    /** None of them empty; none at all where the value holds no text and no number. */
    static Set<String> of(@CheckForNull Object value) {
        SecretLeaves all = new SecretLeaves();
        all.collect(value, 1);
        return all.leaves;
    }

    private void collect(@CheckForNull Object value, int depth) {
        if (value == null || depth > MAX_DEPTH || ++values > MAX_VALUES) {
            return;
        }
        if (PlainText.isText(value)) {
            if (!value.toString().isEmpty()) {
                leaves.add(value.toString());
            }
        } else if (value instanceof Number) {
            number(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(entry -> collect(entry, depth + 1));
        } else if (PlainText.isList(value)) {
            PlainText.entries(value).forEach(entry -> collect(entry, depth + 1));
        }
    }

    private void number(String text) {
        leaves.add(text);
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= MAX_SCALE) {
                leaves.add(number.toPlainString());
                leaves.add(number.stripTrailingZeros().toPlainString());
            }
        } catch (NumberFormatException e) {
            // NaN and its like: there is only one way to write them.
            return;
        }
    }
}
