package io.jenkins.plugins.terraformparallel.pipeline.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, values and options as text areas have them, there and back. */
class TextAreasTest {

    @Test
    void aListIsAnEntryALine() throws RequestException {
        List<Object> modules = List.of("network", "envs/*", "!envs/old", Map.of("path", "apps/shop"));

        assertThat(ListText.readList("modules", "network\r\n  envs/*\n\n!envs/old\t\n{path: apps/shop}\r\n"))
                .isEqualTo(modules);
        assertThat(ListText.writeList(modules)).isEqualTo("network\nenvs/*\n!envs/old\n{path: apps/shop}");
        assertThat(ListText.writeList(List.of("a", "- b"))).isEqualTo("- a\n- \"- b\"");
        assertThat(ListText.writeList("network")).isEqualTo("network");
    }

    @Test
    void aListMayBeYaml() throws RequestException {
        assertThat(ListText.readList("modules", """
                        - network
                        - path: apps/shop
                          workspaces: [eu, us]
                        """))
                .isEqualTo(List.of("network", Map.of("path", "apps/shop", "workspaces", List.of("eu", "us"))));
        assertThat(ListText.readList("modules", "  [a,\nb]")).isEqualTo(List.of("a", "b"));
    }

    @Test
    void valuesAreNameAndTextALine() throws RequestException {
        assertThat(ValuesText.read("vars", """
                        region = eu-1
                        note=a=b
                        empty=
                        replicas:=3
                        zones:=["a", "b"]
                        labels:={team: web}
                        nothing:=null
                        """))
                .isEqualTo(map(
                        "region",
                        "eu-1",
                        "note",
                        "a=b",
                        "empty",
                        "",
                        "replicas",
                        3,
                        "zones",
                        List.of("a", "b"),
                        "labels",
                        Map.of("team", "web"),
                        "nothing",
                        null));
        assertThat(ValuesText.write(map("a", "x y", "b", 3, "c", "two\nlines", "d", List.of(1), "e", "")))
                .isEqualTo("a=x y\nb:=3\nc:=\"two\\nlines\"\nd:=[1]\ne=");
        assertThat(ValuesText.write(map("a:", "x"))).isEqualTo("{\"a:\": x}");
        assertThat(ValuesText.read("vars", "{\n  a: 1\n}")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void optionsAreACommandAndAnOptionALine() throws RequestException {
        assertThat(OptionsText.read("extraArgs", "plan=-compact-warnings\nplan=-x=1\ninit=-plugin-dir=/p"))
                .isEqualTo(Map.of("plan", List.of("-compact-warnings", "-x=1"), "init", List.of("-plugin-dir=/p")));
        assertThat(OptionsText.write(map("plan", List.of("-a", "-b=1"), "apply", "-c")))
                .isEqualTo("plan=-a\nplan=-b=1\napply=-c");
    }

    @Test
    void nothingIsNotGiven() throws RequestException {
        for (String blank : List.of("", " \n\t\r\n")) {
            assertThat(ListText.readList("modules", blank)).isNull();
            assertThat(ValuesText.read("vars", blank)).isNull();
            assertThat(OptionsText.read("extraArgs", blank)).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            VARS       | hunter2            | vars: found line 1 without '=', expected name=text, or name:=JSON for any other value, one a line
            VARS       | a=1~~=hunter2      | vars: found no name in line 3, expected name=text, or name:=JSON for any other value, one a line
            VARS       | a=1~a=hunter2      | vars.a: found the name again in line 2, expected each name once
            VARS       | a:=                | vars.a: found nothing, expected a value
            VARS       | a:=[hunter2        | vars.a: found line 1, column 9: while parsing a flow sequence;
            MODULES    | a~{path: [x}       | modules[1]: found line 1, column 10: while parsing a flow sequence;
            MODULES    | - !envs/old        | modules: found the tag 'envs/old' in line 1, column 3, expected no tags
            EXTRA_ARGS | -compact-warnings  | extraArgs: found a line without '=', expected a command and one of its options on each line, such as plan=-compact-warnings
            EXTRA_ARGS | =-x                | extraArgs: found a line without a command, expected a command and one of its options on each line, such as plan=-compact-warnings
            """)
    void whatCantBeReadIsSaidWithoutAnyValue(FormField field, String text, String sentence) {
        assertThat(sentences(field, text.replace('~', '\n')))
                .singleElement()
                .asString()
                .startsWith(sentence)
                .contains(", expected ")
                .doesNotContain("hunter2");
    }

    @Test
    void allLinesThatAreWrongAreSaidAtOnce() {
        assertThat(sentences(FormField.VARS, "a\nb=1\nc\nd:=[")).hasSize(3);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aListIsReadAsWhatItWas(@ForAll("lists") List<Object> list) throws RequestException {
        assertThat(FormValues.normal(ListText.readList("x", ListText.writeList(list))))
                .isEqualTo(FormValues.normal(list));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aMapIsReadAsWhatItWas(@ForAll("maps") Map<String, Object> map) throws RequestException {
        assertThat(FormValues.normal(ValuesText.read("x", ValuesText.write(map))))
                .isEqualTo(FormValues.normal(map));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void optionsAreReadAsWhatTheyWere(@ForAll("options") Map<String, List<String>> options) throws RequestException {
        assertThat(OptionsText.read("x", OptionsText.write(options))).isEqualTo(options);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyTextIsAValueOrAMistake(@ForAll("texts") String text) {
        for (FormField field : FormField.values()) {
            try {
                assertThat(field.write(field.read(text))).isNotNull();
            } catch (RequestException e) {
                assertThat(e.mistakes()).allMatch(mistake -> mistake.argument().startsWith(field.key()));
            }
        }
    }

    @Provide
    Arbitrary<List<Object>> lists() {
        return FormValues.values().list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, Object>> maps() {
        return Arbitraries.maps(FormValues.keys(), FormValues.values()).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, List<String>>> options() {
        return Arbitraries.maps(
                        Arbitraries.oneOf(Arbitraries.of("plan", "init"), FormValues.keys()),
                        FormValues.texts().list().ofMaxSize(3))
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return FormValues.texts().list().ofMaxSize(4).map(lines -> String.join("\n", lines));
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<String> sentences(FormField field, String text) {
        return catchThrowableOfType(RequestException.class, () -> field.read(text)).mistakes().stream()
                .map(Mistake::sentence)
                .toList();
    }
}
