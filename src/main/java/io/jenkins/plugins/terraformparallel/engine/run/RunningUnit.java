package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.request.GoDuration;
import java.time.Instant;

/** A unit that holds a slot, and what of it the scheduler has been told. Not thread-safe. */
final class RunningUnit {

    private final BackgroundTerraform terraform;
    private final Instant startedAt;

    // Mutable state
    private boolean applyingTold;
    private boolean initialisedTold;

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
        return terraform.unit().timeout() != null
                && !now.isBefore(startedAt.plus(terraform.unit().timeout()));
    }

    String timeoutText() {
        return terraform.unit().timeout() == null
                ? "no time"
                : GoDuration.format(terraform.unit().timeout());
    }

    /** Whether its apply has started since this was last asked. */
    boolean noteApplying() {
        boolean isNew = !applyingTold && terraform.isApplying();
        applyingTold |= isNew;
        return isNew;
    }

    /** Whether its init has ended since this was last asked. */
    boolean noteInitialised() {
        boolean isNew = !initialisedTold && !terraform.isInitialising();
        initialisedTold |= isNew;
        return isNew;
    }
}
