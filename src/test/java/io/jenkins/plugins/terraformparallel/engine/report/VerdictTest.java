package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void saysWhatFailedWhatWasSkippedAndWhatChanges() {
        assertThat(Verdict.of(SampleRun.ofEverything().report(RunStatus.FAILED)))
                .isEqualTo("1 of 6 failed, 1 timed out, 1 aborted, 1 skipped because of network; 3 to add, 1 to change,"
                        + " 1 to destroy");
    }

    @Test
    void namesTheCauseAlsoThroughSkippedUnits() {
        SampleRun run = new SampleRun(Operation.APPLY);
        run.unit("a", "a", null).unit("b", "b", null, "a").unit("c", "c", null, "b");
        run.start("a")
                .end("a", UnitState.FAILED, null)
                .end("b", UnitState.SKIPPED, null)
                .end("c", UnitState.SKIPPED, null);

        assertThat(Verdict.of(run.report(RunStatus.FAILED))).isEqualTo("1 of 3 failed, 2 skipped because of a");
    }

    @Test
    void forDestroyTheCauseIsTheDependent() {
        SampleRun run = new SampleRun(Operation.DESTROY);
        run.unit("a", "a", null).unit("b", "b", null, "a");
        run.start("b").end("b", UnitState.FAILED, null).end("a", UnitState.SKIPPED, null);

        assertThat(Verdict.of(run.report(RunStatus.FAILED))).isEqualTo("1 of 2 failed, 1 skipped because of b");
    }

    @Test
    void doesNotBlameASuccessfulDependency() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).unit("b", "b", null, "a");
        run.start("a").process("a", "plan", 0, SampleRun.plan(0, 0, 0)).end("a", UnitState.SUCCEEDED, null);
        run.end("b", UnitState.SKIPPED, "needs a to be applied first");

        assertThat(Verdict.of(run.report(RunStatus.SUCCEEDED))).isEqualTo("1 of 2 skipped");
    }

    @Test
    void saysThatAllSucceeded() {
        assertThat(Verdict.of(twoPlans(1).report(RunStatus.SUCCEEDED))).isEqualTo("All 2 units planned; 2 to add");
        assertThat(Verdict.of(twoPlans(0).report(RunStatus.SUCCEEDED))).isEqualTo("All 2 units planned; no changes");
    }

    @Test
    void whatAnApplyPlannedIsNotCalledDone() {
        SampleRun run = new SampleRun(Operation.APPLY).unit("a", "a", null).start("a");
        run.process("a", "plan", 2, SampleRun.plan(1, 0, 0)).process("a", "apply", 0, ProcessFindings.NONE);
        run.end("a", UnitState.SUCCEEDED, null);

        assertThat(Verdict.of(run.report(RunStatus.SUCCEEDED))).isEqualTo("1 unit applied; planned: 1 to add");
    }

    @Test
    void neverSaysAllWhileAUnitIsUnaccountedFor() {
        SampleRun run = twoPlans(0).unit("c", "c", null);

        assertThat(Verdict.of(run.report(RunStatus.SUCCEEDED))).isEqualTo("1 of 3 unaccounted for");
    }

    @Test
    void saysHowFarARunIs() {
        SampleRun run = twoPlans(0).unit("c", "c", null).unit("d", "d", null).start("c");

        assertThat(Verdict.of(run.unfinished(true))).isEqualTo("Running: 2 of 4 done, 1 running, 1 queued");
        assertThat(Verdict.of(run.unfinished(false)))
                .isEqualTo("Lost, nobody drives this run any more: 2 of 4 done, 1 unfinished, 1 not started");
    }

    @Test
    void anAbortIsItsOwnCause() {
        SampleRun run = new SampleRun(Operation.APPLY)
                .unit("a", "a", null)
                .unit("b", "b", null, "a")
                .start("a");
        run.end("a", UnitState.ABORTED, "Ctrl-C").end("b", UnitState.SKIPPED, "Ctrl-C");

        assertThat(Verdict.of(run.report(RunStatus.ABORTED))).isEqualTo("Aborted: 1 of 2 aborted, 1 skipped");
    }

    private static SampleRun twoPlans(int add) {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (String unit : new String[] {"a", "b"}) {
            run.unit(unit, unit, null).start(unit);
            run.process(unit, "plan", add == 0 ? 0 : 2, SampleRun.plan(add, 0, 0));
            run.end(unit, UnitState.SUCCEEDED, null);
        }
        return run;
    }
}
