package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestReaderPropertiesTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Property(tries = 300)
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

    @Property(tries = 2_000)
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

    @Property(tries = 500)
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
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8).map(text -> text),
                Arbitraries.of(
                        "a", "-x", "30s", "4", "true", "!", "!a", "a/*", "secret", "auto", "", "\0", "apply", "HOME"),
                Arbitraries.of(0, 4, -1, 2.5, Double.NaN, 7L, (short) 3, 1.5f, 'c', true, false),
                Arbitraries.of(new java.math.BigDecimal("1E+999999999"), java.math.BigInteger.TEN.pow(50)),
                Arbitraries.create(() -> new java.util.Date(0)),
                Arbitraries.create(StringBuilder::new),
                Arbitraries.create(() -> new int[] {1}));
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> leaves.injectNull(0.1),
                () -> leaves.injectNull(0.1),
                () -> anyValues().list().ofMaxSize(3).map(list -> list),
                () -> anyValues().array(Object[].class).ofMaxSize(3).map(array -> array),
                () -> anyMaps().map(map -> map));
        return Arbitraries.maps(keys(), values).ofMaxSize(6);
    }

    private Arbitrary<Object> anyValues() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "-x", "!a", 5, true, ""), anyMaps().map(map -> map));
    }

    private static Arbitrary<Object> keys() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(10, Arbitraries.of(RequestReader.KEYS).map(key -> key)),
                net.jqwik.api.Tuple.of(
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
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(5).map(key -> key)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(1, true, 'c', 2.5)));
    }
}
