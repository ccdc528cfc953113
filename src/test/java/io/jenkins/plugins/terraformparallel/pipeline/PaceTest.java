package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration POLL = Duration.ofMillis(100);

    // Mutable state
    private long nanos = Long.MAX_VALUE - 1000;

    private final Pace pace = new Pace(() -> nanos);

    @Test
    void whereNobodyTellsOfAnEndItIsNoticedWithinATenthOfTheTimeBefore() {
        assertThat(pace.next(POLL, false)).isEqualTo(Duration.ofMillis(40));
        pass(Duration.ofSeconds(2));
        assertThat(pace.next(POLL, false)).isEqualTo(Duration.ofMillis(200));
        pass(Duration.ofHours(2));
        assertThat(pace.next(POLL, false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whereEndsAreToldOnlyOutputIsWaitedFor() {
        assertThat(pace.next(POLL, true)).isEqualTo(Duration.ofMillis(250));
        pass(Duration.ofSeconds(5));
        assertThat(pace.next(POLL, true)).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofHours(2));
        assertThat(pace.next(POLL, true)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatHappensBringsItBack() {
        pass(Duration.ofHours(2));

        pace.active();

        assertThat(pace.next(POLL, false)).isEqualTo(Duration.ofMillis(40));
        assertThat(pace.next(Duration.ZERO, true)).isZero();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
