package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;

/**
 * The fields of one of terraform's events that mean something here, as they came: nothing is masked yet. All others are
 * passed over without being made into anything. Of a field that comes twice the last one counts.
 *
 * @param message {@code @message}; null where it is missing or no text
 * @param type null likewise
 * @param level {@code @level}, empty likewise
 * @param timestamp {@code @timestamp}, empty likewise
 * @param terraform the version of a terraform, empty likewise
 * @param tofu the version of an OpenTofu, empty likewise
 * @param diagnostic as a tree; missing where it isn't there
 * @param outputs as a tree, likewise
 * @param change what is planned for a resource
 * @param hook what happens to a resource
 * @param counts of a summary; null where they are no object
 */
record EventFields(
        @CheckForNull String message,
        @CheckForNull String type,
        String level,
        String timestamp,
        String terraform,
        String tofu,
        JsonNode diagnostic,
        JsonNode outputs,
        Subject change,
        Subject hook,
        @CheckForNull Counts counts) {

    /**
     * A resource and what is done with it.
     *
     * @param address empty where it isn't there
     * @param action empty likewise
     */
    record Subject(String address, String action, boolean moved, boolean imported) {
        static final Subject NONE = new Subject("", "", false, false);
    }

    /** Each 0 where it is missing, negative, or no whole number of 32 bits; the operation may be empty. */
    record Counts(int add, int change, int remove, int imported, String operation) {}

    /**
     * Reads one event.
     *
     * @throws IOException where this isn't exactly one JSON object
     * @throws NumberFormatException where a number is beyond all measure
     */
    static EventFields read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(json, "no object");
        }
        String message = null;
        String type = null;
        String level = "";
        String timestamp = "";
        String terraform = "";
        String tofu = "";
        JsonNode diagnostic = MissingNode.getInstance();
        JsonNode outputs = MissingNode.getInstance();
        Subject change = Subject.NONE;
        Subject hook = Subject.NONE;
        Counts counts = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "@message" -> message = textOrNull(json);
                case "type" -> type = textOrNull(json);
                case "@level" -> level = text(json);
                case "@timestamp" -> timestamp = text(json);
                case "terraform" -> terraform = text(json);
                case "tofu" -> tofu = text(json);
                case "diagnostic" -> diagnostic = JsonTree.of(json);
                case "outputs" -> outputs = JsonTree.of(json);
                case "change" -> change = subject(json);
                case "hook" -> hook = subject(json);
                case "changes" -> counts = counts(json);
                default -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
            throw new JsonParseException(json, "something follows");
        }
        return new EventFields(
                message, type, level, timestamp, terraform, tofu, diagnostic, outputs, change, hook, counts);
    }

    private static Subject subject(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Subject.NONE;
        }
        String address = "";
        String action = "";
        boolean moved = false;
        boolean imported = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "resource" -> address = address(json);
                case "action" -> action = text(json);
                case "previous_resource" -> {
                    moved = value == JsonToken.START_OBJECT;
                    json.skipChildren();
                }
                case "importing" -> {
                    imported = value == JsonToken.START_OBJECT;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return new Subject(address, action, moved, imported);
    }

    private static String address(JsonParser json) throws IOException {
        String address = "";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return address;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("addr")) {
                address = text(json);
            } else {
                json.skipChildren();
            }
        }
        return address;
    }

    @CheckForNull
    private static Counts counts(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        int add = 0;
        int change = 0;
        int remove = 0;
        int imported = 0;
        String operation = "";
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "add" -> add = count(json);
                case "change" -> change = count(json);
                case "remove" -> remove = count(json);
                case "import" -> imported = count(json);
                case "operation" -> operation = text(json);
                default -> json.skipChildren();
            }
        }
        return new Counts(add, change, remove, imported, operation);
    }

    private static int count(JsonParser json) throws IOException {
        boolean isInt = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == NumberType.INT;
        int count = isInt ? Math.max(0, json.getIntValue()) : 0;
        json.skipChildren();
        return count;
    }

    private static String text(JsonParser json) throws IOException {
        String text = textOrNull(json);
        return text == null ? "" : text;
    }

    /** The current value; passed over where it is no text. */
    @CheckForNull
    private static String textOrNull(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }
}
