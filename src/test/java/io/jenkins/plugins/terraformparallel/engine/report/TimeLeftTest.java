package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample's runs have four slots; {@code unfinished} looks at them a minute after their last event. */
class TimeLeftTest {

    @Test
    void whatRunsTakesTheRestOfItsUsualTime() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");

        assertThat(TimeLeft.of(run.unfinished(true), Map.of("a", 100_000L))).hasValue(40_000);
    }

    @Test
    void whatIsOverdueTakesATenthMore() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");

        assertThat(TimeLeft.of(run.unfinished(true), Map.of("a", 10_000L))).hasValue(6_000);
    }

    @Test
    void whatIsQueuedWaitsForASlotAndForWhatItNeeds() {
        SampleRun run = new SampleRun(Operation.APPLY);
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            run.unit(name, name, null);
        }
        run.unit("f", "f", null, "e");

        // a to d at once, then e in their place, then f.
        assertThat(TimeLeft.of(
                        run.unfinished(true),
                        Map.of("a", 1000L, "b", 5000L, "c", 5000L, "d", 5000L, "e", 2000L, "f", 3000L)))
                .hasValue(6000);
    }

    @Test
    void forDestroyTheEdgesAreTurnedRound() {
        SampleRun run = new SampleRun(Operation.DESTROY).unit("a", "a", null).unit("b", "b", null, "a");

        assertThat(TimeLeft.of(run.unfinished(true), Map.of("a", 1000L, "b", 2000L)))
                .hasValue(3000);
    }

    @Test
    void unitsThatAreNewTakeAsLongAsOthersDo() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).unit("new", "new", null);

        assertThat(TimeLeft.of(run.unfinished(true), Map.of("a", 4000L))).hasValue(4000);
    }

    @Test
    void withoutEarlierRunsItsOwnUnitsServeAfterAWhile() {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            run.unit(name, name, null);
        }
        run.start("a").end("a", UnitState.SUCCEEDED, null);
        run.start("b").end("b", UnitState.SUCCEEDED, null);

        assertThat(TimeLeft.of(run.unfinished(true), Map.of())).isEmpty();

        run.start("c").end("c", UnitState.SUCCEEDED, null);

        assertThat(TimeLeft.of(run.unfinished(true), Map.of())).hasValue(1000);
    }

    @Test
    void nobodyCanSayAfterAnAbortOrTheEnd() {
        SampleRun run = new SampleRun(Operation.PLAN).unit("a", "a", null).start("a");
        run.event(new RunEvent.AbortRequested(run.tick(), "somebody", false));

        assertThat(TimeLeft.of(run.unfinished(true), Map.of("a", 1000L))).isEmpty();
        assertThat(TimeLeft.of(run.report(RunStatus.ABORTED), Map.of("a", 1000L)))
                .isEmpty();
    }
}
