package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Renders a backend configuration as a file for {@code -backend-config=}. It is terraform's native syntax although a
 * name that ends with {@code .json} would be read as JSON: OpenTofu (1.8 and later) evaluates JSON strings as templates
 * there, while in native syntax an escaped string is literal in both. Settings that are nested blocks in the module, as
 * {@code workspaces} of the backend {@code remote}, can't be given this way; terraform says so.
 */
public final class BackendConfigFile {

    /** How the file's name should end; never with {@code .json}. */
    public static final String SUFFIX = ".tfbackend";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private BackendConfigFile() {}

    /**
     * The file's content, to be written with mode 0600.
     *
     * @param config names to lists, maps, numbers, booleans, strings and nulls
     * @throws IllegalArgumentException where a name is none or a value is of another type; it names the entry
     */
    public static byte[] render(Map<String, Object> config) {
        StringBuilder text = new StringBuilder();
        config.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("backendConfig: found the name " + name
                        + ", expected letters, digits, _ and -, and a letter or _ first");
            }
            text.append(name).append(" = ");
            append(text, name, value);
            text.append('\n');
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, String name, Object value) {
        if (value == null || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            appendQuoted(text, string);
        } else if (value instanceof Number number) {
            text.append(VariableFile.digits(name, number));
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (Object element : list) {
                append(text, name, element);
                text.append(", ");
            }
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append("{ ");
            map.forEach((key, element) -> {
                appendQuoted(text, String.valueOf(key));
                text.append(" = ");
                append(text, name, element);
                text.append(", ");
            });
            text.append('}');
        } else {
            throw new IllegalArgumentException(name + ": found a value of " + value.getClass()
                    + ", expected a list, map, number, boolean, string or null");
        }
    }

    /** Everything that could mean something ({@code " \ $ %}, control characters) is written as its number. */
    private static void appendQuoted(StringBuilder text, String value) {
        text.append('"');
        WholeText.of(value).codePoints().forEach(character -> {
            if (character < ' ' || character == 0x7F || "\"\\$%".indexOf(character) >= 0) {
                text.append(String.format("\\u%04x", character));
            } else {
                text.appendCodePoint(character);
            }
        });
        text.append('"');
    }
}
