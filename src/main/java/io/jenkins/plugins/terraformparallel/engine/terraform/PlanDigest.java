package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Says whether two plans make the same changes: a hash over {@code resource_changes} and {@code output_changes} of
 * {@code terraform show -json PLAN}. Resources and outputs that stay as they are don't count, and neither do times, the
 * state, the configuration, and the order and form of the JSON. Values in it may be secrets: the JSON is read as a stream
 * and only the hash is kept.
 */
public final class PlanDigest {

    private static final String NO_CHANGE = "no-op";

    /** Reads a value in the middle of a document. */
    private static final ObjectReader PART =
            TerraformJson.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PlanDigest() {}

    /**
     * SHA-256 in hexadecimal digits. The stream isn't closed.
     *
     * @throws IOException where the stream can't be read or isn't the JSON of a plan of a known format
     */
    public static String of(InputStream showJson) throws IOException {
        List<String> changes = new ArrayList<>();
        boolean isPlan = false;
        JsonFactory factory = TerraformJson.mapper().getFactory();
        try (JsonParser parser = factory.createParser(showJson).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("This isn't the JSON of a plan: it doesn't begin with an object.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "format_version" -> isPlan = checkFormat(parser.getValueAsString(""));
                    case "resource_changes" -> addResources(parser, changes);
                    case "output_changes" -> addOutputs(parser, changes);
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || !isPlan) {
                throw new IOException("This isn't the JSON of a plan: it has no format_version, or it is cut off.");
            }
        }
        changes.sort(null);
        MessageDigest digest = sha256();
        changes.forEach(change -> CanonicalJson.addText(digest, change));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean checkFormat(String version) throws IOException {
        if (!version.startsWith("1.")) {
            throw new IOException("The plan's JSON has the format version " + version + ", expected 1.x.");
        }
        return true;
    }

    private static void addResources(JsonParser parser, List<String> changes) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(parser, JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode resource = readObject(parser);
            boolean moves = resource.path("previous_address").isTextual();
            boolean imports = resource.path("change").path("importing").isObject();
            if (moves || imports || !isNoChange(resource.path("change"))) {
                changes.add(hash("resource", "", resource));
            }
        }
    }

    private static void addOutputs(JsonParser parser, List<String> changes) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(parser, JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode change = readObject(parser);
            if (!isNoChange(change)) {
                changes.add(hash("output", name, change));
            }
        }
    }

    private static JsonNode readObject(JsonParser parser) throws IOException {
        require(parser, JsonToken.START_OBJECT);
        try {
            return PART.readTree(parser);
        } catch (NumberFormatException e) {
            throw new IOException("The plan's JSON has a number that can't be read.", e);
        }
    }

    private static void require(JsonParser parser, JsonToken expected) throws IOException {
        if (parser.currentToken() != expected) {
            throw new IOException(
                    "The plan's JSON has " + parser.currentToken() + " in its changes, expected " + expected);
        }
    }

    private static boolean isNoChange(JsonNode change) {
        JsonNode actions = change.path("actions");
        return actions.size() == 1 && NO_CHANGE.equals(actions.path(0).asText());
    }

    private static String hash(String what, String name, JsonNode change) {
        MessageDigest digest = sha256();
        CanonicalJson.addText(digest, what);
        CanonicalJson.addText(digest, name);
        CanonicalJson.add(digest, change);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
