package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.run.SchedulerEvent.Outcome;
import java.util.List;

/** What a unit does next. */
sealed interface UnitStep {

    /** Run these, one after the other. */
    record Run(List<UnitCommand> commands) implements UnitStep {}

    /** Compare the two plans that were just shown, then go on. */
    record Compare() implements UnitStep {}

    /**
     * It is done.
     *
     * @param reason for people; null where there is nothing to say
     */
    record Done(Outcome outcome, String reason) implements UnitStep {}
}
