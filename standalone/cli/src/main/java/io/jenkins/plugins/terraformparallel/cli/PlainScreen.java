package io.jenkins.plugins.terraformparallel.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A file, a pipe, a CI server's log: one plain line after the other. */
final class PlainScreen implements Screen {

    private static final String LINE = System.lineSeparator();

    private final Console console;

    PlainScreen(Console console) {
        this.console = console;
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public void line(ToneLine line) {
        console.print(line.text() + LINE);
    }

    @Override
    public boolean offer(List<ToneLine> lines) {
        return console.offer(lines.stream().map(line -> line.text() + LINE).collect(Collectors.joining()));
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
