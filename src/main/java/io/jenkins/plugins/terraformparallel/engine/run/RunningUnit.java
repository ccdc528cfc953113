package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.GoDuration;
import java.time.Duration;
import java.time.Instant;

/** A unit that holds a slot, and what of it the scheduler has been told. Not thread-safe. */
final class RunningUnit {

    private final BackgroundTerraform terraform;
    private final Instant startedAt;

    // Mutable state
    private boolean applyingTold;
    /** What the scheduler knows; a unit may begin with an init later. */
    private boolean initialised;

    RunningUnit(BackgroundTerraform terraform, Instant startedAt) {
        this.terraform = terraform;
        this.startedAt = startedAt;
    }

    /** The unit's name. */
    String name() {
        return terraform.unit().name();
    }

    BackgroundTerraform terraform() {
        return terraform;
    }

    boolean isTimedOut(Instant now) {
        Duration timeout = terraform.unit().timeout();
        return timeout != null && !now.isBefore(startedAt.plus(timeout));
    }

    /** That its time is up. */
    Interruption timeOut(Instant killAt) {
        Duration timeout = terraform.unit().timeout();
        String time = timeout == null ? "" : " after " + GoDuration.format(timeout);
        return new Interruption(Interruption.Kind.TIMEOUT, "timed out" + time, killAt);
    }

    /** Whether its apply has started since this was last asked. */
    boolean noteApplying() {
        boolean isNew = !applyingTold && terraform.isApplying();
        applyingTold |= isNew;
        return isNew;
    }

    /** Whether its init has ended, or turned out not to run, since this was last asked. */
    boolean noteInitialised() {
        boolean wasInitialised = initialised;
        initialised = !terraform.isInitialising();
        return initialised && !wasInitialised;
    }
}
