package io.jenkins.plugins.terraformparallel.engine.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes records, lists, maps with names, text, numbers, truth values, moments and enums as JSON, exactly as an {@code
 * ObjectMapper} would, but without one: describing its types to it takes a program that runs for a second a fifth of that.
 *
 * <p>Stateless; thread-safe.
 */
public final class PlainJson {

    /** The components of records that were written: looking for them is dearer than writing them. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            List<Component> found = new ArrayList<>();
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    found.add(new Component(name(type, component.getName()), component.getAccessor()));
                }
            }
            return found;
        }
    };

    private record Component(String name, Method accessor) {}

    /**
     * Writes the values of one class. It is an interface with many implementations so that Java's compiler doesn't make one
     * large method of all that calls itself here: for that it takes as long as for all else in a run of a hundred units.
     */
    private interface Writer {
        void write(JsonGenerator json, Object value) throws IOException;
    }

    private static final ClassValue<Writer> WRITERS = new ClassValue<>() {
        @Override
        protected Writer computeValue(Class<?> type) {
            return writer(type);
        }
    };

    private static final JsonFactory FACTORY = new JsonFactory();

    private PlainJson() {}

    /**
     * Writes one value.
     *
     * @throws IOException where it can't be written, such as one that is nested too deeply
     * @throws IllegalArgumentException where it holds anything else than what this class is for
     */
    public static void write(JsonGenerator json, @CheckForNull Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            WRITERS.get(value.getClass()).write(json, value);
        }
    }

    private static Writer writer(Class<?> type) {
        if (type == String.class || type == Boolean.class || Number.class.isAssignableFrom(type)) {
            return JsonGenerator::writeObject;
        } else if (type == Instant.class) {
            return (json, moment) -> json.writeString(EventJson.instant((Instant) moment));
        } else if (Enum.class.isAssignableFrom(type)) {
            return (json, constant) -> json.writeString(((Enum<?>) constant).name());
        } else if (Collection.class.isAssignableFrom(type)) {
            return (json, list) -> writeList(json, (Collection<?>) list);
        } else if (Map.class.isAssignableFrom(type)) {
            return (json, map) -> writeMap(json, (Map<?, ?>) map);
        } else if (JsonNode.class.isAssignableFrom(type)) {
            return (json, node) -> writeNode(json, (JsonNode) node);
        }
        return PlainJson::writeRecord;
    }

    private static void writeList(JsonGenerator json, Collection<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(json, element);
        }
        json.writeEndArray();
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            write(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeNode(JsonGenerator json, JsonNode node) throws IOException {
        try (JsonParser parser = node.traverse()) {
            parser.nextToken();
            json.copyCurrentStructure(parser);
        }
    }

    private static void writeRecord(JsonGenerator json, Object value) throws IOException {
        json.writeStartObject();
        writeComponents(json, value);
        json.writeEndObject();
    }

    /** Writes the components of a record, as fields of the object that was started. */
    static void writeComponents(JsonGenerator json, Object value) throws IOException {
        for (Component component : components(value)) {
            json.writeFieldName(component.name());
            write(json, component(value, component));
        }
    }

    /** The same as a tree. */
    public static JsonNode tree(@CheckForNull Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.nullNode();
        } else if (value instanceof String text) {
            return nodes.textNode(text);
        } else if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        } else if (value instanceof Number number) {
            return numberNode(number);
        } else if (value instanceof Instant instant) {
            return nodes.textNode(EventJson.instant(instant));
        } else if (value instanceof Enum<?> constant) {
            return nodes.textNode(constant.name());
        } else if (value instanceof Collection<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            list.forEach(element -> array.add(tree(element)));
            return array;
        } else if (value instanceof JsonNode node) {
            return node;
        }
        ObjectNode object = nodes.objectNode();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> object.set(String.valueOf(name), tree(entry)));
        } else {
            for (Component component : components(value)) {
                object.set(component.name(), tree(component(value, component)));
            }
        }
        return object;
    }

    /** A value's text in one form: the same however its maps are ordered. */
    public static String canonical(@CheckForNull Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, sorted(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("plain values are always JSON", e);
        }
        return text.toString();
    }

    @CheckForNull
    private static Object sorted(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, entry) -> copy.put(String.valueOf(name), sorted(entry)));
            return copy;
        } else if (value instanceof Collection<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return value;
    }

    private static JsonNode numberNode(Number number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number instanceof BigDecimal decimal) {
            return nodes.numberNode(decimal);
        } else if (number instanceof BigInteger integer) {
            return nodes.numberNode(integer);
        } else if (number instanceof Double) {
            return nodes.numberNode(number.doubleValue());
        } else if (number instanceof Float) {
            return nodes.numberNode(number.floatValue());
        } else if (number instanceof Long) {
            return nodes.numberNode(number.longValue());
        }
        return nodes.numberNode(number.intValue());
    }

    private static List<Component> components(Object value) {
        if (value instanceof Record) {
            return COMPONENTS.get(value.getClass());
        }
        throw new IllegalArgumentException("a " + value.getClass().getName() + " is no plain value");
    }

    /** As the component's annotation says, too: to look for annotations takes longer than to write a run's events. */
    private static String name(Class<?> type, String component) {
        return type == ChangeCounts.class && component.equals("imported") ? "import" : component;
    }

    @CheckForNull
    private static Object component(Object value, Component component) {
        try {
            return component.accessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the record " + value.getClass().getName() + " can't be read: expected a public one", e);
        }
    }
}
