package io.jenkins.plugins.terraformparallel.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "250ms, PT0.25S",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "+5m, PT5M",
        "-5m, PT-5M",
        "1m1h1m, PT1H2M",
        "0s, PT0S",
        "0.3ns, PT0S",
        "1us, PT0.000001S",
        "1µs, PT0.000001S",
        "1μs, PT0.000001S",
        "2562047h47m16.854775807s, PT2562047H47M16.854775807S"
    })
    void takesWhatGoTakes(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "30",
                "1d",
                "1w",
                "s",
                ".s",
                "-",
                "+-1s",
                "1 s",
                " 1s",
                "1s ",
                "1S",
                "1mh",
                "1e3s",
                "1h-5m",
                "1_0s",
                "٣s",
                "9999999999h",
                "2562047h47m16.854775808s"
            })
    void refusesWhatGoRefusesAndABareNought(String text) {
        assertThat(GoDuration.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5m",
        "PT1H30M, 1h30m",
        "PT90S, 1m30s",
        "PT1H0.5S, 1h0.5s",
        "PT0.25S, 250ms",
        "PT0.000015S, 15us",
        "PT0.000000001S, 1ns",
        "PT0S, 0s",
        "PT-30S, -30s"
    })
    void writesTheShortestUsualForm(Duration duration, String expected) {
        assertThat(GoDuration.format(duration)).isEqualTo(expected);
    }

    @Property
    void readsBackWhatItWrites(@ForAll @LongRange(min = -Long.MAX_VALUE) long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }

    @Property
    void anyTextIsADurationOrNot(@ForAll String text) {
        Duration duration = GoDuration.parse(text);

        assertThat(duration == null || text.matches("[-+]?([0-9.]+[a-zµμ]+)+")).isTrue();
    }
}
