package io.jenkins.plugins.terraformparallel.engine.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that passes only when a test says so. */
final class VirtualClock extends Clock {

    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private Instant now = START;

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** Milliseconds since the clock began. */
    long millis(Instant at) {
        return Duration.between(START, at).toMillis();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
