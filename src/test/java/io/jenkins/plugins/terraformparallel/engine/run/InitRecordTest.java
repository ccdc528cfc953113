package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InitRecordTest {

    @Provide
    Arbitrary<Map<String, String>> kinds() {
        return Arbitraries.maps(
                        Arbitraries.of("lock file", "module files", "options", InitRecord.BACKEND_RESULT),
                        Arbitraries.of("1", "2"))
                .ofMinSize(1);
    }

    @Property
    void initIsLeftOutOnlyWhereNothingDiffers(
            @ForAll("kinds") Map<String, String> inputs,
            @ForAll("kinds") Map<String, String> results,
            @ForAll("kinds") Map<String, String> inputsNow,
            @ForAll("kinds") Map<String, String> resultsNow,
            @ForAll boolean backend,
            @ForAll boolean backendNow) {
        String because = InitRecord.whyInit(
                new InitRecord(backend, inputs, results), new InitRecord(backendNow, inputsNow, resultsNow));

        boolean inputsHold = inputs.entrySet().containsAll(inputsNow.entrySet());
        Map<String, String> wanted = new TreeMap<>(results);
        if (!backendNow) {
            wanted.remove(InitRecord.BACKEND_RESULT);
        }
        boolean resultsHold = resultsNow.entrySet().containsAll(wanted.entrySet());
        assertThat(because == null).isEqualTo((backend || !backendNow) && inputsHold && resultsHold);
    }

    @Property
    void whatIsAsItWasNeedsNoInit(
            @ForAll("kinds") Map<String, String> inputs,
            @ForAll("kinds") Map<String, String> results,
            @ForAll boolean backend) {
        InitRecord record = new InitRecord(backend, inputs, results);

        assertThat(InitRecord.whyInit(record, record)).isNull();
        assertThat(InitRecord.whyInit(record, new InitRecord(false, inputs, results)))
                .isNull();
    }

    @Property
    void anyChangeAtAllMeansInitAndIsNamed(
            @ForAll("kinds") Map<String, String> inputs, @ForAll("kinds") Map<String, String> results) {
        InitRecord noted = new InitRecord(true, inputs, results);
        for (String kind : Set.copyOf(inputs.keySet())) {
            assertThat(InitRecord.whyInit(noted, new InitRecord(true, with(inputs, kind, "3"), results)))
                    .isEqualTo("changed: " + kind);
        }
        for (String kind : Set.copyOf(results.keySet())) {
            assertThat(InitRecord.whyInit(noted, new InitRecord(true, inputs, with(results, kind, "3"))))
                    .isEqualTo("changed: " + kind);
            assertThat(InitRecord.whyInit(noted, new InitRecord(true, inputs, with(results, kind, null))))
                    .isEqualTo("changed: " + kind);
        }
        assertThat(InitRecord.whyInit(noted, new InitRecord(true, with(inputs, "a new kind", "1"), results)))
                .isEqualTo("changed: a new kind");
    }

    @Test
    void whatIsNotKnownIsInitialised() {
        InitRecord now = new InitRecord(true, Map.of(), Map.of());

        assertThat(InitRecord.whyInit(null, now)).isEqualTo("it isn't known to have succeeded here");
        assertThat(InitRecord.whyInit(new InitRecord(false, Map.of(), Map.of()), now))
                .isEqualTo("it last ran without the backend");
    }

    private static Map<String, String> with(Map<String, String> map, String kind, String value) {
        Map<String, String> changed = new TreeMap<>(map);
        if (value == null) {
            changed.remove(kind);
        } else {
            changed.put(kind, value);
        }
        return changed;
    }
}
