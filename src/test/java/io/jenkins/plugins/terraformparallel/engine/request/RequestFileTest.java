package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFileTest {

    @Test
    void yamlMeansWhatPeopleMean() throws RequestException {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("country", "no");
        expected.put("word", "on");
        expected.put("flag", true);
        expected.put("account", "012");
        expected.put("long", "012345678901");
        expected.put("number", 12);
        expected.put("nought", 0);
        expected.put("price", new BigDecimal("1.50"));
        expected.put("big", new BigInteger("99999999999999999999"));
        expected.put("time", "1:30");
        expected.put("date", "2020-01-01");
        expected.put("empty", null);
        expected.put("blank", "");
        expected.put("list", Arrays.asList(1, null, "x"));

        assertThat(parse("""
                        country: no
                        word: on
                        flag: true
                        account: 012
                        long: 012345678901
                        number: 12
                        nought: 0
                        price: 1.50
                        big: 99999999999999999999
                        time: 1:30
                        date: 2020-01-01
                        empty:
                        blank: ''
                        list: [1, ~, x]
                        """)).isEqualTo(expected);
    }

    @Test
    void jsonIsReadAsSuchOrAsYaml() throws RequestException {
        String text = "{\"modules\": [\"a\"], \"vars\": {\"x\": [1, 2.5, null, true]}}";
        Map<String, Object> expected = Map.of(
                "modules", List.of("a"), "vars", Map.of("x", Arrays.asList(1, new BigDecimal("2.5"), null, true)));

        assertThat(parse(text)).isEqualTo(expected);
        assertThat(RequestFile.parse("request.JSON", text)).isEqualTo(expected);
        assertThat(RequestFile.parse("a.json", "\ufeff{\n\t\"a\": 1}")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void anchorsAliasesAndMergeKeysWorkForListsAndMaps() throws RequestException {
        assertThat(parse("""
                        base: &base {a: 1, b: &list [x, y]}
                        same: *base
                        more:
                          <<: *base
                          b: 2
                        both:
                          <<: [*base, {c: 3}]
                        list: *list
                        base2: &base {a: 5}
                        other: *base
                        """))
                .isEqualTo(Map.of(
                        "base", Map.of("a", 1, "b", List.of("x", "y")),
                        "same", Map.of("a", 1, "b", List.of("x", "y")),
                        "more", Map.of("a", 1, "b", 2),
                        "both", Map.of("a", 1, "b", List.of("x", "y"), "c", 3),
                        "list", List.of("x", "y"),
                        "base2", Map.of("a", 5),
                        "other", Map.of("a", 5)));
    }

    @Test
    void aMergeKeyInQuotesIsAKeyLikeAnyOther() throws RequestException {
        assertThat(parse("""
                        plain: {"<<": 5, a: 1}
                        single:
                          '<<': {a: 1}
                        "<<" : [x]
                        long: {"\\u003c<": 1, <<: {b: 2}}
                        """))
                .isEqualTo(Map.of(
                        "plain", Map.of("<<", 5, "a", 1),
                        "single", Map.of("<<", Map.of("a", 1)),
                        "<<", List.of("x"),
                        "long", Map.of("<<", 1, "b", 2)));
    }

    @Test
    void oneValueMayBeOfAnyKind() throws RequestException {
        assertThat(RequestFile.value("vars.x", "[a, {b: 1}]")).isEqualTo(List.of("a", Map.of("b", 1)));
        assertThat(RequestFile.value("vars.x", "- a\n- b")).isEqualTo(List.of("a", "b"));
        assertThat(RequestFile.value("vars.x", "\"a\\nb\"")).isEqualTo("a\nb");
        assertThat(RequestFile.value("vars.x", "012")).isEqualTo("012");
        assertThat(RequestFile.value("vars.x", "null")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''          | vars.x: found nothing, expected a value
            '# comment' | vars.x: found nothing, expected a value
            1~---~2     | vars.x: found a second document in line 3, column 1, expected one value
            a: b: c     | vars.x: found line 1, column 5: mapping values are not allowed here, expected YAML or JSON
            """)
    void whatIsWrongWithOneValueIsSaid(String text, String sentence) {
        assertThat(catchThrowableOfType(
                                RequestException.class, () -> RequestFile.value("vars.x", text.replace('~', '\n')))
                        .mistakes())
                .extracting(Mistake::sentence)
                .containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | found nothing, expected a map of the request's arguments, such as modules: ['envs/*']
            # only a comment       | found nothing, expected a map of the request's arguments, such as modules: ['envs/*']
            - a                    | found no map, expected a map of the request's arguments, such as modules: ['envs/*']
            a: 1~a: 2              | found the key 'a' again in line 2, column 1, expected each key once
            x: {b: 1, b: 2}        | found the key 'b' again in line 1, column 11, expected each key once
            a: 1~---~b: 2          | found a second document in line 3, column 1, expected one request
            a: *x                  | found the alias *x in line 1, column 4, expected an anchor of a list or a map further up
            a: &x {b: *x}          | found the alias *x in line 1, column 11, expected an anchor of a list or a map further up
            a: !secret x           | found the tag 'secret' in line 1, column 4, expected no tags
            a: !!binary aGk=       | found the tag 'tag:yaml.org,2002:binary' in line 1, column 4, expected no tags
            <<: 5                  | found a merge key without a map in line 1, column 5, expected <<: *anchor of a map
            a: hunter2: hunter2    | found line 1, column 11: mapping values are not allowed here, expected YAML or JSON
            """)
    void whatIsWrongIsFoundByLineAndColumn(String text, String sentence) {
        assertThat(sentences("request.yaml", text.replace('~', '\n'))).contains("request.yaml: " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a: 'hunter2             | request.yaml
            a: [hunter2             | request.yaml
            a: "\\q hunter2"        | request.yaml
            a: "hunter2" hunter2    | request.yaml
            a: %hunter2             | request.yaml
            a: .nanhunter2: b       | request.yaml
            a: .nan                 | request.yaml
            a: @hunter2             | request.yaml
            a: `hunter2             | request.yaml
            a: &x hunter2~b: [      | request.yaml
            {"a": hunter2}          | request.json
            {"a": "hunter2          | request.json
            {"a": 12hunter2}        | request.json
            {'hunter2': 1}          | request.json
            {"a": tru hunter2}      | request.json
            {"a": "\\hunter2"}      | request.json
            """)
    void brokenFilesShowNoneOfTheirValues(String text, String fileName) {
        assertThat(sentences(fileName, text.replace('~', '\n')))
                .singleElement()
                .asString()
                .matches(fileName + ": found line \\d+, column \\d+: .+, expected .+")
                .doesNotContain("hunter2");
    }

    @Test
    void aFewLinesThatStandForBillionsOfValuesAreRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            String alias = "*a" + (i - 1);
            text.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(10, alias)) + "]\n");
        }

        assertThat(sentences("request.yaml", text.toString()))
                .singleElement()
                .asString()
                .startsWith(
                        "request.yaml: found more than 100000 values, aliases counted with what they stand for in line 5,");
    }

    @Test
    void endlessNestingIsRefused() {
        assertThat(sentences("request.yaml", "a: " + "[".repeat(100_000))).hasSize(1);
        assertThat(sentences("request.json", "{\"a\": " + "[".repeat(100_000))).hasSize(1);
    }

    @Property(tries = 500)
    void anyTextIsAMapOrAMistake(
            @ForAll
                    @StringLength(max = 40)
                    @CharRange(from = 'a', to = 'c')
                    @Chars({
                        '{', '}', '[', ']', ':', ' ', '\n', '-', '"', '\'', '&', '*', '!', '|', '<', ',', '0', '.',
                        '\t', '\0', '?', '%'
                    })
                    String text) {
        for (String name : List.of("request.yaml", "request.json")) {
            try {
                assertThat(RequestFile.parse(name, text)).isNotNull();
            } catch (RequestException e) {
                assertThat(e.mistakes())
                        .isNotEmpty()
                        .allMatch(mistake -> mistake.argument().equals(name));
            }
        }
    }

    private static Map<String, Object> parse(String text) throws RequestException {
        return RequestFile.parse("request.yaml", text);
    }

    private static List<String> sentences(String fileName, String text) {
        return catchThrowableOfType(RequestException.class, () -> RequestFile.parse(fileName, text)).mistakes().stream()
                .map(Mistake::sentence)
                .toList();
    }
}
