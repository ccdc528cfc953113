package io.jenkins.plugins.terraformparallel.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlainJsonTest {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Keyed hashes of values are compared across versions: their text must stay as it is. */
    @Property(tries = 500)
    void aCanonicalTextIsWhatAMapperWrites(@ForAll("values") Object value) throws JsonProcessingException {
        assertThat(PlainJson.canonical(value)).isEqualTo(MAPPER.writeValueAsString(value));
        assertThat(PlainJson.canonical(PlainJson.tree(value))).isNotEmpty();
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> plain = Arbitraries.of(
                "text",
                "",
                "\"\\\n\u2028ü",
                true,
                0,
                -1L,
                12.5,
                1e10,
                1.5f,
                new BigDecimal("1.10"),
                new BigDecimal("1E+400"),
                new BigInteger("99999999999999999999999"),
                List.of(),
                Map.of());
        Arbitrary<Object> nested = Arbitraries.oneOf(
                plain.injectNull(0.1),
                plain.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.of("z", "a", "B"), plain).map(map -> (Object) map));
        return Arbitraries.oneOf(
                nested,
                nested.list().ofMaxSize(3).map(list -> (Object) list),
                Arbitraries.maps(Arbitraries.of("z", "a", "B"), nested).map(map -> (Object) map));
    }

    @Test
    void recordsHaveTheNamesThatTheReaderExpects() {
        assertThat(PlainJson.tree(ProcessFindings.NONE))
                .isEqualTo(EventJson.mapper().<JsonNode>valueToTree(ProcessFindings.NONE));
    }

    @Test
    void eventsAreCalledWhatTheReaderCallsThem() {
        JsonSubTypes.Type[] types =
                RunEvent.class.getAnnotation(JsonSubTypes.class).value();

        assertThat(types).hasSize(RunEvent.class.getPermittedSubclasses().length);
        assertThat(Arrays.stream(types))
                .allSatisfy(type -> assertThat(EventJson.kind(type.value())).isEqualTo(type.name()));
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> PlainJson.tree(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.Optional");
    }
}
