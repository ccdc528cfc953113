package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import java.time.Duration;
import java.time.Instant;

/** Shows on a screen how a run gets on. Not thread-safe: called by the thread that drives the run. */
final class Progress implements RunWatcher {

    private final Screen screen;
    private final ModuleOutput output;
    private final Instant since;

    @CheckForNull
    private final Duration gracePeriod;

    private final RunProgress progress = new RunProgress();

    /**
     * @param since what happened earlier, in the part of a run that is resumed, is taken note of and not shown again
     * @param gracePeriod how long an interrupted terraform may take; null where that isn't known here
     */
    Progress(Screen screen, ConsoleMode mode, Instant since, @CheckForNull Duration gracePeriod) {
        this.screen = screen;
        this.output = new ModuleOutput(mode, screen);
        this.since = since;
        this.gracePeriod = gracePeriod;
    }

    /** Where the logs of failed units are found. */
    void logsIn(RunFiles files) {
        output.logsIn(files);
    }

    @Override
    public void event(RunEvent event) {
        progress.before(event);
        if (!event.at().isBefore(since)) {
            show(ProgressWords.always(event, progress, gracePeriod));
            if (!screen.isLive()) {
                show(ProgressWords.whereNothingIsLive(event, progress));
            }
            if (event instanceof RunEvent.UnitEnded end && isFailure(end.state())) {
                output.failed(end.unit(), progress.find(end.unit(), end.at()).log());
            }
        }
        progress.after(event);
    }

    @Override
    public void output(String unit, String text) {
        output.written(unit, text);
    }

    @Override
    public void tick(Instant now) {
        screen.live(ProgressWords.live(progress, now));
    }

    /** Takes away what is live; may be called again. */
    void end() {
        output.end();
        screen.close();
    }

    private void show(@CheckForNull ToneLine line) {
        if (line != null) {
            screen.line(line);
        }
    }

    private static boolean isFailure(UnitState state) {
        return state == UnitState.FAILED || state == UnitState.TIMED_OUT || state == UnitState.ABORTED;
    }
}
