package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    private static final Pattern LOGGED = Pattern.compile("CLI command args: \\[\\]string\\{(.*)\\}");
    private static final Pattern GO_TEXT = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");

    /** Terraform logs the arguments that it makes of the variable. */
    @NeedsTerraform
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " a  \t b ",
                "a 'b c' \"d e\"",
                "'a'\"b\"c",
                "a '' b",
                "a \\b c\\ d",
                "'a\\b' \"c\\\"d\"",
                "\\a b",
                "\\  x",
                "a;b",
                "a 'b;c' | d",
                "a 2>b c",
                "a b2>c",
                "a > b",
                "a`b c`d e",
                "`a \"b` c\" d`",
                "$(a b) c",
                "a$(b)",
                "$(a ; b)",
                "(a)",
                "a)",
                "\"(a)\"",
                "`(a)`",
                "'a",
                "\"a",
                "a\\",
                "'a\nb' c\nd",
                "ä 'ö ü'",
                "\"'\" '\"'",
                "$x ${y}",
                "\" \" x",
                "a\\nb\\tc",
                "a$(b c)d e",
                "$($(a))",
                "'' a",
                "a \\",
                "2> x",
                "'2'>x",
                "a`'b` c' d`e"
            })
    void splitsAsTerraformDoes(String text) throws IOException {
        assertThat(ShellWords.split(text)).isEqualTo(byTerraform(text));
    }

    @Property
    void quotedWordsStayWhole(
            @ForAll @NotEmpty @CharRange(from = ' ', to = '&') @Chars({'(', '<', '\\', '\n'}) String word) {
        String text = "a '" + word + "x' b";

        assertThat(ShellWords.split(text)).isEqualTo(List.of("a", word + "x", "b"));
    }

    @Property
    void anyTextIsSplitOrRefused(@ForAll String text) {
        Collection<String> words = ShellWords.split(text);

        assertThat(words == null || String.join("", words).length() <= text.length())
                .isTrue();
    }

    /** Null where terraform refuses the text. */
    private static List<String> byTerraform(String text) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(RealTerraform.executable().toString(), "version");
        builder.environment().put("TF_CLI_ARGS", text);
        builder.environment().put("TF_LOG", "info");
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().remove("TF_LOG_PATH");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (output.contains("invalid command line string")) {
            return null;
        }
        Matcher logged = LOGGED.matcher(output);
        assertThat(logged.find()).as(output).isTrue();
        List<String> arguments = GO_TEXT.matcher(logged.group(1))
                .results()
                .map(ShellWordsTest::unquoted)
                .toList();
        assertThat(arguments).startsWith("version");
        return arguments.subList(1, arguments.size());
    }

    private static String unquoted(MatchResult goText) {
        return goText.group(1).translateEscapes();
    }
}
