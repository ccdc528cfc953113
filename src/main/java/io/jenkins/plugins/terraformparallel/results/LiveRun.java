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
     * Kills at once what an abort waits for; aborts where there was none.
     *
     * @param cause in words
     */
    void kill(String cause);

    /**
     * Asks one unit to stop; the rest of the run goes on. A second request for it, at least 3 s later, kills it.
     *
     * @param unit its name
     * @param cause in words
     */
    void abortUnit(String unit, String cause);

    /**
     * Kills one unit that was told to stop, for whatever reason; aborts it where it wasn't.
     *
     * @param unit its name
     * @param cause in words
     */
    void killUnit(String unit, String cause);

    /** How long an interrupted terraform gets before it is killed; empty where nobody can say. */
    Optional<Duration> gracePeriod();
}
