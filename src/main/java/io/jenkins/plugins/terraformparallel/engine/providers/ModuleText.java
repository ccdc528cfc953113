package io.jenkins.plugins.terraformparallel.engine.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through the text of one module's files for the providers that it asks for and the modules that it calls. Knows as
 * much of HCL as that takes: blocks, attributes that are plain texts, comments, here-documents. Not thread-safe.
 */
final class ModuleText {

    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment> \\#[^\\n]* | //[^\\n]* | /\\*(?s:.*?)\\*/ )
            | (?<heredoc> <<-?(?<mark>[^\\s<]+)\\h*\\r?\\n (?s:.*?) ^\\h*\\k<mark>\\h*\\r?$ )
            | "(?<text> (?: \\$\\{[^}]*\\} | \\\\. | [^"\\\\\\n] )*+ )"
            | (?<word> [\\p{L}_][\\p{L}\\p{N}_-]* )
            | (?<sign> [{}=:,\\n] )
            """, Pattern.COMMENTS | Pattern.MULTILINE);

    private static final String REQUIRED_PROVIDERS = "required_providers";
    private static final String SOURCE = "source";
    private static final String VERSION = "version";
    private static final Set<String> TYPED_BLOCKS = Set.of("resource", "data", "ephemeral");
    private static final ObjectMapper JSON = new ObjectMapper();

    // Mutable state
    /** Sources and versions by the names that they have in this module. */
    private final Map<String, Map<String, String>> providers = new TreeMap<>();

    private final Set<String> localNames = new HashSet<>();
    private final List<String> calls = new ArrayList<>();

    /** Takes a file in terraform's own language. */
    void readHcl(String text) {
        Matcher token = TOKEN.matcher(text);
        Deque<List<String>> blocks = new ArrayDeque<>();
        List<String> statement = new ArrayList<>();
        while (token.find()) {
            String sign = token.group("sign");
            if (token.group("word") != null) {
                statement.add(token.group("word"));
            } else if (token.group("text") != null) {
                statement.add(token.group("text"));
            } else if ("=".equals(sign) || ":".equals(sign)) {
                statement.add("=");
            } else if ("{".equals(sign)) {
                open(statement);
                blocks.push(List.copyOf(statement));
                statement.clear();
            } else if (sign != null) {
                attribute(blocks, statement);
                statement.clear();
                if (sign.equals("}")) {
                    blocks.poll();
                }
            } else if (token.group("heredoc") != null) {
                statement.clear();
            }
        }
    }

    /** Takes a file in JSON; one that is none is terraform's to complain about. */
    void readJson(String text) {
        try {
            readJson(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // It says nothing of providers.
        }
    }

    /** Adds what was found to that of other modules. */
    void addTo(ProviderNeeds needs) {
        providers.forEach((name, provider) ->
                needs.require(provider.getOrDefault(SOURCE, name), provider.getOrDefault(VERSION, "")));
        localNames.stream().filter(name -> !providers.containsKey(name)).forEach(needs::imply);
    }

    /** The paths of modules that it calls and that lie beside it, as they were written. */
    List<String> localCalls() {
        return calls.stream()
                .filter(source -> source.startsWith("./") || source.startsWith("../"))
                .toList();
    }

    private void open(List<String> head) {
        if (head.size() >= 2 && TYPED_BLOCKS.contains(head.get(0))) {
            localNames.add(head.get(1).replaceFirst("_.*", ""));
        } else if (head.size() == 2 && head.get(0).equals("provider")) {
            localNames.add(head.get(1));
        }
    }

    private void attribute(Deque<List<String>> blocks, List<String> statement) {
        if (blocks.isEmpty() || statement.size() != 3 || !statement.get(1).equals("=")) {
            return;
        }
        List<String> block = blocks.peek();
        String name = statement.get(0);
        String value = statement.get(2);
        boolean inProviders = blocks.size() >= 2
                && List.of(REQUIRED_PROVIDERS)
                        .equals(blocks.stream().skip(1).findFirst().orElseThrow());
        if (block.equals(List.of(REQUIRED_PROVIDERS))) {
            provider(name, VERSION, value);
        } else if (inProviders && !block.isEmpty()) {
            provider(block.get(0), name, value);
        } else if (block.size() == 2 && block.get(0).equals("module") && name.equals(SOURCE)) {
            calls.add(value);
        } else if (block.size() == 2 && block.get(0).equals("provider") && name.equals(VERSION)) {
            provider(block.get(1), VERSION, value);
        }
    }

    private void readJson(JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getKey().equals(REQUIRED_PROVIDERS)) {
                objects(field.getValue()).forEach(this::readProviders);
            } else if (field.getKey().equals("module")) {
                objects(field.getValue())
                        .forEach(modules -> modules.forEach(module -> objects(module)
                                .forEach(call -> calls.add(call.path(SOURCE).asText("")))));
            } else if (field.getKey().equals("terraform")) {
                objects(field.getValue()).forEach(this::readJson);
            }
        });
    }

    private void readProviders(JsonNode required) {
        required.properties().forEach(field -> {
            JsonNode provider = field.getValue();
            if (provider.isTextual()) {
                provider(field.getKey(), VERSION, provider.textValue());
            } else {
                provider(field.getKey(), SOURCE, provider.path(SOURCE).asText(field.getKey()));
                provider(field.getKey(), VERSION, provider.path(VERSION).asText(""));
            }
        });
    }

    /** A block may stand once or in a list. */
    private static List<JsonNode> objects(JsonNode node) {
        List<JsonNode> objects = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(objects::add);
        } else {
            objects.add(node);
        }
        return objects;
    }

    private void provider(String name, String key, String value) {
        providers.computeIfAbsent(name, each -> new TreeMap<>()).put(key, value);
    }
}
