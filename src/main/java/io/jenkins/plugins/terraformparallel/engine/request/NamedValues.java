package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code vars}, {@code backendConfig} and {@code env} of a run or a module. */
final class NamedValues {

    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OWN_VARIABLES = Set.of("TERRAFORM_PARALLEL_PROCESS");
    private static final String MAP = "a map of names and values";

    private final ArgumentMap arguments;
    private final PlainValues plainValues;
    private final MaskedNames masked;
    private final Mistakes mistakes;

    NamedValues(ArgumentMap arguments, PlainValues plainValues, MaskedNames masked, Mistakes mistakes) {
        this.arguments = arguments;
        this.plainValues = plainValues;
        this.masked = masked;
        this.mistakes = mistakes;
    }

    /** Typed values by terraform identifiers; empty where not given. */
    Map<String, Object> typed(String key) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : entries(key).entrySet()) {
            String name = entry.getKey();
            String argument = ArgumentPath.of(arguments.at(key), name);
            if (!isIdentifier(name)) {
                mistakes.add(
                        argument,
                        "the name " + Found.quoted(name),
                        "a name as terraform has it: letters, digits, _ and -, not beginning with a digit or -");
            }
            result.put(name, plainValues.copy(argument, entry.getValue()));
        }
        return Collections.unmodifiableMap(result);
    }

    /** Environment variables; numbers and booleans become text. Empty where not given. */
    Map<String, String> environment(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : entries(key).entrySet()) {
            String name = entry.getKey();
            Object value = entry.getValue();
            String argument = ArgumentPath.of(arguments.at(key), name);
            if (!ENVIRONMENT_NAME.matcher(name).matches()) {
                mistakes.add(
                        argument,
                        "the name " + Found.quoted(name),
                        "letters, digits and _, not beginning with a digit");
            } else if (OWN_VARIABLES.contains(name)) {
                mistakes.add(argument, "a variable of this product's own", "another name");
            }
            if (PlainText.isText(value) || value instanceof Boolean || value instanceof Number) {
                result.put(name, String.valueOf(plainValues.copy(argument, value)));
            } else {
                mistakes.add(argument, masked.found(name, value), "text, a number, true or false");
            }
        }
        return Collections.unmodifiableMap(result);
    }

    /** Those with a text as name; notes the others. */
    private Map<String, Object> entries(String key) {
        Object raw = arguments.raw(key);
        if (raw != null && !(raw instanceof Map<?, ?>)) {
            // Such as 'password=…': not shown, because nobody knows what of it is secret.
            mistakes.add(arguments.at(key), PlainText.isText(raw) ? "text" : Found.of(raw), MAP);
            return Map.of();
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        Map<?, ?> map = raw == null ? Map.of() : (Map<?, ?>) raw;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!PlainText.isText(entry.getKey())) {
                mistakes.add(arguments.at(key), "a name that isn't text", "text as names");
            } else if (entries.containsKey(name)) {
                mistakes.add(ArgumentPath.of(arguments.at(key), name), "the name twice", "each name once");
            } else {
                entries.put(name, entry.getValue());
            }
        }
        return entries;
    }

    /** As terraform's language has identifiers: Unicode's, with {@code _} as a letter and {@code -} further on. */
    private static boolean isIdentifier(String name) {
        if (name.isEmpty()) {
            return false;
        }
        int first = name.codePointAt(0);
        return (Character.isUnicodeIdentifierStart(first) || first == '_')
                && name.codePoints()
                        .allMatch(character -> character == '-'
                                || Character.isUnicodeIdentifierPart(character)
                                        && !Character.isIdentifierIgnorable(character));
    }
}
