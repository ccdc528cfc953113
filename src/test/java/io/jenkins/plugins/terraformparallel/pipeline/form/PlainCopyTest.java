package io.jenkins.plugins.terraformparallel.pipeline.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainCopyTest {

    @Test
    void textsListsAndMapsBecomePlainOnes() {
        Map<Object, Object> given = new LinkedHashMap<>();
        given.put(new StringBuilder("modules"), Arrays.asList(new StringBuilder("a"), 'b', null));
        given.put("set", new LinkedHashSet<>(List.of(1, 2)));
        given.put("array", new Object[] {true, Map.of(new StringBuilder("k"), List.of())});

        Map<String, Object> copy = PlainCopy.of(given);

        assertThat(copy)
                .isEqualTo(Map.of(
                        "modules",
                        Arrays.asList("a", "b", null),
                        "set",
                        List.of(1, 2),
                        "array",
                        List.of(true, Map.of("k", List.of()))));
        assertThat(copy.get("modules")).isExactlyInstanceOf(ArrayList.class);
    }

    @Test
    void whatThePipelineChangesLaterChangesNothing() {
        List<Object> modules = new ArrayList<>(List.of("a"));
        Map<String, Object> copy = PlainCopy.of(Map.of("modules", modules));

        modules.add("b");

        assertThat(copy).isEqualTo(Map.of("modules", List.of("a")));
    }

    @Test
    void whatIsNeitherTextNorListNorMapStays() {
        Object other = new Object();

        assertThat(PlainCopy.of(other)).isSameAs(other);
        assertThat(PlainCopy.of(Map.of("vars", Map.of(1, other)))).isEqualTo(Map.of("vars", Map.of(1, other)));
        assertThat(PlainCopy.of((Object) null)).isNull();
    }

    @Test
    void aListThatHoldsItselfManyTimesOverIsCopiedOnce() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        for (int i = 0; i < 60; i++) {
            list = new ArrayList<>(List.of(list, list));
        }

        Object copy = PlainCopy.of((Object) list);

        assertThat(((List<?>) copy).get(0)).isSameAs(((List<?>) copy).get(1));
    }
}
