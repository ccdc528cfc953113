package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RequestReaderPropertiesTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aValidRequestIsReadBackAsItWas(@ForAll("validRequests") RunRequest request)
            throws RequestException, JsonProcessingException {
        Map<String, Object> raw = ValidRequests.raw(request);
        String json = JSON.writeValueAsString(raw);

        assertThat(RequestReader.read(raw, Map.of())).isEqualTo(request);
        assertThat(RequestReader.read(RequestFile.parse("request.json", json), Map.of()))
                .isEqualTo(request);
        assertThat(RequestReader.read(RequestFile.parse("request.yaml", json), Map.of()))
                .isEqualTo(request);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void anyMapIsARequestOrAListOfMistakes(@ForAll("anyMaps") Map<?, ?> raw) {
        @SuppressWarnings("unchecked") // as a Pipeline may give it
        Map<String, ?> unchecked = (Map<String, ?>) raw;
        try {
            assertThat(RequestReader.read(unchecked, Map.of("HOME", "/h")).modules())
                    .isNotEmpty();
        } catch (RequestException e) {
            assertThat(e.mistakes()).isNotEmpty();
            assertThat(e.mistakes()).allSatisfy(mistake -> {
                assertThat(mistake.argument()).isNotBlank();
                assertThat(mistake.expected()).isNotBlank();
                assertThat(mistake.sentence()).doesNotContain("\n", "\0");
            });
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aMaskedTextIsInNoMistake(@ForAll("anyMaps") Map<?, ?> raw) {
        Map<String, Object> request = PlainText.byText(raw);
        request.put("vars", Map.of("secret", "hunter2"));
        request.put("mask", List.of("secret"));
        request.put("wrong", "wrong");
        request.replaceAll((key, value) -> value instanceof String ? value + "hunter2" : value);

        assertThat(Requests.mistakes(request, Map.of("TF_DATA_DIR", "hunter2")).toString())
                .contains(Found.MASKED)
                .doesNotContain("hunter2");
    }

    @Provide
    Arbitrary<RunRequest> validRequests() {
        return ValidRequests.arbitrary();
    }

    @Provide
    Arbitrary<Map<Object, Object>> anyMaps() {
        return Arbitraries.maps(keys(), values(3)).ofMaxSize(6);
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(text -> text),
                Arbitraries.of(
                        "a", "-x", "30s", "4", "true", "!", "!a", "a/*", "secret", "auto", "", "\0", "apply", "HOME"),
                Arbitraries.of(0, 4, -1, 2.5, Double.NaN, 7L, (short) 3, 1.5f, 'c', true, false),
                Arbitraries.of(new BigDecimal("1E+999999999"), BigInteger.TEN.pow(50)),
                Arbitraries.create(() -> new Date(0)),
                Arbitraries.create(StringBuilder::new),
                Arbitraries.create(() -> new int[] {1}));
        if (depth == 0) {
            return leaves.injectNull(0.1);
        }
        Arbitrary<Object> inner = values(depth - 1);
        return Arbitraries.oneOf(
                leaves.injectNull(0.1),
                inner.list().ofMaxSize(3).map(list -> list),
                inner.array(Object[].class).ofMaxSize(3).map(array -> array),
                Arbitraries.maps(keys(), inner).ofMaxSize(4).map(map -> map));
    }

    private static Arbitrary<Object> keys() {
        return Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of(RequestReader.KEYS).map(key -> key)),
                Tuple.of(
                        5,
                        Arbitraries.of(
                                        "path",
                                        "name",
                                        "workspace",
                                        "targets",
                                        "dependsOn",
                                        "plan",
                                        "TF_CLI_ARGS",
                                        "secret")
                                .map(key -> key)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5).map(key -> key)),
                Tuple.of(1, Arbitraries.of(1, true, 'c', 2.5)));
    }
}
