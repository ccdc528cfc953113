package io.jenkins.plugins.terraformparallel.engine.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns the text of a YAML or JSON request file into the map that {@link RequestReader} reads.
 *
 * <p>YAML is taken as people mean it: {@code no}, {@code on} and {@code y} are texts, and so is a number that begins with
 * a zero; only true and false are booleans. Anchors, aliases and merge keys work for lists and maps, as far as the result
 * stays of a sensible size. A key twice, a second document and unknown tags are mistakes.
 */
public final class RequestFile {

    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();

    /** Text of the file in a parser's message; it may be a secret. */
    private static final Pattern QUOTED = Pattern.compile("'[^']{2,}'|\"[^\"]{2,}\"");

    private RequestFile() {}

    /**
     * The file's entries; lists and maps may occur in it several times, so it isn't to be changed.
     *
     * @param fileName for the mistakes; JSON where it ends so
     * @throws RequestException where the text is no YAML or JSON map, with line and column; shows none of its values
     */
    public static Map<String, Object> parse(String fileName, String text) throws RequestException {
        Mistakes mistakes = new Mistakes(Set.of());
        boolean json = fileName.toLowerCase(Locale.ROOT).endsWith(".json");
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        Map<String, Object> result = Map.of();
        try (JsonParser parser = (json ? JSON : YAML).createParser(content)) {
            result = new RequestTree(parser, fileName, mistakes).read();
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String found = place == null ? "" : RequestTree.position(place) + ": ";
            mistakes.add(fileName, found + withoutValues(e.getOriginalMessage()), json ? "JSON" : "YAML or JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
        mistakes.throwIfAny();
        return result;
    }

    /** The parser's explanation without the lines of the file that it shows, which begin with white space. */
    private static String withoutValues(String message) {
        String explanation = message.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining("; "));
        return QUOTED.matcher(explanation).replaceAll("'…'");
    }
}
