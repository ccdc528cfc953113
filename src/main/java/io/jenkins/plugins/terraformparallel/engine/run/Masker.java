package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces secrets in text by {@value #MASK}, in the spellings in which terraform, a shell or JSON may print them: as they
 * are, each line of a multi-line one by itself, and escaped for JSON, HCL, URLs and base64.
 *
 * <p>Immutable and thread-safe.
 */
public final class Masker implements UnaryOperator<String> {

    /** What stands in a secret's place. */
    public static final String MASK = "****";

    /** Shorter lines of a multi-line secret ({@code "}"}) say nothing and would mask everything. */
    private static final int SHORTEST_LINE = 3;

    private static final Masker NOTHING = new Masker(null);

    private final Pattern pattern;

    private Masker(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param secrets empty ones are ignored */
    public static Masker of(Collection<String> secrets) {
        Set<String> spellings = new LinkedHashSet<>();
        secrets.stream().filter(secret -> !secret.isBlank()).forEach(secret -> addSpellings(secret, spellings));
        if (spellings.isEmpty()) {
            return NOTHING;
        }
        // The longest first: an alternation takes the first alternative that matches, not the longest.
        String alternatives = spellings.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return new Masker(Pattern.compile(alternatives));
    }

    @Override
    public String apply(String text) {
        return pattern == null || text.isEmpty() ? text : pattern.matcher(text).replaceAll(MASK);
    }

    /** Whether the text holds a secret. */
    public boolean finds(String text) {
        return pattern != null && pattern.matcher(text).find();
    }

    /** A copy with every text masked, names of fields included. */
    public JsonNode apply(JsonNode node) {
        if (pattern == null) {
            return node;
        }
        if (node.isTextual()) {
            return TextNode.valueOf(apply(node.textValue()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(apply(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(apply(field.getKey()), apply(field.getValue())));
            return copy;
        }
        return node.isNumber() && finds(node.asText()) ? TextNode.valueOf(MASK) : node;
    }

    private static void addSpellings(String secret, Set<String> spellings) {
        addEscaped(secret, spellings);
        addEncoded(secret, spellings);
        String[] lines = secret.split("\\R");
        if (lines.length > 1) {
            for (String line : lines) {
                if (line.strip().length() >= SHORTEST_LINE) {
                    addEscaped(line.strip(), spellings);
                }
            }
        }
    }

    private static void addEncoded(String secret, Set<String> spellings) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= SHORTEST_LINE) {
            spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            spellings.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            spellings.add(form);
            spellings.add(form.replace("+", "%20"));
        }
    }

    private static void addEscaped(String secret, Set<String> spellings) {
        spellings.add(secret);
        String stripped = secret.strip();
        spellings.add(stripped);
        for (String plain : List.of(secret, stripped)) {
            String json = escape(plain, false);
            String go = escape(plain, true);
            spellings.add(json);
            spellings.add(go);
            // HCL strings escape template markers as well; text in a JSON text in a diff is escaped twice.
            spellings.add(json.replace("${", "$${").replace("%{", "%%{"));
            spellings.add(escape(json, false));
            spellings.add(escape(go, false));
            spellings.add(escape(go, true));
            // A shell's quoting of a single quote, as provisioners' commands are often written.
            spellings.add(plain.replace("'", "'\\''"));
        }
    }

    /** As in a JSON string; Go's encoder also escapes what could end an HTML element. */
    private static String escape(String text, boolean html) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    boolean special =
                            c < 0x20 || html && (c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029);
                    if (special) {
                        escaped.append("\\u00")
                                .append(Character.forDigit(c >> 4 & 0xf, 16))
                                .append(Character.forDigit(c & 0xf, 16));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
