package io.jenkins.plugins.terraformparallel.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.work.StartOrder.Candidate;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder.Expectation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StartOrderTest {

    @Test
    void whatTakesLongestStartsFirstAndTiesKeepTheirPlace() {
        StartOrder order = order(unit("a", 1000L), unit("b", 4000L), unit("c", 1000L), unit("d", 12_000L));

        assertThat(order.names()).containsExactly("d", "b", "a", "c");
        assertThat(order.isKnown()).isTrue();
    }

    @Test
    void theLongestChainStartsFirst() {
        //  a -> b -> c     all of them shorter than d, together longer
        StartOrder order = order(unit("d", 5000L), unit("a", 2000L), unit("b", 2000L, "a"), unit("c", 2000L, "b"));

        assertThat(order.names()).containsExactly("a", "d", "b", "c");
        assertThat(order.of("a")).isEqualTo(new Expectation(2000, true, 6000));
        assertThat(order.of("c")).isEqualTo(new Expectation(2000, true, 2000));
    }

    @Test
    void whatIsNotKnownTakesTheMedianOfTheOthers() {
        StartOrder order =
                order(unit("new", null), unit("a", 1000L), unit("b", 3000L), unit("c", 90_000L), unit("n2", null));

        assertThat(order.names()).containsExactly("c", "new", "b", "n2", "a");
        assertThat(order.of("new")).isEqualTo(new Expectation(3000, false, 3000));
    }

    @Test
    void whereNothingIsKnownTheLongestChainOfUnitsStartsFirstAndTheRestKeepsItsPlace() {
        StartOrder order = order(unit("x", null), unit("a", null), unit("b", null, "a"), unit("y", null));

        assertThat(order.names()).containsExactly("a", "x", "b", "y");
        assertThat(order.isKnown()).isFalse();
        assertThat(order.of("a")).isEqualTo(new Expectation(1, false, 2));
    }

    @Test
    void unitsThatTakeTurnsOnADirectoryCountAsAChain() {
        List<Candidate> units = List.of(
                unit("long", 3000L),
                new Candidate("shop@eu", "shop", List.of(), 2000L),
                new Candidate("shop@us", "shop", List.of(), 2000L));

        assertThat(StartOrder.of(units).names()).containsExactly("shop@eu", "long", "shop@us");
        assertThat(StartOrder.of(units).of("shop@eu").untilEnd()).isEqualTo(4000);
    }

    @Test
    void amongUnitsOfOneDirectoryTheOneThatOthersNeedComesFirst() {
        StartOrder order = StartOrder.of(List.of(
                new Candidate("shop@eu", "shop", List.of(), 5000L),
                new Candidate("shop@us", "shop", List.of(), 1000L),
                unit("app", 9000L, "shop@us")));

        assertThat(order.names()).containsExactly("shop@us", "app", "shop@eu");
    }

    @Test
    void anAbsurdDurationDoesNoHarm() {
        StartOrder order = order(unit("b", Long.MIN_VALUE, "a"), unit("a", 0L), unit("c", Long.MAX_VALUE, "b"));

        assertThat(order.names()).containsExactly("a", "b", "c");
        assertThat(order.of("a").untilEnd()).isPositive();
    }

    @Test
    void whatOthersAreCalledIsNobodysGuess() {
        assertThatThrownBy(() -> order(unit("a", 1L)).of("b")).hasMessage("no unit named b");
        assertThat(order().names()).isEmpty();
    }

    @Provide
    Arbitrary<List<Candidate>> graphs() {
        return Combinators.combine(Arbitraries.integers().between(0, 40), Arbitraries.randoms())
                .as(StartOrderTest::graph);
    }

    @Property(tries = 500)
    void everyUnitHasOnePlaceBehindThoseThatItNeeds(@ForAll("graphs") List<Candidate> units) {
        List<String> names = StartOrder.of(units).names();

        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        units.stream().map(Candidate::name).toList());
        for (Candidate unit : units) {
            for (String prerequisite : unit.prerequisites()) {
                assertThat(names.indexOf(prerequisite)).isLessThan(names.indexOf(unit.name()));
            }
        }
    }

    @Property(tries = 500)
    void theWayToTheEndIsTheLongestOne(@ForAll("graphs") List<Candidate> graph) {
        List<Candidate> units = graph.stream()
                .map(unit -> new Candidate(unit.name(), unit.name(), unit.prerequisites(), unit.expectedMillis()))
                .toList();
        StartOrder order = StartOrder.of(units);

        for (Candidate unit : units) {
            long longest = units.stream()
                    .filter(other -> other.prerequisites().contains(unit.name()))
                    .mapToLong(other -> order.of(other.name()).untilEnd())
                    .max()
                    .orElse(0);
            Expectation expected = order.of(unit.name());
            assertThat(expected.untilEnd()).isEqualTo(expected.duration() + longest);
        }
    }

    @Property(tries = 200)
    void theSameUnitsAlwaysHaveTheSameOrderAndEqualOnesKeepTheirs(@ForAll("graphs") List<Candidate> units) {
        StartOrder order = StartOrder.of(units);

        assertThat(StartOrder.of(units).names()).isEqualTo(order.names());
        List<String> asGiven = units.stream().map(Candidate::name).toList();
        List<String> names = order.names();
        for (int i = 1; i < names.size(); i++) {
            long before = order.of(names.get(i - 1)).untilEnd();
            long after = order.of(names.get(i)).untilEnd();
            assertThat(before).isGreaterThanOrEqualTo(after);
            if (before == after) {
                assertThat(asGiven.indexOf(names.get(i - 1))).isLessThan(asGiven.indexOf(names.get(i)));
            }
        }
    }

    @Property(tries = 200)
    void unitsWithoutDependenciesOfWhichNothingIsKnownKeepTheirOrder(@ForAll("graphs") List<Candidate> units) {
        List<Candidate> plain = units.stream()
                .map(unit -> new Candidate(unit.name(), unit.name(), List.of(), null))
                .toList();

        assertThat(StartOrder.of(plain).names())
                .isEqualTo(plain.stream().map(Candidate::name).toList());
    }

    private static StartOrder order(Candidate... units) {
        return StartOrder.of(List.of(units));
    }

    private static Candidate unit(String name, Long millis, String... prerequisites) {
        return new Candidate(name, name, Arrays.asList(prerequisites), millis);
    }

    /** A unit needs some of those with smaller numbers; their order has nothing to do with that. */
    private static List<Candidate> graph(int size, Random random) {
        List<Candidate> units = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            List<String> before = IntStream.range(0, number)
                    .filter(other -> random.nextInt(8) == 0)
                    .mapToObj(other -> "u" + other)
                    .toList();
            Long millis = random.nextInt(3) == 0 ? null : (Long) (long) random.nextInt(5);
            units.add(new Candidate("u" + number, "d" + random.nextInt(20), before, millis));
        }
        Collections.shuffle(units, random);
        return units;
    }
}
