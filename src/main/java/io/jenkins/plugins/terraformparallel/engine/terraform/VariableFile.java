package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Renders typed variables as a {@code *.tfvars.json} file. Terraform takes every string there literally; it only brings
 * text into Unicode's normal form C, as everywhere.
 */
public final class VariableFile {

    /** How the file's name must end, so that terraform reads it as JSON. */
    public static final String SUFFIX = ".tfvars.json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private VariableFile() {}

    /**
     * The file's content, to be written with mode 0600.
     *
     * @param variables names to lists, maps, numbers, booleans, strings and nulls
     * @throws IllegalArgumentException where there is any other value; it names the variable
     */
    public static byte[] render(Map<String, Object> variables) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> variable : variables.entrySet()) {
                json.writeFieldName(WholeText.of(variable.getKey()));
                write(json, variable.getKey(), variable.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(WholeText.of(text));
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Number number) {
            json.writeNumber(digits(name, number));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, name, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(WholeText.of(String.valueOf(entry.getKey())));
                write(json, name, entry.getValue());
            }
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException(name + ": found a value of " + value.getClass()
                    + ", expected a list, map, number, boolean, string or null");
        }
    }

    /** A number with all its digits. */
    static String digits(String name, Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        name + ": found " + number + ", expected a number that JSON can hold");
            }
        } else if (!(number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal)) {
            throw new IllegalArgumentException(
                    name + ": found a value of " + number.getClass() + ", expected a number");
        }
        return number.toString();
    }
}
