package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.report.FileExcerpt;
import io.jenkins.plugins.terraformparallel.engine.report.Progress;
import io.jenkins.plugins.terraformparallel.engine.report.RunFiles;
import io.jenkins.plugins.terraformparallel.engine.report.Screen;
import io.jenkins.plugins.terraformparallel.engine.request.ConsoleMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final int COLUMNS = 60;

    private final WrittenText out = new WrittenText();

    @Test
    void plainLinesSayWhatHappens() {
        assertThat(plain(
                        ConsoleMode.SUMMARY,
                        Events.started(0, "a", "b", "c"),
                        Events.unitStarted(10, "a"),
                        new RunEvent.UnitWaiting(Events.at(11), "b", "run 7"),
                        Events.process(500, "a", 1, Events.ONE_TO_ADD),
                        Events.ended(1510, "a", UnitState.SUCCEEDED, null),
                        Events.unitStarted(1600, "b"),
                        Events.process(1700, "b", 1, Events.AN_ERROR),
                        Events.ended(1800, "b", UnitState.FAILED, "terraform plan failed: No way"),
                        Events.ended(1800, "c", UnitState.SKIPPED, "not started, because b did not succeed")))
                .containsExactly(
                        "apply: 3 units, at most 4 at once, with terraform 1.11.4",
                        "[a] started (1 running, 2 queued, 0 of 3 done)",
                        "[b] waits for run 7",
                        "[a] succeeded (1.5 s): 1 to add",
                        "[b] started (1 running, 1 queued, 1 of 3 done)",
                        "[b] failed (200 ms): No way (main.tf:3)",
                        "[c] skipped: not started, because b did not succeed");
    }

    @Test
    void anAbortSaysWhatItWaitsForAndHowToKillNow() {
        List<String> lines = plain(
                ConsoleMode.SUMMARY,
                Events.started(0, "a", "b", "c"),
                Events.unitStarted(0, "a"),
                Events.unitStarted(0, "b"),
                new RunEvent.AbortRequested(Events.at(10), "Ctrl-C", false),
                new RunEvent.UnitInterrupted(Events.at(11), "a", "interrupted by Ctrl-C"),
                new RunEvent.AbortRequested(Events.at(5000), "Ctrl-C", true),
                new RunEvent.UnitKilled(Events.at(5001), "a", "the run was aborted again"));

        assertThat(lines.subList(3, lines.size()))
                .containsExactly(
                        "Ctrl-C received: nothing new starts; waiting for 2 terraform processes to stop and save their state"
                                + " (up to 5 min). Press Ctrl-C again, 3 seconds from now or later, to kill them now, which can"
                                + " lose state.",
                        "[a] interrupted by Ctrl-C; it may finish and save its state",
                        "Ctrl-C again: killing 2 terraform processes now.",
                        "[a] killed: the run was aborted again");
    }

    @Test
    void anAbortBySignalSaysThatOnlyAPersonCanKill() {
        assertThat(plain(
                        ConsoleMode.SUMMARY,
                        Events.started(0, "a"),
                        Events.unitStarted(0, "a"),
                        new RunEvent.AbortRequested(Events.at(10), "SIGTERM", false)))
                .last()
                .asString()
                .startsWith(
                        "SIGTERM received: nothing new starts; waiting for 1 terraform process to stop and save its state")
                .endsWith("press Ctrl-C (or send SIGINT) twice, 3 seconds apart.");
    }

    @Test
    void modulesOutputIsShownOnlyWhereAskedFor() {
        assertThat(outputOf(ConsoleMode.SUMMARY)).isEmpty();
        assertThat(outputOf(ConsoleMode.FAILURES)).isEmpty();
        assertThat(outputOf(ConsoleMode.ALL)).containsExactly("[a] one", "[a] ␛]0;two");
    }

    @Test
    void aFailedUnitsLogIsShownAtItsEnd() {
        Screen screen = new PlainScreen(out);
        Progress progress = new Progress(screen, ConsoleMode.FAILURES, Instant.EPOCH, null, new SignalWords());
        progress.logsIn(new RunFiles() {
            @Override
            public FileExcerpt head(String path, int maxBytes) {
                throw new AssertionError("the end is what matters");
            }

            @Override
            public FileExcerpt tail(String path, int maxBytes) {
                return FileExcerpt.of("Log of " + path + "\nError\n", 77);
            }
        });

        progress.event(Events.started(0, "a", "b"));
        progress.event(Events.unitStarted(0, "a"));
        progress.event(Events.unitStarted(0, "b"));
        progress.event(Events.ended(10, "a", UnitState.SUCCEEDED, null));
        progress.event(Events.ended(10, "b", UnitState.FAILED, "it failed"));

        assertThat(out.lines().stream().skip(4))
                .containsExactly(
                        "[b] failed (10 ms): it failed",
                        "[b] (77 bytes before this are in logs/b.log)",
                        "[b] Log of logs/b.log",
                        "[b] Error");
    }

    @Test
    void whatHappenedBeforeAResumeIsKnownButNotShownAgain() {
        Progress progress =
                new Progress(new PlainScreen(out), ConsoleMode.ALL, Events.at(1000), null, new SignalWords());

        progress.event(Events.started(0, "a", "b", "c"));
        progress.event(Events.unitStarted(10, "a"));
        progress.event(Events.ended(20, "a", UnitState.SUCCEEDED, null));
        progress.event(Events.unitStarted(30, "b"));
        progress.event(new RunEvent.RunResumed(Events.at(1000)));
        progress.event(Events.ended(1030, "b", UnitState.SUCCEEDED, null));

        assertThat(out.lines()).containsExactly("Resumed: 1 running, 1 queued, 1 of 3 done", "[b] succeeded (1.0 s)");
    }

    @Test
    void aTerminalShowsOneLineForEachRunningUnitAndTheQueue() {
        TestTerminal terminal = live(
                Map.of(),
                1200,
                Events.started(0, "network", "db", "app"),
                Events.unitStarted(0, "network"),
                Events.chain(0, "network", "init", "plan", "show"),
                Events.unitStarted(100, "db"),
                Events.chain(100, "db", "init", "plan", "show"),
                Events.process(500, "network", 1, Events.ONE_TO_ADD),
                new RunEvent.UnitInterrupted(Events.at(600), "db", "timed out"));

        assertThat(terminal.lines())
                .containsExactly(
                        "apply: 3 units, at most 4 at once, with terraform 1.11.4",
                        "> network  plan      1 s",
                        "! db       init      1 s  timed out; it may finish and sav…",
                        "  2 running, 1 queued, 0 of 3 done");
        assertThat(terminal.hasBeenColoured()).isTrue();
    }

    @Test
    void unitsThatEndBecomeLinesThatStay() {
        TestTerminal terminal = live(
                Map.of("NO_COLOR", "1"),
                2000,
                Events.started(0, "a", "b"),
                Events.unitStarted(0, "a"),
                Events.unitStarted(0, "b"),
                Events.ended(1000, "a", UnitState.SUCCEEDED, "already applied"));

        assertThat(terminal.lines())
                .containsExactly(
                        "apply: 2 units, at most 4 at once, with terraform 1.11.4",
                        "[a] succeeded (1.0 s): already applied",
                        "> b            2 s",
                        "  1 running, 0 queued, 1 of 2 done");
        assertThat(terminal.hasBeenColoured()).isFalse();
        assertThat(terminal.isCursorVisible()).isTrue();
    }

    @Test
    void namesThatWouldControlTheTerminalAreShownAsText() {
        String evil = "x\033[2J\n\u202e" + "y".repeat(100);
        TestTerminal terminal =
                live(Map.of(), 0, Events.started(0, evil), Events.unitStarted(0, evil), Events.chain(0, evil, "plan"));

        assertThat(terminal.lines()).hasSize(3);
        assertThat(terminal.lines().get(1)).startsWith("> x␊[U+202E]yyy").endsWith("…  plan      0 s");
    }

    private static List<String> outputOf(ConsoleMode mode) {
        WrittenText written = new WrittenText();
        new Progress(new PlainScreen(written), mode, Instant.EPOCH, null, new SignalWords())
                .output("a", "one\n\033]0;two\n");
        return written.lines();
    }

    private List<String> plain(ConsoleMode mode, RunEvent... events) {
        Progress progress =
                new Progress(new PlainScreen(out), mode, Instant.EPOCH, Duration.ofMinutes(5), new SignalWords());
        for (RunEvent event : events) {
            progress.event(event);
        }
        return out.lines();
    }

    private TestTerminal live(Map<String, String> environment, long now, RunEvent... events) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("TERM", "xterm");
        Terminal size = Terminal.of(all, "/dev/pts/0", () -> new Terminal.Size(24, COLUMNS));
        TestTerminal terminal = new TestTerminal(COLUMNS);
        Progress progress =
                new Progress(new LiveScreen(out, size), ConsoleMode.SUMMARY, Instant.EPOCH, null, new SignalWords());
        for (RunEvent event : events) {
            progress.event(event);
        }
        progress.tick(Events.at(now));
        terminal.write(out.text());
        return terminal;
    }
}
