package io.jenkins.plugins.terraformparallel.engine.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Builds plain maps and lists from a parser's tokens. Jackson's own binding takes an alias for the text of its name, so
 * aliases are resolved here, by reference. Not thread-safe.
 */
final class RequestTree {

    /** Counted with every alias' content; stops small files that stand for huge ones. */
    private static final int MAX_VALUES = 100_000;

    private static final String MERGE = "<<";
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");
    private static final Set<String> PLAIN_TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");
    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    private final JsonParser parser;
    private final String file;
    private final Mistakes mistakes;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    /** @param values how many it is, counted with what its own aliases stand for */
    private record Anchored(Object value, int values) {}

    RequestTree(JsonParser parser, String file, Mistakes mistakes) {
        this.parser = parser;
        this.file = file;
        this.mistakes = mistakes;
    }

    /** Empty where the file is none; then that is noted. */
    Map<String, Object> read() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.START_OBJECT) {
            String found = token == null || token == JsonToken.VALUE_NULL ? Found.NOTHING : "no map";
            mistakes.add(file, found, "a map of the request's arguments, such as modules: ['envs/*']");
            return Map.of();
        }
        Map<String, Object> result = map();
        noteWhatFollows("one request");
        return result;
    }

    /** Any value; null also where there is none, which is noted. */
    @CheckForNull
    Object readValue() throws IOException {
        if (parser.nextToken() == null) {
            mistakes.add(file, Found.NOTHING, "a value");
            return null;
        }
        Object result = value();
        noteWhatFollows("one value");
        return result;
    }

    private void noteWhatFollows(String expected) throws IOException {
        if (values <= MAX_VALUES && parser.nextToken() != null) {
            wrong("a second document", expected);
        }
    }

    static String position(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private Map<String, Object> map() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        Map<String, Object> merged = new LinkedHashMap<>();
        while (values <= MAX_VALUES && parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            boolean merges = isMergeKey();
            if (merges ? !merged.isEmpty() : result.containsKey(key)) {
                wrong("the key " + Found.quoted(key) + " again", "each key once");
            }
            parser.nextToken();
            Object value = value();
            if (merges) {
                merge(value, merged);
            } else {
                result.put(key, value);
            }
        }
        merged.forEach(result::putIfAbsent);
        return result;
    }

    /**
     * Only a plain {@code <<} merges; in quotes, which Jackson doesn't tell, it is a key like any other and longer in the
     * file. See <a href="https://yaml.org/type/merge.html">the type's definition</a>.
     */
    private boolean isMergeKey() throws IOException {
        if (!(parser instanceof YAMLParser) || !parser.currentName().equals(MERGE)) {
            return false;
        }
        JsonLocation start = parser.currentTokenLocation();
        return parser.currentLocation().getCharOffset() - start.getCharOffset() == MERGE.length();
    }

    private void merge(@CheckForNull Object value, Map<String, Object> merged) {
        for (Object entry : value instanceof List<?> list ? list : Collections.singletonList(value)) {
            if (entry instanceof Map<?, ?> map) {
                PlainText.byText(map).forEach(merged::putIfAbsent);
            } else {
                wrong("a merge key without a map", "<<: *anchor of a map");
            }
        }
    }

    private List<Object> list() throws IOException {
        List<Object> result = new ArrayList<>();
        while (values <= MAX_VALUES && parser.nextToken() != JsonToken.END_ARRAY) {
            result.add(value());
        }
        return result;
    }

    /** The value that begins with the current token. */
    @CheckForNull
    private Object value() throws IOException {
        count(1);
        checkTag();
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> anchored();
            case VALUE_STRING -> isAlias() ? aliased() : parser.getText();
            case VALUE_NUMBER_INT ->
                // An account's number, a pin: the zero counts, and terraform makes numbers of texts where it wants
                // them.
                LEADING_ZERO.matcher(parser.getText()).matches() ? parser.getText() : parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> {
                wrong("a value that JSON doesn't know", "text, numbers, true, false, null, lists and maps");
                yield null;
            }
        };
    }

    private Object anchored() throws IOException {
        String anchor = (String) parser.getObjectId();
        if (anchor != null) {
            // Unknown until it is complete: it can't hold itself.
            anchors.remove(anchor);
        }
        int before = values;
        Object value = parser.currentToken() == JsonToken.START_OBJECT ? map() : list();
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, values - before));
        }
        return value;
    }

    private boolean isAlias() throws IOException {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    @CheckForNull
    private Object aliased() throws IOException {
        Anchored anchored = anchors.get(parser.getText());
        if (anchored == null) {
            wrong("the alias *" + Found.shortened(parser.getText()), "an anchor of a list or a map further up");
            return null;
        }
        count(anchored.values());
        return anchored.value();
    }

    private void checkTag() throws IOException {
        Object tag = parser.getTypeId();
        if (tag != null && !(tag.toString().startsWith(TAG_PREFIX) && PLAIN_TAGS.contains(plainName(tag)))) {
            wrong("the tag " + Found.quoted(tag.toString()), "no tags");
        }
    }

    private static String plainName(Object tag) {
        return tag.toString().substring(TAG_PREFIX.length());
    }

    private void count(int further) {
        boolean wasFine = values <= MAX_VALUES;
        values += further;
        if (wasFine && values > MAX_VALUES) {
            wrong("more than " + MAX_VALUES + " values, aliases counted with what they stand for", "fewer");
        }
    }

    private void wrong(String found, String expected) {
        mistakes.add(file, found + " in " + position(parser.currentTokenLocation()), expected);
    }
}
