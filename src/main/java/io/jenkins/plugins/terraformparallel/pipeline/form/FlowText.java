package io.jenkins.plugins.terraformparallel.pipeline.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values as YAML on one line, which {@link io.jenkins.plugins.terraformparallel.engine.request.RequestFile} reads
 * as the same values: <code>{path: apps/shop, workspaces: [eu, us]}</code>.
 */
final class FlowText {

    /** What YAML takes for nothing but text, wherever it stands. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./*@+-]*");
    /** Words that YAML has a meaning for. */
    private static final Set<String> NO_TEXT = Set.of("true", "false", "null");

    private FlowText() {}

    static String of(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return decimal(value.toString());
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return String.valueOf(value);
        }
        return text(value.toString());
    }

    /** With a point also where there is an exponent: without one it is a whole number or text. */
    private static String decimal(String number) {
        int exponent = number.toUpperCase(Locale.ROOT).indexOf('E');
        boolean bare = exponent > 0 && number.indexOf('.') < 0;
        return bare ? number.substring(0, exponent) + ".0" + number.substring(exponent) : number;
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> {
                    if (isWrittenAsItIs(character)) {
                        result.appendCodePoint(character);
                    } else {
                        result.append(
                                String.format(Locale.ROOT, character > 0xffff ? "\\U%08x" : "\\u%04x", character));
                    }
                }
            }
        });
        return result.append('"').toString();
    }

    private static boolean isWrittenAsItIs(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
