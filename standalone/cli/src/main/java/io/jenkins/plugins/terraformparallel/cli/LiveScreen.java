package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.ConsoleText;
import io.jenkins.plugins.terraformparallel.engine.report.Screen;
import io.jenkins.plugins.terraformparallel.engine.report.ToneLine;
import java.util.List;

/**
 * A terminal whose last lines are drawn again in place. Each change is written in one piece and leaves the cursor visible
 * below all lines, so neither an abrupt end nor somebody else's output finds the terminal in a strange state.
 */
final class LiveScreen implements Screen {

    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String NEW_LINE = "\n";

    private final TextOut out;
    private final Terminal terminal;

    // Mutable state
    private List<ToneLine> live = List.of();
    private int drawn;
    private String lastFrame = "";

    LiveScreen(TextOut out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void line(ToneLine line) {
        out.print(withAbove(List.of(line)));
    }

    @Override
    public boolean offer(List<ToneLine> lines) {
        int before = drawn;
        boolean taken = out.offer(withAbove(lines));
        if (!taken) {
            drawn = before;
            lastFrame = "";
        }
        return taken;
    }

    @Override
    public void live(List<ToneLine> lines) {
        live = List.copyOf(lines);
        String frame = frame(List.of());
        // A slow terminal gets the latest state when it is ready, not all of them.
        if (!frame.equals(lastFrame) && out.isIdle()) {
            lastFrame = frame;
            out.print(draw(frame));
        }
    }

    @Override
    public void close() {
        live = List.of();
        lastFrame = "";
        if (drawn > 0) {
            out.print(draw(""));
        }
    }

    private String withAbove(List<ToneLine> above) {
        lastFrame = frame(List.of());
        return draw(frame(above));
    }

    /** The lines that stay, and below them the live ones, as many as the window has room for. */
    private String frame(List<ToneLine> above) {
        StringBuilder frame = new StringBuilder();
        above.forEach(line -> frame.append(painted(line)).append(CLEAR_LINE).append(NEW_LINE));
        Terminal.Size size = terminal.size();
        shown(size)
                .forEach(line -> frame.append(painted(new ToneLine(cut(line.text(), size.columns()), line.tone())))
                        .append(CLEAR_LINE)
                        .append(NEW_LINE));
        return frame.toString();
    }

    /** Puts a frame in the place of the last one. */
    private String draw(String frame) {
        String up = drawn == 0 ? "\r" : "\r\033[" + drawn + "A";
        drawn = shown(terminal.size()).size();
        return HIDE_CURSOR + up + frame + CLEAR_BELOW + SHOW_CURSOR;
    }

    private List<ToneLine> shown(Terminal.Size size) {
        return live.subList(0, Math.min(live.size(), Math.max(0, size.rows() - 1)));
    }

    /** One column stays free: some terminals wrap as soon as the last one is written to. */
    private static String cut(String text, int columns) {
        return ConsoleText.cut(text, Math.max(0, columns - 1));
    }

    private String painted(ToneLine line) {
        return terminal.hasColours() ? line.tone().paint(line.text()) : line.text();
    }
}
