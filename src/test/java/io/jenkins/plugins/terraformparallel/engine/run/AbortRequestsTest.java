package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.run.AbortRequests.Effect;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbortRequestsTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    /** Each request is the second at which it comes, with a p where a person asks. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0p             | INTERRUPT
            0              | INTERRUPT
            0p 2.999p      | INTERRUPT NOTHING
            0p 3p          | INTERRUPT KILL
            0p 1p 2p 3p    | INTERRUPT NOTHING NOTHING KILL
            0p 2p 4p       | INTERRUPT NOTHING KILL
            0p 60          | INTERRUPT NOTHING
            0 60           | INTERRUPT NOTHING
            0 60p          | INTERRUPT NOTHING
            0 60p 62p      | INTERRUPT NOTHING NOTHING
            0 60p 63p      | INTERRUPT NOTHING KILL
            0p 5p 9p       | INTERRUPT KILL KILL
            """)
    void onlyAPersonsLaterRequestKills(String requests, String effects) {
        AbortRequests aborts = new AbortRequests();

        assertThat(Arrays.stream(requests.split(" ")).map(request -> {
                    boolean person = request.endsWith("p");
                    double second = Double.parseDouble(person ? request.substring(0, request.length() - 1) : request);
                    return aborts.request(person, START.plusMillis(Math.round(second * 1000)));
                }))
                .extracting(Effect::name)
                .containsExactly(effects.split(" "));
    }

    @Test
    void aKillKillsWhateverWasAskedBefore() {
        AbortRequests aborts = new AbortRequests();

        assertThat(aborts.kill(START)).isEqualTo(Effect.INTERRUPT);
        assertThat(aborts.kill(START)).isEqualTo(Effect.KILL);

        AbortRequests timedOut = new AbortRequests();
        timedOut.request(false, START);

        assertThat(timedOut.kill(START.plusSeconds(1))).isEqualTo(Effect.KILL);
    }

    @Property
    void whatIsNotAPersonsNeverKills(@ForAll List<@IntRange(min = 0, max = 100_000) Integer> times) {
        AbortRequests aborts = new AbortRequests();
        List<Effect> effects = times.stream()
                .sorted()
                .map(millis -> aborts.request(false, START.plusMillis(millis)))
                .toList();

        assertThat(effects.stream().skip(1)).allMatch(Effect.NOTHING::equals);
        assertThat(effects.stream().limit(1)).allMatch(Effect.INTERRUPT::equals);
    }
}
