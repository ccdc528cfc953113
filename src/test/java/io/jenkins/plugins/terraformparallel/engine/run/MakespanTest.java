package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.work.StartOrder;
import io.jenkins.plugins.terraformparallel.engine.work.StartOrder.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How long runs take whose durations are known: the real scheduler, in virtual time. */
class MakespanTest {

    @Test
    void twentyFourModulesTakeAsLongAsTheLongestOfThem() {
        List<Candidate> units = new ArrayList<>();
        IntStream.range(0, 24)
                .forEach(number -> units.add(new Candidate(
                        "m" + number, "m" + number, List.of(), number < 20 ? 1000L : number < 23 ? 4000L : 12_000L)));

        assertThat(makespan(units, names(units))).isEqualTo(17_000);
        assertThat(makespan(units, StartOrder.of(units).names())).isEqualTo(12_000);
    }

    @Test
    void workspacesOfOneModuleDoNotMakeATail() {
        List<Candidate> units = new ArrayList<>();
        IntStream.range(0, 12)
                .forEach(number -> units.add(new Candidate("m" + number, "m" + number, List.of(), 3000L)));
        IntStream.range(0, 6).forEach(number -> units.add(new Candidate("w" + number, "w", List.of(), 2000L)));

        assertThat(makespan(units, names(units))).isEqualTo(21_000);
        assertThat(makespan(units, StartOrder.of(units).names())).isEqualTo(12_000);
    }

    @Test
    void graphsOfThirtyUnitsTakeLittleMoreThanAnyOrderMust() {
        List<Double> ratios = IntStream.range(0, 20)
                .mapToObj(seed -> VirtualMakespan.ratio(VirtualMakespan.graph(30, new Random(seed))))
                .sorted()
                .toList();

        assertThat((ratios.get(9) + ratios.get(10)) / 2)
                .as("median of %s", ratios)
                .isLessThanOrEqualTo(1.1);
    }

    /** Graham's bound holds for every list; a scheduler that leaves a slot idle would break it. */
    @Property(tries = 300)
    void noGraphTakesLongerThanGrahamsBound(@ForAll long seed) {
        Random random = new Random(seed);
        List<Candidate> units = VirtualMakespan.graph(1 + random.nextInt(60), random);
        StartOrder order = StartOrder.of(units);
        long sum = units.stream().mapToLong(Candidate::expectedMillis).sum();
        long path = VirtualMakespan.longestPath(units, order);

        assertThat(makespan(units, order.names())).isLessThanOrEqualTo(sum / VirtualMakespan.SLOTS + path);
    }

    private static List<String> names(List<Candidate> units) {
        return units.stream().map(Candidate::name).toList();
    }

    private static long makespan(List<Candidate> units, List<String> order) {
        VirtualMakespan play = VirtualMakespan.of(units, order);
        assertThat(play.started()).isEqualTo(units.size());
        return play.millis();
    }
}
