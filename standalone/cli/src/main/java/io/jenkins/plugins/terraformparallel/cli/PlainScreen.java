package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.Screen;
import io.jenkins.plugins.terraformparallel.engine.report.ToneLine;
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
    public void line(ToneLine line) {
        out.print(line.text() + LINE);
    }

    @Override
    public boolean offer(List<ToneLine> lines) {
        return out.offer(lines.stream().map(line -> line.text() + LINE).collect(Collectors.joining()));
    }
}
