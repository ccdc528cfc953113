package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.LogRunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.Progress;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.report.Screen;
import io.jenkins.plugins.terraformparallel.engine.report.Tone;
import io.jenkins.plugins.terraformparallel.engine.report.ToneLine;
import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import sun.misc.Signal;

/** Drives a run, new or resumed, from its beginning to its exit code. */
final class RunningCommand {

    private final Surroundings surroundings;
    private final RunEnding ending;

    /** Begins the run, or goes on with it. */
    interface Start {
        LocalRun begin(RunWatcher watcher) throws RequestException, IOException;
    }

    RunningCommand(Surroundings surroundings, RunEnding ending) {
        this.surroundings = surroundings;
        this.ending = ending;
    }

    /**
     * Blocks until the run is over and everything about it is written.
     *
     * @param gracePeriod for the words of an abort; null where it isn't known
     * @return the exit code
     * @throws RequestException where the run can't start; nothing was started
     */
    int run(Start start, ConsoleMode mode, @CheckForNull Duration gracePeriod) throws RequestException, IOException {
        Terminal terminal = surroundings.terminal();
        try (Console console = new Console(surroundings.out(), surroundings.encoding());
                AbortSignals signals = new AbortSignals()) {
            Screen screen = terminal.isLive() ? new LiveScreen(console, terminal) : new PlainScreen(console);
            if (terminal.isLive()) {
                followSize(terminal);
            }
            Progress progress =
                    new Progress(screen, mode, surroundings.clock().instant(), gracePeriod, new SignalWords());
            try (LocalRun run = start.begin(new Beginning(progress, screen, signals))) {
                signals.attach(run::abort);
                LogRunFiles files = new LogRunFiles(run.directory());
                progress.logsIn(files);
                RunReport report = drive(run);
                progress.end();
                int code = ending.write(report, files, console);
                run.settle().forEach(surroundings.err()::println);
                return code;
            } finally {
                progress.end();
            }
        }
    }

    /** Shows the run, and has signals handled from the moment on in which a unit could be harmed by them. */
    private record Beginning(Progress progress, Screen screen, AbortSignals signals) implements RunWatcher {

        @Override
        public void starting(Path runDirectory) {
            signals.install();
            screen.line(new ToneLine("Run directory: " + runDirectory, Tone.DIM));
        }

        @Override
        public void event(RunEvent event) {
            progress.event(event);
        }

        @Override
        public void output(String unit, String text) {
            progress.output(unit, text);
        }

        @Override
        public void tick(Instant now) {
            progress.tick(now);
        }
    }

    private RunReport drive(LocalRun run) throws IOException {
        try {
            return run.drive();
        } catch (IOException | RuntimeException e) {
            surroundings
                    .err()
                    .println(
                            "The run can't be followed any more; each terraform that runs goes on to its end. Go on with: "
                                    + CommandSpecs.NAME + " resume " + run.directory());
            throw e;
        }
    }

    private static void followSize(Terminal terminal) {
        try {
            Signal.handle(new Signal("WINCH"), changed -> terminal.measureAgain());
        } catch (IllegalArgumentException e) {
            // The width of the start serves as well.
            terminal.size();
        }
    }
}
