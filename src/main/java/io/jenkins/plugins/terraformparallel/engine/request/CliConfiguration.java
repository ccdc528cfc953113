package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one setting of terraform's CLI configuration, which is HCL 1 or JSON, without understanding the rest: comments,
 * texts, here-documents and blocks are passed over. Not thread-safe.
 */
final class CliConfiguration {

    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment> \\#[^\\n]* | //[^\\n]* | /\\*(?s:.*?)\\*/ )
            | (?<heredoc> <<-?(?<mark>[^\\s<]+)\\h*\\r?\\n (?s:.*?) ^\\h*\\k<mark>\\h*\\r?$ )
            | "(?<text> (?: \\$\\{[^}]*\\} | \\\\. | [^"\\\\] )*+ )"
            | (?<word> [\\p{L}_][\\p{L}\\p{N}_.-]* )
            | (?<sign> [{}\\[\\]=:] )
            """, Pattern.COMMENTS | Pattern.MULTILINE);

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))", Pattern.DOTALL);
    private static final String SETTING = "plugin_cache_dir";

    private final Matcher token;
    private final int settingsDepth;
    private int depth;
    /** The setting's name was the last token, or the one before a sign of assignment. */
    private boolean named;

    private boolean assigned;

    private CliConfiguration(String text) {
        token = TOKEN.matcher(text);
        settingsDepth = text.stripLeading().startsWith("{") ? 1 : 0;
    }

    /** The setting's text, its variables not expanded; empty where it isn't there. The last one counts. */
    static Optional<String> pluginCacheDir(String text) {
        CliConfiguration configuration = new CliConfiguration(text);
        Optional<String> found = Optional.empty();
        while (configuration.token.find()) {
            if (configuration.token.group("comment") == null) {
                Optional<String> value = configuration.next();
                found = value.isPresent() ? value : found;
            }
        }
        return found;
    }

    /** The setting's value where the current token is it. */
    private Optional<String> next() {
        String text = token.group("text");
        if (assigned && text != null) {
            assigned = false;
            return Optional.of(unescaped(text));
        }
        String sign = token.group("sign");
        boolean assignment = "=".equals(sign) || ":".equals(sign);
        assigned = named && assignment;
        named = depth == settingsDepth && (SETTING.equals(text) || SETTING.equals(token.group("word")));
        if ("{".equals(sign) || "[".equals(sign)) {
            depth++;
        } else if ("}".equals(sign) || "]".equals(sign)) {
            depth--;
        }
        return Optional.empty();
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            if (match.group(1) != null) {
                return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16)));
            }
            return Matcher.quoteReplacement(
                    switch (match.group(2)) {
                        case "n" -> "\n";
                        case "t" -> "\t";
                        case "r" -> "\r";
                        default -> match.group(2);
                    });
        });
    }
}
