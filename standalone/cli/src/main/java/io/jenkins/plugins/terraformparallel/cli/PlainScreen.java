package io.jenkins.plugins.terraformparallel.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A file, a pipe, a CI server's log: one plain line after the other. */
final class PlainScreen implements Screen {

    private static final String LINE = System.lineSeparator();

    private final TextOut out;

    PlainScreen(TextOut out) {
        this.out = out;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public void line(ToneLine line) {
        out.print(line.text() + LINE);
    }

    @Override
    public boolean offer(List<ToneLine> lines) {
        return out.offer(lines.stream().map(line -> line.text() + LINE).collect(Collectors.joining()));
    }

    @Override
    public void live(List<ToneLine> lines) {
        // Nothing in a file can be drawn again.
    }

    @Override
    public void close() {
        // Nothing is to be taken away.
    }
}
