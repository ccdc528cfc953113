package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UnitKeysTest {

    @Test
    void aKeyIsTheReadableNameAndAHash() {
        // printf apps/shop@eu | sha256sum
        assertThat(UnitKeys.of(List.of("apps/shop@eu"))).containsEntry("apps/shop@eu", "apps-shop-eu-01a396");
    }

    @Test
    void ofALongNameTheEndIsKept() {
        String name = "very/".repeat(40) + "long/name@eu";

        assertThat(UnitKeys.of(List.of(name)).get(name))
                .hasSizeLessThanOrEqualTo(60)
                .contains("long-name-eu-");
    }

    @Test
    void hashesThatBeginAlikeAreLengthened() {
        // 40,000 names without a readable part: some share their first six digits (24 bits).
        List<String> names = IntStream.range(0, 40_000)
                .mapToObj(i -> Character.toString(0x4e00 + i % 20_000) + Character.toString(0xac00 + i / 20_000))
                .toList();

        Map<String, String> keys = UnitKeys.of(names);

        assertThat(keys).hasSameSizeAs(names);
        assertThat(new HashSet<>(keys.values())).hasSameSizeAs(names);
        assertThat(keys.values()).anyMatch(key -> key.length() > "unit-123456".length());
    }

    @Property
    void keysAreUniqueAndSafeWhateverTheNames(@ForAll("names") Set<String> names) {
        Map<String, String> keys = UnitKeys.of(names);

        assertThat(keys.keySet()).isEqualTo(names);
        assertThat(new HashSet<>(keys.values())).hasSameSizeAs(names);
        assertThat(keys.values()).allMatch(key -> key.matches("[a-z0-9][a-z0-9._-]{0,52}-[0-9a-f]{6,}"));
    }

    @Property
    void aKeyDependsOnTheNameAlone(@ForAll("names") Set<String> names) {
        List<String> reversed = new ArrayList<>(names);
        java.util.Collections.reverse(reversed);

        assertThat(UnitKeys.of(reversed)).isEqualTo(UnitKeys.of(names));
    }

    @Provide
    Arbitrary<Set<String>> names() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(80);
        Arbitrary<String> similar =
                Arbitraries.strings().withChars("aA-/._@\n\0\ud800").ofMaxLength(6);
        return Arbitraries.oneOf(any, similar).set().ofMaxSize(30);
    }
}
