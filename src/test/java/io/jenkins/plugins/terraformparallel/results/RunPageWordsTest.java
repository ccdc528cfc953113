package io.jenkins.plugins.terraformparallel.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.report.HtmlReportWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words of the pages' script are English in itself, and can be translated beside its Jelly view. */
class RunPageWordsTest {

    private static final Pattern WORD = Pattern.compile("(?m)^  '?([\\w.]+)'?: '(.*)',$");
    private static final Pattern IN_VIEW = Pattern.compile("<span data-word=\"([\\w.]+)\">\\$\\{%([\\w.]+)}</span>");

    @Test
    void theScriptTheViewAndTheMessagesHaveTheSameWords() throws IOException {
        Map<String, String> ofScript = words(resource(HtmlReportWriter.class, "run.js"));
        Map<String, String> ofView = new TreeMap<>();
        Matcher spans = IN_VIEW.matcher(resource(RunPageWordsTest.class, "RunPage/script.jelly"));
        while (spans.find()) {
            ofView.put(spans.group(1), spans.group(2));
        }
        Properties messages = new Properties();
        messages.load(new StringReader(resource(RunPageWordsTest.class, "RunPage/script.properties")));
        Map<String, String> ofMessages = new TreeMap<>();
        // As Jelly's ${%...} makes texts of them, without arguments: the script puts those in.
        messages.forEach((key, text) ->
                ofMessages.put((String) key, new MessageFormat((String) text, Locale.ROOT).format(new Object[0])));

        assertThat(ofScript).hasSizeGreaterThan(50);
        assertThat(ofView).allSatisfy((key, value) -> assertThat(value).isEqualTo(key));
        assertThat(ofView.keySet()).isEqualTo(ofScript.keySet());
        assertThat(ofMessages).isEqualTo(ofScript);
    }

    private static Map<String, String> words(String script) {
        int start = script.indexOf("const WORDS = {");
        Map<String, String> words = new TreeMap<>();
        Matcher matcher = WORD.matcher(script.substring(start, script.indexOf("};", start)));
        while (matcher.find()) {
            words.put(matcher.group(1), matcher.group(2));
        }
        return words;
    }

    private static String resource(Class<?> of, String name) throws IOException {
        try (InputStream in = of.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
