package io.jenkins.plugins.terraformparallel.engine.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import edu.umd.cs.findbugs.annotations.CheckForNull;
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
        boolean json = fileName.toLowerCase(Locale.ROOT).endsWith(".json");
        return read(json ? JSON : YAML, fileName, text, RequestTree::read);
    }

    /**
     * One value that was written as YAML, of which JSON is a part: a map, a list, or anything that they hold.
     *
     * @param argument whose value it is, for the mistakes
     * @throws RequestException as with a file; also where there is no value
     */
    @CheckForNull
    public static Object value(String argument, String text) throws RequestException {
        return read(YAML, argument, text, RequestTree::readValue);
    }

    private interface Reading<T> {
        T read(RequestTree tree) throws IOException;
    }

    @CheckForNull
    private static <T> T read(JsonFactory format, String name, String text, Reading<T> reading)
            throws RequestException {
        Mistakes mistakes = new Mistakes(Set.of());
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        T result = null;
        try (JsonParser parser = format.createParser(content)) {
            result = reading.read(new RequestTree(parser, name, mistakes));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String found = place == null ? "" : RequestTree.position(place) + ": ";
            mistakes.add(name, found + withoutValues(e.getOriginalMessage()), format == JSON ? "JSON" : "YAML or JSON");
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
