package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.request.RequestReader;
import io.jenkins.plugins.terraformparallel.pipeline.form.FormField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help in the step's form, the user guide and the engine's reader know the same parameters, in the same words. */
class HelpTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)`[^|]* \\|[^|]*\\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern TAG = Pattern.compile("</?(div|p|pre|code)>");

    @Test
    void guideFormAndReaderKnowTheSameParameters() throws IOException {
        assertThat(guide().keySet()).containsExactlyInAnyOrderElementsOf(readersOwn());
        assertThat(FormField.values()).extracting(FormField::key).containsExactlyInAnyOrderElementsOf(readersOwn());
    }

    @ParameterizedTest
    @MethodSource("readersOwn")
    void theHelpSaysWhatTheGuideSays(String parameter) throws IOException {
        String words = guide().get(parameter)
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceFirst("^Jenkins only: ", "")
                .replaceFirst(" See [A-Z][a-z ]+$", "")
                .replace("`", "");

        assertThat(help(parameter)).startsWithIgnoringCase(words + (words.endsWith(".") ? "" : "."));
    }

    /** As the reader names them where it is given an unknown one. */
    private static Stream<String> keys() {
        try {
            RequestReader.read(Map.of("nonsense".repeat(4), 1), Map.of());
            throw new AssertionError("an unknown parameter is a mistake");
        } catch (RequestException e) {
            return Pattern.compile("'(\\w+)'")
                    .matcher(e.mistakes().get(0).expected())
                    .results()
                    .map(m -> m.group(1));
        }
    }

    private static List<String> readersOwn() {
        return keys().toList();
    }

    private static Map<String, String> guide() throws IOException {
        String text = Files.readString(Path.of("docs/user-guide.md"));
        String section = text.substring(text.indexOf("\n## Parameters"), text.indexOf("\n## Request file"));
        return ROW.matcher(section)
                .results()
                .collect(Collectors.toMap(
                        (MatchResult row) -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
    }

    /** Without tags. */
    private static String help(String parameter) throws IOException {
        try (InputStream file =
                HelpTest.class.getResourceAsStream("TerraformParallelStep/help-" + parameter + ".html")) {
            assertThat(file).as("help of %s", parameter).isNotNull();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return TAG.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
        }
    }
}
