package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void durationsAreAsShortAsTheyCanBe() {
        assertThat(Wording.duration(0)).isEqualTo("0 ms");
        assertThat(Wording.duration(999)).isEqualTo("999 ms");
        assertThat(Wording.duration(1_430)).isEqualTo("1.4 s");
        assertThat(Wording.duration(59_999)).isEqualTo("59.9 s");
        assertThat(Wording.duration(123_000)).isEqualTo("2 min 3 s");
        assertThat(Wording.duration(3_900_000)).isEqualTo("1 h 5 min");
    }

    @Test
    void changesAreNamedOneByOne() {
        assertThat(Wording.changes(ChangeCounts.NONE)).isEqualTo("no changes");
        assertThat(Wording.changes(new ChangeCounts(1, 2, 3, 4, 5, 6, 1)))
                .isEqualTo(
                        "1 to add, 2 to change, 3 to destroy, 4 to import, 5 to move, 6 to forget, 1 output to change");
    }

    @Test
    void thingsAreCounted() {
        assertThat(Wording.count(1, "process")).isEqualTo("1 process");
        assertThat(Wording.count(2, "process")).isEqualTo("2 processes");
        assertThat(Wording.count(0, "unit")).isEqualTo("0 units");
    }
}
