package io.jenkins.plugins.terraformparallel.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.testing.Shells;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShellQuoteTest {

    @Test
    void everyShellReadsEveryByteBackAsItWas() throws Exception {
        List<String> bytes =
                IntStream.range(1, 256).mapToObj(b -> String.valueOf((char) b)).toList();
        for (List<String> shell : Shells.all()) {
            assertThat(readBack(shell, bytes, StandardCharsets.ISO_8859_1))
                    .as("%s", shell)
                    .isEqualTo(bytes);
        }
    }

    @Property(tries = 20)
    void everyShellReadsBytesInAnyOrderBackAsTheyWere(@ForAll("byteStrings") List<String> values) throws Exception {
        for (List<String> shell : Shells.all()) {
            assertThat(readBack(shell, values, StandardCharsets.ISO_8859_1)).isEqualTo(values);
        }
    }

    @Property(tries = 10)
    void everyShellReadsAnyTextBackAsItWas(@ForAll("texts") List<String> values) throws Exception {
        for (List<String> shell : Shells.all()) {
            assertThat(readBack(shell, values, StandardCharsets.UTF_8)).isEqualTo(values);
        }
    }

    @Test
    void refusesNul() {
        assertThatThrownBy(() -> ShellQuote.quote("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL")
                .hasMessageNotContaining("a\0b");
    }

    @Provide
    Arbitrary<List<String>> byteStrings() {
        // Quotes and backslashes more often than by chance.
        Arbitrary<Character> character = Arbitraries.oneOf(
                Arbitraries.chars().range('\u0001', '\u00ff'),
                Arbitraries.of('\'', '\\', '"', '$', '`', '\n', '\u0081'));
        return character
                .list()
                .ofMaxSize(40)
                .map(ShellQuoteTest::join)
                .list()
                .ofMinSize(50)
                .ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .excludeChars('\0')
                .ofMaxLength(40)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .list()
                .ofMinSize(20)
                .ofMaxSize(50);
    }

    private static String join(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    /** One start of the shell prints all values, NUL after each. */
    private static List<String> readBack(List<String> shell, List<String> values, Charset charset)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder();
        values.forEach(value ->
                script.append("printf '%s\\0' ").append(ShellQuote.quote(value)).append('\n'));
        Path file = Files.createTempFile("quote", ".sh");
        try {
            Files.write(file, script.toString().getBytes(charset));
            List<String> command = new ArrayList<>(shell);
            command.add(file.toString());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), charset);
            assertThat(process.waitFor()).isZero();
            return Arrays.asList(output.split("\0", -1)).subList(0, values.size());
        } finally {
            Files.delete(file);
        }
    }
}
