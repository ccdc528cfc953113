package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces secrets in text by {@value #MASK}, in the spellings in which terraform, a shell or JSON may print them: as they
 * are, each line of a multi-line one by itself, and escaped for JSON, HCL, URLs and base64.
 *
 * <p>Immutable, and thread-safe as far as what was {@linkplain #and added} is.
 */
public final class Masker implements UnaryOperator<String> {

    /** What stands in a secret's place. */
    public static final String MASK = "****";

    /** What {@link #everything()} leaves of a text. */
    public static final String WITHHELD = "(withheld)";

    /** Shorter lines of a multi-line secret ({@code "}"}) say nothing and would mask everything. */
    private static final int SHORTEST_LINE = 3;

    private static final Masker NOTHING = new Masker(null, false, null);
    private static final Masker EVERYTHING = new Masker(null, true, null);

    /** Null where no secret is known. */
    @CheckForNull
    private final Pattern pattern;

    private final boolean withholds;

    /** What is applied after ours; null if nothing. */
    @CheckForNull
    private final UnaryOperator<String> further;

    private Masker(@CheckForNull Pattern pattern, boolean withholds, @CheckForNull UnaryOperator<String> further) {
        this.pattern = pattern;
        this.withholds = withholds;
        this.further = further;
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
        return new Masker(Pattern.compile(alternatives), false, null);
    }

    /**
     * For output whose secrets nobody knows any more: of a text that isn't blank, {@value #WITHHELD} is left, and its line
     * feed at the end. The engine's own {@linkplain #sentence sentences} stay.
     */
    public static Masker everything() {
        return EVERYTHING;
    }

    /**
     * Masks with another one as well: this one first, then that.
     *
     * @param other replaces secrets in a text, also in one without a line feed or with many; the same text in, the same
     *     text out; called from wherever this masker is
     */
    public Masker and(UnaryOperator<String> other) {
        UnaryOperator<String> ours = further;
        UnaryOperator<String> both = ours == null ? other : text -> other.apply(ours.apply(text));
        return new Masker(pattern, withholds, both);
    }

    /** Masks what terraform, or anybody but this engine, has said. */
    @Override
    public String apply(String text) {
        if (!withholds) {
            return sentence(text);
        }
        String left = text.isBlank() ? text : text.endsWith("\n") ? WITHHELD + "\n" : WITHHELD;
        return further == null ? left : further.apply(left);
    }

    /** Masks a sentence of this engine's, in which everything that others said has been masked by itself already. */
    public String sentence(String text) {
        String masked = replace(text);
        return further == null ? masked : further.apply(masked);
    }

    private String replace(String text) {
        if (pattern == null || text.isEmpty()) {
            return text;
        }
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int shown = 0;
        boolean found = true;
        while (found) {
            int start = matcher.start();
            int end = matcher.end();
            // One that begins inside another is masked with it to its end.
            for (found = matcher.find(start + 1); found && matcher.start() < end; ) {
                end = Math.max(end, matcher.end());
                found = matcher.find(matcher.start() + 1);
            }
            masked.append(text, shown, start).append(MASK);
            shown = end;
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** Whether the text holds a secret, that is, whether masking changes it. */
    public boolean finds(String text) {
        return pattern != null && pattern.matcher(text).find() || !apply(text).equals(text);
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
            for (boolean letters : new boolean[] {false, true}) {
                String json = escape(plain, false, letters);
                String go = escape(plain, true, letters);
                spellings.add(json);
                spellings.add(go);
                // HCL strings escape template markers as well; text in a JSON text in a diff is escaped twice.
                spellings.add(json.replace("${", "$${").replace("%{", "%%{"));
                spellings.add(escape(json, false, letters));
                spellings.add(escape(go, false, letters));
                spellings.add(escape(go, true, letters));
            }
            // A shell's quoting of a single quote, as provisioners' commands are often written.
            spellings.add(plain.replace("'", "'\\''"));
        }
    }

    /**
     * As in a JSON string.
     *
     * @param html whether also what could end an HTML element, as Go's encoder does it
     * @param letters whether control characters that have a letter are written with it, as Go does it since 1.22
     */
    private static String escape(String text, boolean html, boolean letters) {
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
                    boolean markup = c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
                    if (letters && (c == '\b' || c == '\f')) {
                        escaped.append(c == '\b' ? "\\b" : "\\f");
                    } else if (c < 0x20 || html && markup) {
                        escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
