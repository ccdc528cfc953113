package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows on a screen how a run gets on. Not thread-safe: called by the run's driver. */
public final class Progress {

    private final Screen screen;
    private final ModuleOutput output;
    private final Instant since;

    @CheckForNull
    private final Duration gracePeriod;

    private final AbortWords abortWords;
    private final RunProgress progress = new RunProgress();

    /**
     * @param since what happened earlier, in the part of a run that is resumed, is taken note of and not shown again
     * @param gracePeriod how long an interrupted terraform may take; null where that isn't known here
     */
    public Progress(
            Screen screen, ConsoleMode mode, Instant since, @CheckForNull Duration gracePeriod, AbortWords abortWords) {
        this.screen = screen;
        this.output = new ModuleOutput(mode, screen);
        this.since = since;
        this.gracePeriod = gracePeriod;
        this.abortWords = abortWords;
    }

    /** Where the logs of failed units are found. */
    public void logsIn(RunFiles files) {
        output.logsIn(files);
    }

    /** Something happened; it is in the journal already. */
    public void event(RunEvent event) {
        progress.before(event);
        List<ToneLine> lines = isNews(event) ? lines(event) : List.of();
        String failedLog = event instanceof RunEvent.UnitEnded end && isFailure(end.state())
                ? progress.find(end.unit(), end.at()).log()
                : "";
        progress.after(event);
        if (!isNews(event)) {
            return;
        }
        // What stays is drawn above what is live: that must be up to date by then.
        tick(event.at());
        lines.forEach(screen::line);
        if (event instanceof RunEvent.UnitEnded end) {
            output.failed(end.unit(), failedLog);
        }
    }

    /**
     * Something goes into a unit's log.
     *
     * @param text masked, one or more whole lines, or a piece of a very long one
     */
    public void output(String unit, String text) {
        output.written(unit, text);
    }

    /** Time has passed: what is live may be drawn again. */
    public void tick(Instant now) {
        if (screen.isLive()) {
            screen.live(ProgressWords.live(progress, now));
        }
    }

    /** {@code 3 running, 7 queued, 2 of 12 done (1 failed)}. */
    public String counts() {
        return ProgressWords.counts(progress);
    }

    /** Takes away what is live; may be called again. */
    public void end() {
        output.end();
        screen.close();
    }

    private List<ToneLine> lines(RunEvent event) {
        List<ToneLine> lines = new ArrayList<>();
        ToneLine always = ProgressWords.always(event, progress, gracePeriod, abortWords);
        if (always != null) {
            lines.add(always);
        }
        ToneLine plain = screen.isLive() ? null : ProgressWords.whereNothingIsLive(event, progress);
        if (plain != null) {
            lines.add(plain);
        }
        return lines;
    }

    private boolean isNews(RunEvent event) {
        return !event.at().isBefore(since);
    }

    private static boolean isFailure(UnitState state) {
        return state == UnitState.FAILED || state == UnitState.TIMED_OUT || state == UnitState.ABORTED;
    }
}
