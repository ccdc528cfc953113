package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import java.time.Duration;
import java.util.Optional;

/** A run that somebody drives at this moment, as pages see it. Any thread. */
public interface LiveRun {

    /** What is known of it now; empty where it hasn't begun. */
    Optional<RunReport> report();

    /**
     * Asks it to stop: one signal to each terraform, and the grace period.
     *
     * @param cause in words
     * @param person whether somebody asked for it by hand: a person's second request, at least 3 s later, kills
     */
    void abort(String cause, boolean person);

    /**
     * Kills at once what an abort waits for. Nothing where the run wasn't aborted yet.
     *
     * @param cause in words
     */
    default void kill(String cause) {
        abort(cause, true);
    }

    /** How long an interrupted terraform gets before it is killed; empty where nobody can say. */
    default Optional<Duration> gracePeriod() {
        return Optional.empty();
    }
}
