package io.jenkins.plugins.terraformparallel.engine.report;

import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import java.util.ArrayList;
import java.util.List;

/** Shows the modules' own output, each line with its unit in front, as far as it was asked for. Not thread-safe. */
final class ModuleOutput {

    /** Of a failed unit; it is in the log whole. */
    private static final int MAX_BYTES = 256 * 1024;

    private final ConsoleMode mode;
    private final Screen screen;

    // Mutable state
    private RunFiles files = RunFiles.NONE;
    private long leftOut;

    ModuleOutput(ConsoleMode mode, Screen screen) {
        this.mode = mode;
        this.screen = screen;
    }

    /** Where the logs of failed units are found. */
    void logsIn(RunFiles runFiles) {
        files = runFiles;
    }

    /** A unit's terraform has written something. */
    void written(String unit, String text) {
        if (mode != ConsoleMode.ALL) {
            return;
        }
        List<ToneLine> lines = lines(unit, text);
        if (!lines.isEmpty() && !screen.offer(lines)) {
            leftOut += lines.size();
        } else if (leftOut > 0) {
            sayWhatIsMissing();
        }
    }

    /** A unit has failed; its log is complete. */
    void failed(String unit, String log) {
        if (mode != ConsoleMode.FAILURES || log.isEmpty()) {
            return;
        }
        FileExcerpt excerpt = files.tail(log, MAX_BYTES);
        if (excerpt.omittedBytes() > 0) {
            screen.line(line(unit, "(" + excerpt.omittedBytes() + " bytes before this are in " + log + ")"));
        }
        lines(unit, excerpt.text()).forEach(screen::line);
    }

    /** Nothing more will be written. */
    void end() {
        if (leftOut > 0) {
            sayWhatIsMissing();
        }
    }

    private void sayWhatIsMissing() {
        screen.line(new ToneLine(
                "(" + leftOut + " lines of the modules' output are left out here, because they came faster than they"
                        + " could be shown; the logs have them)",
                Tone.WARNING));
        leftOut = 0;
    }

    private static List<ToneLine> lines(String unit, String text) {
        List<ToneLine> lines = new ArrayList<>();
        TextCleaner.text(text).lines().forEach(line -> lines.add(line(unit, line)));
        return lines;
    }

    private static ToneLine line(String unit, String text) {
        return new ToneLine(ProgressWords.prefixed(unit, text), Tone.PLAIN);
    }
}
