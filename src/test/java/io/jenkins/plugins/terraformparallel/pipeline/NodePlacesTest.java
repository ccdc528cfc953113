package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.run.UnitPlaces;
import io.jenkins.plugins.terraformparallel.engine.run.UnitPlaces.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePlacesTest {

    // Mutable state
    private int limit = 4;
    private final List<String> woken = new ArrayList<>();

    private final NodePlaces places = new NodePlaces(node -> limit);

    private UnitPlaces run(String node, String run) {
        return places.of(node, run, "job #" + run, () -> woken.add(run));
    }

    @Test
    void thereAreNoMorePlacesThanTheNodeHasWhoeverAsks() {
        assertThat(run("x", "1").ask(0, 3)).isEqualTo(new Answer(3, null));
        assertThat(run("x", "2").ask(0, 4))
                .isEqualTo(new Answer(1, "a free place on agent x: 4 of 4 in use by job #1, job #2"));
        assertThat(run("x", "3").ask(0, 1).places()).isZero();
        assertThat(run("y", "4").ask(0, 4)).isEqualTo(new Answer(4, null));
        assertThat(run("", "5").ask(0, 4).places()).isEqualTo(4);
        assertThat(run("", "6").ask(0, 1).waitsFor()).startsWith("a free place on the built-in node: 4 of 4 in use");
        assertThat(woken).isEmpty();
    }

    @Test
    void aPlaceThatBecomesFreeIsForWhoWaitsAndHasFewest() {
        UnitPlaces first = run("x", "1");
        UnitPlaces second = run("x", "2");
        first.ask(0, 4);
        second.ask(0, 4);

        assertThat(first.ask(3, 1).places()).as("it has three already").isZero();
        assertThat(woken).containsExactly("2");
        assertThat(first.ask(3, 1).places()).isZero();
        assertThat(second.ask(0, 4).places()).isEqualTo(1);
    }

    @Test
    void whoHasEnoughOrIsAbortedGivesUpItsTurn() {
        UnitPlaces first = run("x", "1");
        UnitPlaces second = run("x", "2");
        first.ask(0, 4);
        second.ask(0, 4);
        run("x", "3").ask(0, 4);

        second.ask(0, 0);
        first.ask(3, 1);

        assertThat(woken).containsExactly("3");
    }

    @Test
    void whoWasRestoredHasItsPlacesWhateverTheLimit() {
        limit = 2;
        places.restore("x", "1", "job #1", 3);

        assertThat(run("x", "2").ask(0, 1))
                .isEqualTo(new Answer(0, "a free place on agent x: 3 of 2 in use by job #1"));
        assertThat(run("x", "1").ask(3, 1).places()).isZero();
        run("x", "1").ask(1, 0);
        assertThat(run("x", "2").ask(0, 1).places()).isEqualTo(1);
    }

    @Test
    void whoIsAwayKeepsWhatItHasAndWantsNoMore() {
        run("x", "1").ask(0, 2);
        run("x", "2").ask(0, 3);
        places.pause("2");

        assertThat(run("x", "1").ask(1, 1).places()).isEqualTo(1);
        assertThat(run("x", "3").ask(0, 1).places()).isZero();
    }

    @Test
    void whoLeavesWakesWhoWaitsAndTheLastOneTakesTheNodeAlong() {
        run("x", "1").ask(0, 4);
        run("x", "2").ask(0, 1);

        places.leave("1");
        assertThat(woken).containsExactly("2");
        assertThat(run("x", "2").ask(0, 1).places()).isEqualTo(1);

        places.leave("2");
        assertThat(places.nodes()).isZero();
    }

    @Test
    void aNewLimitCountsFromTheNextCallOn() {
        run("x", "1").ask(0, 4);
        limit = 5;
        assertThat(run("x", "2").ask(0, 2).places()).isEqualTo(1);
        limit = 1;
        assertThat(run("x", "2").ask(0, 2).places()).isZero();
    }
}
