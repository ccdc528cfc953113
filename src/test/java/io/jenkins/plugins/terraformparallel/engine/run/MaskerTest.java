package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.terraformparallel.engine.terraform.LongLine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Secrets with everything that some notation escapes. */
    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withChars("abcXYZ019 \n\r\t\"'\\$%{}<>&=+/#!\u0001\b\f\u2028é漢")
                .ofMinLength(4)
                .ofMaxLength(20)
                .filter(secret -> secret.strip().length() > 3);
    }

    @Property(tries = 500)
    void everySpellingIsMasked(@ForAll("secrets") String secret) throws Exception {
        Masker masker = Masker.of(List.of(secret));
        String json = inJson(secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);

        assertThat(List.of(
                        secret,
                        json,
                        asGoWrites(json),
                        inJson(json),
                        inJson(asGoWrites(json)),
                        json.replace("${", "$${").replace("%{", "%%{"),
                        secret.replace("'", "'\\''"),
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20")))
                .allSatisfy(spelling -> {
                    assertThat(masker.finds("before " + spelling + " after")).isTrue();
                    assertThat(masker.apply("before " + spelling + " after"))
                            .startsWith("before ")
                            .endsWith(" after")
                            .contains(Masker.MASK)
                            .doesNotContain(secret.strip());
                });
    }

    /** As Go's encoding/json does, which terraform uses. */
    private static String asGoWrites(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static String inJson(String text) throws Exception {
        String quoted = JSON.writeValueAsString(text);
        // Jackson writes \u0001 with capital digits, as nobody else does.
        return quoted.substring(1, quoted.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\b", "\\u0008", "\\f", "\\u000c", "\\u2028"})
    void controlCharactersAreMaskedAsEveryVersionOfGoWritesThem(String escape) {
        String plain =
                switch (escape) {
                    case "\\b", "\\u0008" -> "\b";
                    case "\\u2028" -> "\u2028";
                    default -> "\f";
                };
        Masker masker = Masker.of(List.of("top" + plain + "secret"));

        assertThat(masker.apply("x top" + escape + "secret x")).isEqualTo("x **** x");
    }

    @Test
    void eachLineOfASecretWithSeveralIsOne() {
        Masker masker = Masker.of(List.of("-----BEGIN KEY-----\nMIIEvQ==\n  indented\n}\n-----END KEY-----\n"));

        assertThat(masker.apply("a MIIEvQ== b")).isEqualTo("a **** b");
        assertThat(masker.apply("+   indented")).isEqualTo("+   ****");
        assertThat(masker.apply("    -----BEGIN KEY-----\n    MIIEvQ==\n    -----END KEY-----\n"))
                .isEqualTo("    ****\n    ****\n    ****\n");
        assertThat(masker.apply("resource {\n}\n")).as("what says nothing").isEqualTo("resource {\n}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'hunter2,hunter22', is hunter22 so, is **** so",
        "'hunter22,hunter2', is hunter22 so, is **** so",
        "'hunter2,xhunter2x', is xhunter2x and hunter2, is **** and ****",
        "'aaa', aaaaaa, ****",
        "'abc', ABC abc, ABC ****",
        "'a.c', abc a.c, abc ****",
    })
    void theLongestSecretAtAPlaceIsMasked(String secrets, String text, String masked) {
        assertThat(Masker.of(Arrays.asList(secrets.split(","))).apply(text)).isEqualTo(masked);
    }

    @Test
    void secretsThatOverlapAreBothMasked() {
        Masker masker = Masker.of(List.of("hunter2", "r2-d2-and-more"));

        assertThat(masker.apply("is hunter2-d2-and-more or")).isEqualTo("is **** or");
    }

    @Test
    void aFurtherMaskerComesAfterOurs() {
        Masker masker =
                Masker.of(List.of("one")).and(text -> text.replace("two", "#")).and(text -> text + "!");

        assertThat(masker.apply("one two three")).isEqualTo("**** # three!");
        assertThat(masker.sentence("one two three")).isEqualTo("**** # three!");
        assertThat(Masker.of(List.of("one"))
                        .and(text -> text.replace("two", "#"))
                        .finds("a two"))
                .isTrue();
        assertThat(Masker.of(List.of("one"))
                        .and(text -> text.replace("two", "#"))
                        .finds("a one"))
                .isTrue();
        assertThat(Masker.of(List.of("one"))
                        .and(text -> text.replace("two", "#"))
                        .finds("a three"))
                .isFalse();
    }

    @Test
    void whereSecretsAreUnknownEverythingIsWithheldButOurOwnSentences() {
        Masker masker = Masker.everything();

        assertThat(List.of("x", " x \n", "a\nb", "", " \n").stream().map(masker).toList())
                .containsExactly("(withheld)", "(withheld)\n", "(withheld)", "", " \n");
        assertThat(masker.finds("x")).isTrue();
        assertThat(masker.finds(" ")).isFalse();
        assertThat(masker.sentence("timed out after 5m")).isEqualTo("timed out after 5m");
        assertThat(masker.and(text -> text.replace("with", "****")).apply("x")).isEqualTo("(****held)");
        assertThat(masker.and(text -> text.replace("time", "****")).sentence("timed out"))
                .isEqualTo("****d out");
    }

    @Test
    void emptyAndBlankSecretsMaskNothing() {
        Masker masker = Masker.of(List.of("", "  ", "\n"));

        assertThat(masker.apply("two  words\n")).isEqualTo("two  words\n");
        assertThat(masker.finds(" ")).isFalse();
    }

    @Property(tries = 15)
    void noPieceOfALongLineShowsAny(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> secrets = List.of("hunter2", "hunter2-and-more", "or-more", "line one\nline two");
        Masker masker = Masker.of(secrets);
        StringBuilder line = new StringBuilder();
        while (line.length() < 160_000) {
            line.append(random.nextInt(4) == 0 ? secrets.get(random.nextInt(3)) : "some other text ");
        }
        LongLine pieces = new LongLine(masker);
        StringBuilder shown = new StringBuilder();

        for (int from = 0; from < line.length(); ) {
            int to = Math.min(line.length(), from + 1 + random.nextInt(100_000));
            shown.append(pieces.next(line.substring(from, to), to == line.length()));
            from = to;
        }

        assertThat(shown.toString()).isEqualTo(masker.apply(line.toString()));
        assertThat(masker.finds(shown.toString())).isFalse();
    }

    @Property(tries = 500)
    void maskedTextHoldsNoSecret(@ForAll("secrets") String one, @ForAll("secrets") String other, @ForAll long seed) {
        Masker masker = Masker.of(List.of(one, other));
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            String secret = random.nextBoolean() ? one : other;
            int cut = random.nextInt(secret.length());
            text.append(random.nextInt(3) == 0 ? secret.substring(cut) : secret)
                    .append(random.nextInt(3) == 0 ? " " : "");
        }

        assertThat(masker.finds(masker.apply(text.toString()))).isFalse();
    }
}
