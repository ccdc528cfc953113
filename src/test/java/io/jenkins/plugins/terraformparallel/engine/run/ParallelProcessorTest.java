package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelProcessorTest {

    @Test
    void aChainIsAppliedInOrder() {
        WorkPlan plan = new WorkPlan(
                Operation.APPLY, List.of(TestUnits.unit("a"), TestUnits.unit("b", "a"), TestUnits.unit("c", "b")));
        ScriptedRun run = new ScriptedRun(plan, TestUnits.SETTINGS, Scripts::fine);

        run.begin();
        run.drive();

        assertThat(run.report().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.report().count(UnitState.SUCCEEDED)).isEqualTo(3);
        assertThat(run.host.processes().stream().map(process -> process.id.unit() + " " + process.spec.command()))
                .containsExactly(
                        "a-k init",
                        "a-k plan",
                        "a-k show",
                        "a-k apply",
                        "b-k init",
                        "b-k plan",
                        "b-k show",
                        "b-k apply",
                        "c-k init",
                        "c-k plan",
                        "c-k show",
                        "c-k apply");
        assertThat(run.files.left()).isEmpty();
        assertThat(run.locks.held()).isEmpty();
    }
}
