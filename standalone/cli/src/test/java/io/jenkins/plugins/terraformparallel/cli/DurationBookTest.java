package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationBookTest {

    private static final String KEY = "0123456789abcdef01234567";
    private static final long TODAY = 20_000;

    @Test
    void isReadBackAsItWasWritten() {
        DurationBook book = DurationBook.EMPTY.with(Map.of(KEY, 1500L), TODAY);

        assertThat(book.text()).isEqualTo("terraform-parallel durations 1\n" + KEY + " 1500 20000\n");
        assertThat(DurationBook.of(book.text()).millis(KEY)).isEqualTo(1500);
        assertThat(DurationBook.of(book.text()).text()).isEqualTo(book.text());
    }

    @Test
    void whatAUnitTakesNowCountsHalf() {
        DurationBook book = DurationBook.EMPTY.with(Map.of(KEY, 1000L), TODAY).with(Map.of(KEY, 2000L), TODAY);

        assertThat(book.millis(KEY)).isEqualTo(1500);
    }

    @Test
    void whatCanNotBeReadIsNotKnown() {
        for (String text :
                List.of("", "\0\0\0", "something else\n" + KEY + " 1 1\n", "terraform-parallel durations 1")) {
            assertThat(DurationBook.of(text).text()).isEqualTo(DurationBook.EMPTY.text());
        }
        assertThat(DurationBook.of("terraform-parallel durations 1\n" + KEY + " -1 1\n" + KEY
                                + " 99999999999999 1\nx\n\n" + KEY.replace('0', 'f') + " 7 8\n" + KEY + " 12")
                        .text())
                .isEqualTo("terraform-parallel durations 1\n" + KEY.replace('0', 'f') + " 7 8\n");
    }

    @Test
    void forgetsWhatIsOldAndTheOldestOfTooMuch() {
        DurationBook old = DurationBook.EMPTY.with(Map.of(KEY, 1000L), TODAY - DurationBook.MOST_DAYS - 1);
        Map<String, Long> many = IntStream.range(0, DurationBook.MOST_ENTRIES)
                .boxed()
                .collect(Collectors.toMap(
                        number -> String.format("%024x", number), number -> 1L, (a, b) -> a, HashMap::new));
        DurationBook full =
                DurationBook.EMPTY.with(Map.of(KEY, 1000L), TODAY - 1).with(many, TODAY);

        assertThat(old.with(Map.of(), TODAY).millis(KEY)).isNull();
        assertThat(full.millis(KEY)).isNull();
        assertThat(full.text().lines()).hasSize(DurationBook.MOST_ENTRIES + 1);
    }

    @Test
    void aKeyIsOfModuleWorkspaceAndOperation() {
        String key = key(Operation.PLAN, unit("/m/a", null));

        assertThat(key)
                .hasSize(24)
                .isEqualTo(key(Operation.PLAN, unit("/m/a", "default")))
                .isNotEqualTo(key(Operation.APPLY, unit("/m/a", null)))
                .isNotEqualTo(key(Operation.PLAN, unit("/m/a", "eu")))
                .isNotEqualTo(key(Operation.PLAN, unit("/m/b", null)));
    }

    private static String key(Operation operation, Unit unit) {
        return DurationBook.keys(operation, List.of(unit)).get(unit.name());
    }

    static Unit unit(String directory, String workspace) {
        String name = directory + (workspace == null ? "" : "@" + workspace);
        return new Unit(
                name,
                "key",
                directory.substring(1),
                directory,
                Unit.DEFAULT_DATA_DIRECTORY,
                workspace,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
