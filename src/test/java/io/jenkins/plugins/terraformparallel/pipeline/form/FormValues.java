package io.jenkins.plugins.terraformparallel.pipeline.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arguments as Pipelines and forms have them, with all that text areas and YAML have a meaning for. */
final class FormValues {

    private FormValues() {}

    /** Any text but NUL and halves of characters, which no form can submit. */
    static Arbitrary<String> texts() {
        Arbitrary<String> telling = Arbitraries.strings()
                .withChars("ab=:{}[]-!*&#?|>@%`'\"\\,~<. \t\n\r0123456789eE+_$/\u00e9\u2028\ud83d\ude00")
                .ofMaxLength(8);
        Arbitrary<String> words = Arbitraries.of(
                "",
                "-",
                "- a",
                "null",
                "~",
                "true",
                "True",
                "no",
                "on",
                "012",
                "1e5",
                "1.5",
                ".5",
                ".nan",
                "0x1f",
                "a: b",
                "a=b",
                "[",
                "{",
                "{}",
                "[]",
                "!envs/old",
                "*",
                "envs/*",
                "<<",
                "a #b",
                "1_000",
                "+1",
                "---",
                "2020-01-01",
                "1:30",
                "=",
                ":",
                ":=",
                "a:=b",
                "\ufeffa",
                "%a",
                "\u0085",
                "\u007f",
                "\ud83d\ude00");
        Arbitrary<String> any = Arbitraries.strings()
                .all()
                .ofMaxLength(6)
                .map(text -> text.codePoints()
                        .filter(character -> character != 0 && Character.getType(character) != Character.SURROGATE)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        return Arbitraries.oneOf(telling, words, any);
    }

    /** Texts as keys of maps: YAML's merge key can't be one. */
    static Arbitrary<String> keys() {
        return texts().filter(key -> !key.equals("<<"));
    }

    /** What JSON knows; numbers as {@code RequestFile} reads them. */
    static Arbitrary<Object> values() {
        return Arbitraries.recursive(
                () -> leaves().injectNull(0.05),
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.maps(keys(), inner).ofMaxSize(3).map(map -> (Object) map)),
                0,
                3);
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.of(true, false).map(flag -> (Object) flag),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.bigIntegers().map(number -> (Object) number),
                Arbitraries.bigDecimals().map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number));
    }

    /** The value with all numbers as decimals without trailing zeros. */
    static Object normal(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(FormValues::normal).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> result = new HashMap<>();
            map.forEach((key, entry) -> result.put(key, normal(entry)));
            return result;
        }
        if (value instanceof Number) {
            BigDecimal number =
                    value instanceof BigInteger big ? new BigDecimal(big) : new BigDecimal(value.toString());
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
        return value == null ? "(null)" : value;
    }
}
