package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says in words what happens in a run. Stateless. */
final class ProgressWords {

    private static final int NAME_COLUMNS = 40;

    private ProgressWords() {}

    /** What is said of an event wherever the console is; null for nothing. */
    @CheckForNull
    static ToneLine always(
            RunEvent event, RunProgress progress, @CheckForNull Duration gracePeriod, AbortWords abortWords) {
        if (event instanceof RunEvent.RunStarted started) {
            return started(started);
        }
        if (event instanceof RunEvent.RunResumed) {
            return new ToneLine("Resumed: " + counts(progress), Tone.PLAIN);
        }
        if (event instanceof RunEvent.UnitEnded end) {
            return ended(end, progress.find(end.unit(), end.at()));
        }
        if (event instanceof RunEvent.UnitKilled killed) {
            return new ToneLine(prefixed(killed.unit(), "killed: " + killed.why()), Tone.WARNING);
        }
        if (event instanceof RunEvent.AbortRequested abort) {
            return abort(abort, progress.running().size(), gracePeriod, abortWords);
        }
        if (event instanceof RunEvent.UnitAbortRequested abort) {
            String what = "aborted by " + abort.cause() + (abort.kill() ? " again: killing it now" : "");
            return new ToneLine(prefixed(abort.unit(), what), Tone.WARNING);
        }
        if (event instanceof RunEvent.Remark remark) {
            String unit = remark.unit();
            return new ToneLine(unit == null ? remark.text() : prefixed(unit, remark.text()), Tone.WARNING);
        }
        return null;
    }

    /** What is said as well where nobody sees what runs at the moment; null for nothing. */
    @CheckForNull
    static ToneLine whereNothingIsLive(RunEvent event, RunProgress progress) {
        if (event instanceof RunEvent.UnitStarted unit) {
            return new ToneLine(prefixed(unit.unit(), "started (" + counts(progress) + ")"), Tone.PLAIN);
        }
        if (event instanceof RunEvent.UnitWaiting unit) {
            return new ToneLine(prefixed(unit.unit(), "waits for " + unit.waitsFor()), Tone.PLAIN);
        }
        if (event instanceof RunEvent.UnitInterrupted unit) {
            return new ToneLine(prefixed(unit.unit(), unit.why() + "; it may finish and save its state"), Tone.WARNING);
        }
        return null;
    }

    /** The live lines: one for each running unit, and one for the rest. */
    static List<ToneLine> live(RunProgress progress, Instant now) {
        List<ToneLine> lines = new ArrayList<>();
        int width = progress.running().stream()
                .mapToInt(unit -> columns(unit.name()))
                .max()
                .orElse(0);
        for (UnitProgress unit : progress.running()) {
            lines.add(live(unit, Math.min(NAME_COLUMNS, width), now));
        }
        lines.add(new ToneLine("  " + counts(progress), Tone.DIM));
        return lines;
    }

    /** {@code 3 running, 7 queued, 2 of 12 done (1 failed)}. */
    static String counts(RunProgress progress) {
        StringBuilder counts = new StringBuilder();
        counts.append(progress.running().size()).append(" running, ");
        counts.append(progress.queued()).append(" queued, ");
        if (progress.waitingForOthers() > 0) {
            counts.append(progress.waitingForOthers()).append(" waiting for somebody else, ");
        }
        counts.append(progress.ended()).append(" of ").append(progress.units()).append(" done");
        int bad = progress.ended(UnitState.FAILED, UnitState.TIMED_OUT);
        return bad == 0 ? counts.toString() : counts + " (" + bad + " failed)";
    }

    /** A line about a unit. */
    static String prefixed(String unit, String text) {
        return "[" + unit + "] " + text;
    }

    private static ToneLine started(RunEvent.RunStarted run) {
        return new ToneLine(
                run.operation().keyword() + ": " + Wording.count(run.units().size(), "unit") + ", at most "
                        + run.parallelUsed() + " at once, with " + run.executable() + " " + run.version(),
                Tone.PLAIN);
    }

    private static ToneLine live(UnitProgress unit, int columns, Instant now) {
        String why = unit.interruption();
        String text = (why == null ? "> " : "! ")
                + ConsoleText.padRight(clean(unit.name()), columns)
                + "  "
                + ConsoleText.padRight(unit.command(), 8)
                + "  "
                + elapsed(unit.millisUntil(now))
                + (why == null ? "" : "  " + why + "; it may finish and save its state");
        return new ToneLine(text, why == null ? Tone.PLAIN : Tone.WARNING);
    }

    private static ToneLine ended(RunEvent.UnitEnded end, UnitProgress unit) {
        StringBuilder text = new StringBuilder(Wording.state(end.state()));
        if (end.state() != UnitState.SKIPPED) {
            text.append(" (")
                    .append(Wording.duration(unit.millisUntil(end.at())))
                    .append(')');
        }
        String more = end.state() == UnitState.SUCCEEDED ? result(end, unit) : cause(end, unit);
        text.append(more.isEmpty() ? "" : ": " + more);
        return new ToneLine(prefixed(end.unit(), text.toString()), tone(end.state()));
    }

    private static String result(RunEvent.UnitEnded end, UnitProgress unit) {
        ChangeCounts changes = unit.changes();
        String counts = changes == null ? "" : Wording.changes(changes);
        String reason = end.reason();
        if (reason == null || reason.isEmpty() || reason.equals(counts)) {
            return counts;
        }
        return counts.isEmpty() || counts.equals(reason) ? reason : counts + "; " + reason;
    }

    private static String cause(RunEvent.UnitEnded end, UnitProgress unit) {
        Diagnostic error = unit.firstError();
        String reason = end.reason();
        boolean isWhy = error != null && (reason == null || reason.contains(error.summary()));
        if (end.state() == UnitState.FAILED && isWhy && !error.summary().isBlank()) {
            String place = Wording.place(error);
            return error.summary() + (place == null ? "" : " (" + place + ")");
        }
        return reason == null ? "" : reason;
    }

    private static ToneLine abort(
            RunEvent.AbortRequested abort, int running, @CheckForNull Duration gracePeriod, AbortWords words) {
        String terraforms = Wording.count(running, "terraform process");
        if (abort.kill()) {
            return new ToneLine(words.repeated(abort.cause()) + ": killing " + terraforms + " now.", Tone.WARNING);
        }
        String received = words.request(abort.cause()) + ": nothing new starts; ";
        if (running == 0) {
            return new ToneLine(received + "nothing runs.", Tone.WARNING);
        }
        String grace = gracePeriod == null
                ? ""
                : " (up to " + Wording.duration(gracePeriod.toMillis()).replaceFirst(" 0 (s|min)$", "") + ")";
        return new ToneLine(
                received + "waiting for " + terraforms + " to stop and save " + (running == 1 ? "its" : "their")
                        + " state" + grace + ". " + words.howToKill(abort.cause()),
                Tone.WARNING);
    }

    /** In steps of a second: tenths would only flicker. */
    private static String elapsed(long millis) {
        return millis < 60_000 ? millis / 1000 + " s" : Wording.duration(millis);
    }

    private static String clean(String name) {
        return ConsoleText.cut(TextCleaner.line(name), NAME_COLUMNS);
    }

    private static int columns(String name) {
        return ConsoleText.width(clean(name));
    }

    private static Tone tone(UnitState state) {
        return switch (state) {
            case SUCCEEDED -> Tone.GOOD;
            case FAILED, TIMED_OUT -> Tone.BAD;
            case ABORTED, SKIPPED -> Tone.WARNING;
            case QUEUED, RUNNING -> Tone.PLAIN;
        };
    }
}
