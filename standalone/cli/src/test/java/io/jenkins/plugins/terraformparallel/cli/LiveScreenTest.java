package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.report.Tone;
import io.jenkins.plugins.terraformparallel.engine.report.ToneLine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

    private static final int COLUMNS = 20;

    private final WrittenText out = new WrittenText();
    private final AtomicReference<Terminal.Size> window = new AtomicReference<>(new Terminal.Size(6, COLUMNS));
    private final Terminal terminal = Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), "/dev/pts/0", window::get);
    private final LiveScreen screen = new LiveScreen(out, terminal);

    @Test
    void liveLinesAreDrawnAgainInPlace() {
        screen.live(lines("one", "two", "three"));
        screen.live(lines("uno", "two"));
        screen.live(lines("1", "2", "3", "4"));

        assertThat(shown().lines()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void linesThatStayStandAboveTheLiveOnes() {
        screen.live(lines("live"));
        screen.line(line("first"));
        screen.live(lines("live again"));
        screen.line(line("second"));

        assertThat(shown().lines()).containsExactly("first", "second", "live again");
    }

    @Test
    void nothingLiveIsLeftAtTheEnd() {
        screen.line(line("stays"));
        screen.live(lines("goes", "goes"));
        screen.close();
        screen.close();
        screen.line(line("after"));

        assertThat(shown().lines()).containsExactly("stays", "after");
    }

    @Test
    void liveLinesNeverReachTheLastColumn() {
        screen.live(lines("a".repeat(19), "b".repeat(20), "c".repeat(500), "広".repeat(30)));

        assertThat(shown().hasWrapped()).isFalse();
        assertThat(shown().lines())
                .containsExactly("a".repeat(19), "b".repeat(18) + "…", "c".repeat(18) + "…", "広".repeat(9) + "…");
    }

    @Test
    void noMoreLinesAreDrawnThanTheWindowHas() {
        screen.live(lines(IntStream.range(0, 30).mapToObj(Integer::toString).toArray(String[]::new)));
        screen.live(lines("x"));

        assertThat(shown().lines()).containsExactly("x");
        assertThat(out.text()).doesNotContain("29").contains("\033[5A");
    }

    @Test
    void theCursorIsNeverLeftHidden() {
        for (String frame : frames()) {
            TestTerminal seen = new TestTerminal(COLUMNS);
            seen.write(frame);
            assertThat(seen.isCursorVisible()).isTrue();
        }
    }

    @Test
    void whatHasNotChangedIsNotDrawnAgain() {
        screen.live(lines("same"));
        String before = out.text();
        screen.live(lines("same"));

        assertThat(out.text()).isEqualTo(before);
    }

    @Test
    void aSlowTerminalGetsTheLatestState() {
        screen.live(lines("one"));
        out.busy(true);
        screen.live(lines("two"));
        assertThat(screen.offer(lines("output"))).isFalse();
        screen.line(line("important"));
        out.busy(false);
        screen.live(lines("three"));

        assertThat(shown().lines()).containsExactly("important", "three");
    }

    @Test
    void aNarrowerWindowIsNoticed() {
        screen.live(lines("0123456789abc"));
        window.set(new Terminal.Size(6, 10));
        terminal.measureAgain();
        screen.live(lines("0123456789abc"));

        assertThat(shown().lines()).containsExactly("01234567…");
    }

    private List<String> frames() {
        int from = out.text().length();
        screen.live(lines("a", "b"));
        int first = out.text().length();
        screen.line(line("c"));
        int second = out.text().length();
        screen.close();
        return List.of(
                out.text().substring(from, first),
                out.text().substring(first, second),
                out.text().substring(second));
    }

    private TestTerminal shown() {
        TestTerminal shown = new TestTerminal(COLUMNS);
        shown.write(out.text());
        return shown;
    }

    private static ToneLine line(String text) {
        return new ToneLine(text, Tone.PLAIN);
    }

    private static List<ToneLine> lines(String... texts) {
        return List.of(texts).stream().map(LiveScreenTest::line).toList();
    }
}
