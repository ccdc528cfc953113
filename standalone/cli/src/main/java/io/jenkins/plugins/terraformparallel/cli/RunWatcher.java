package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import java.nio.file.Path;
import java.time.Instant;

/** Is told what happens in a run, to show it. Called by the thread that drives the run; must not wait. */
interface RunWatcher {

    /**
     * The first process of a unit is about to be started. Until now nothing was lost where the program ended at once.
     *
     * @param runDirectory absolute
     */
    void starting(Path runDirectory);

    /** Something happened; it is in the journal already. */
    void event(RunEvent event);

    /**
     * Something goes into a unit's log.
     *
     * @param text masked, one or more whole lines, or a piece of a very long one
     */
    void output(String unit, String text);

    /** Time has passed: a live display may be drawn again. About ten times a second. */
    void tick(Instant now);
}
