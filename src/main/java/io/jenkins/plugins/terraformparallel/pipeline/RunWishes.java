package io.jenkins.plugins.terraformparallel.pipeline;

import hudson.model.Result;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.run.ParallelProcessor;
import java.io.IOException;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * What was asked of a run and isn't done yet, because its driver has no engine or is busy: aborts of the step, of Jenkins, of
 * people on its page. Asked for on any thread; fulfilled on the driver's.
 */
final class RunWishes {

    private final WaitingStep step;
    private final Queue<StopCause> stops = new ConcurrentLinkedQueue<>();
    /** What else somebody asked for on the run's page: done as soon as there is an engine. */
    private final Queue<Consumer<ParallelProcessor>> others = new ConcurrentLinkedQueue<>();

    /** @param step is answered as interrupted when the run has ended */
    RunWishes(WaitingStep step) {
        this.step = step;
    }

    /** The step is interrupted. */
    void stop(Throwable cause) {
        step.interrupted(cause);
        stops.add(StopCause.of(cause));
    }

    /** Jenkins has ended the step without asking it. */
    void endedByForce() {
        stops.add(StopCause.FORCE);
    }

    /** See {@link ParallelProcessor#abort}. */
    void abort(String cause, boolean person) {
        interrupted(cause);
        stops.add(new StopCause(cause, person));
    }

    /** See {@link ParallelProcessor#abortUnit}. */
    void abortUnit(String unit, String cause) {
        others.add(processor -> processor.abortUnit(unit, cause));
    }

    /** See {@link ParallelProcessor#killUnit}. */
    void killUnit(String unit, String cause) {
        others.add(processor -> processor.killUnit(unit, cause));
    }

    /** See {@link ParallelProcessor#kill}. */
    void kill(String cause) {
        interrupted(cause);
        others.add(processor -> processor.kill(cause));
    }

    /** The run was aborted by somebody: its step will fail with that. */
    void interrupted(String cause) {
        step.interrupted(new FlowInterruptedException(Result.ABORTED, true, new RunAborted(cause)));
    }

    /** Whether somebody wants it to stop. */
    boolean isStopWanted() {
        return !stops.isEmpty();
    }

    /** Writes the aborts into the journal of a run that has no engine: whoever goes on then starts nothing. */
    void tell(RunJournalFile journal, Clock clock) throws IOException {
        for (StopCause stop = stops.poll(); stop != null; stop = stops.poll()) {
            journal.add(new RunEvent.AbortRequested(clock.instant(), stop.words(), false));
        }
    }

    /** Hands all of it over. */
    void tell(ParallelProcessor processor) {
        for (StopCause stop = stops.poll(); stop != null; stop = stops.poll()) {
            processor.abort(stop.words(), stop.person());
        }
        for (Consumer<ParallelProcessor> wish = others.poll(); wish != null; wish = others.poll()) {
            wish.accept(processor);
        }
    }
}
