package io.jenkins.plugins.terraformparallel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import org.junit.jupiter.api.Test;

/** The sample's runs have four slots; {@code unfinished} looks at them a minute after their last event. */
class TimeLeftTest {

    @Test
    void whatRunsTakesTheRestOfItsUsualTime() {
        SampleRun run = new SampleRun(Operation.PLAN)
                .expecting(100_000L, "a", "a", null)
                .start("a");

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(40_000);
    }

    @Test
    void whatIsOverdueTakesATenthMore() {
        SampleRun run =
                new SampleRun(Operation.PLAN).expecting(10_000L, "a", "a", null).start("a");

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(6_000);
    }

    @Test
    void whatIsQueuedWaitsForASlotAndForWhatItNeeds() {
        SampleRun run = new SampleRun(Operation.APPLY);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            run.expecting(5000L, name, name, null);
        }
        run.expecting(2000L, "e", "e", null).expecting(3000L, "f", "f", null, "e");

        // e and its f take as long as each of the others: a to d come first, because that is their place.
        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(10_000);
    }

    @Test
    void whatTakesLongestStartsFirst() {
        SampleRun run = new SampleRun(Operation.APPLY);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            run.expecting(1000L, name, name, null);
        }
        run.expecting(6000L, "e", "e", null);

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(6000);
    }

    @Test
    void forDestroyTheEdgesAreTurnedRound() {
        SampleRun run = new SampleRun(Operation.DESTROY)
                .expecting(1000L, "a", "a", null)
                .expecting(2000L, "b", "b", null, "a");

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(3000);
    }

    @Test
    void unitsThatAreNewTakeAsLongAsOthersDo() {
        SampleRun run =
                new SampleRun(Operation.PLAN).expecting(4000L, "a", "a", null).unit("new", "new", null);

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(4000);
    }

    @Test
    void withoutEarlierRunsItsOwnUnitsServeAfterAWhile() {
        SampleRun run = new SampleRun(Operation.PLAN);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            run.unit(name, name, null);
        }
        run.start("a").end("a", UnitState.SUCCEEDED, null);
        run.start("b").end("b", UnitState.SUCCEEDED, null);

        assertThat(TimeLeft.of(run.unfinished(true))).isEmpty();

        run.start("c").end("c", UnitState.SUCCEEDED, null);

        assertThat(TimeLeft.of(run.unfinished(true))).hasValue(1000);
    }

    @Test
    void nobodyCanSayAfterAnAbortOrTheEnd() {
        SampleRun run =
                new SampleRun(Operation.PLAN).expecting(1000L, "a", "a", null).start("a");
        run.event(new RunEvent.AbortRequested(run.tick(), "somebody", false));

        assertThat(TimeLeft.of(run.unfinished(true))).isEmpty();
        assertThat(TimeLeft.of(run.report(RunStatus.ABORTED))).isEmpty();
    }
}
