package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.pipeline.FairShare.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FairShareTest {

    @Example
    void whoHasTheFewestComesFirstAndAmongEqualsWhoHasWaitedLongest() {
        List<Share> runs = List.of(
                new Share("two", 2, 2, 1), new Share("none, later", 0, 4, 9), new Share("none, earlier", 0, 4, 3));

        assertThat(FairShare.of(3, runs)).containsExactly(Map.entry("none, earlier", 1));
        assertThat(FairShare.of(4, runs)).containsExactly(Map.entry("none, earlier", 1), Map.entry("none, later", 1));
        assertThat(FairShare.of(7, runs)).isEqualTo(Map.of("none, earlier", 2, "none, later", 2, "two", 1));
    }

    @Property
    void everyFreePlaceAndNoOtherGoesToARunThatWantsIt(
            @ForAll @IntRange(min = 1, max = 12) int limit, @ForAll("runs") List<Share> runs) {
        Map<String, Integer> given = FairShare.of(limit, runs);

        int free = Math.max(0, limit - runs.stream().mapToInt(Share::has).sum());
        int wanted = runs.stream().mapToInt(Share::wants).sum();
        assertThat(given.values().stream().mapToInt(i -> i).sum()).isEqualTo(Math.min(free, wanted));
        runs.forEach(run -> assertThat(given.getOrDefault(run.run(), 0)).isBetween(0, run.wants()));
    }

    @Property
    void nobodyGetsOneMoreThanSomebodyWhoStillWaitsHas(
            @ForAll @IntRange(min = 1, max = 12) int limit, @ForAll("runs") List<Share> runs) {
        Map<String, Integer> given = FairShare.of(limit, runs);

        for (Share waiting : runs) {
            int got = given.getOrDefault(waiting.run(), 0);
            if (got < waiting.wants()) {
                runs.stream()
                        .filter(other -> given.containsKey(other.run()))
                        .forEach(other -> assertThat(other.has() + given.get(other.run()))
                                .isLessThanOrEqualTo(waiting.has() + got + 1));
            }
        }
    }

    /** Each turn one place becomes free, whosever it is. So many go to others at most, before it is its turn. */
    @Property(tries = 200)
    void whoHasNoneGetsOneAfterAFewTurns(
            @ForAll @IntRange(min = 1, max = 6) int limit,
            @ForAll @IntRange(min = 2, max = 8) int runs,
            @ForAll List<@IntRange(min = 0, max = 1000) Integer> whoEnds) {
        Map<String, Integer> has = new HashMap<>();
        Map<String, Long> since = new HashMap<>();
        Map<String, Integer> waits = new HashMap<>();
        IntStream.range(0, runs).forEach(i -> since.put("run" + i, (long) i));
        long turn = runs;
        for (int pick : whoEnds) {
            List<Share> shares = since.keySet().stream()
                    .sorted()
                    .map(run -> new Share(run, has.getOrDefault(run, 0), 4, since.get(run)))
                    .toList();
            Map<String, Integer> given = FairShare.of(limit, shares);
            for (Share share : shares) {
                int got = given.getOrDefault(share.run(), 0);
                has.merge(share.run(), got, Integer::sum);
                waits.compute(
                        share.run(),
                        (run, before) -> has.get(run) > 0 ? 0 : (before == null ? 0 : before) + given.size());
                assertThat(waits.get(share.run())).isLessThanOrEqualTo(runs + limit);
            }
            for (String run : given.keySet()) {
                since.put(run, turn++);
            }
            List<String> busy = has.keySet().stream()
                    .filter(run -> has.get(run) > 0)
                    .sorted()
                    .toList();
            has.merge(busy.get(pick % busy.size()), -1, Integer::sum);
        }
    }

    @Provide
    Arbitrary<List<Share>> runs() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.longs().between(0, 20))
                .as((has, wants, since) -> new Share("", has, wants, since))
                .list()
                .ofMaxSize(6)
                .map(shares -> IntStream.range(0, shares.size())
                        .mapToObj(i -> new Share(
                                "run" + i,
                                shares.get(i).has(),
                                shares.get(i).wants(),
                                shares.get(i).since()))
                        .toList());
    }
}
