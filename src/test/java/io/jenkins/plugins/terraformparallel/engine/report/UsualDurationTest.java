package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import org.junit.jupiter.api.Test;

class UsualDurationTest {

    @Test
    void isHalfOfWhatAUnitTookAndHalfOfWhatWasExpected() {
        assertThat(UsualDuration.after(unit(null, UnitState.SUCCEEDED))).hasValue(1000);
        assertThat(UsualDuration.after(unit(8000L, UnitState.SUCCEEDED))).hasValue(4500);
        assertThat(UsualDuration.smoothed(3L, 4)).isEqualTo(3);
        assertThat(UsualDuration.smoothed(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFailureTellsNothingNew() {
        assertThat(UsualDuration.after(unit(8000L, UnitState.FAILED))).hasValue(8000);
        assertThat(UsualDuration.after(unit(null, UnitState.FAILED))).isEmpty();
        assertThat(UsualDuration.taken(unit(null, UnitState.TIMED_OUT))).isEmpty();
    }

    @Test
    void whatWasAppliedBeforeTookNoTime() {
        SampleRun run = new SampleRun(Operation.APPLY)
                .unit("a", "a", null)
                .start("a")
                .end("a", UnitState.SUCCEEDED, "already applied");

        assertThat(UsualDuration.after(run.report(RunStatus.SUCCEEDED).units().get(0)))
                .isEmpty();
    }

    /** Its process took one of its two seconds. */
    private static UnitReport unit(Long expected, UnitState state) {
        return new SampleRun(Operation.PLAN)
                .expecting(expected, "a", "a", null)
                .start("a")
                .process("a", "plan", 0, ProcessFindings.NONE)
                .end("a", state, null)
                .report(RunStatus.SUCCEEDED)
                .units()
                .get(0);
    }
}
