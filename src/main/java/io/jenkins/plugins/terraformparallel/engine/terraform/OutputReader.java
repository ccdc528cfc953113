package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.LineSplitter.Piece;
import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformEvent.RawLine;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Reads one stream of one terraform process: blocks of bytes in, masked events out, in order and with bounded memory.
 * Not thread-safe: one driver feeds it.
 */
public final class OutputReader {

    private final LineSplitter splitter = new LineSplitter();
    private final EventParser parser;
    private final UnaryOperator<String> mask;

    // Mutable state, of a line that comes in pieces
    @CheckForNull
    private LongLine longLine;

    /** @param mask replaces every secret in a text */
    public OutputReader(UnaryOperator<String> mask) {
        this.mask = mask;
        this.parser = new EventParser(mask);
    }

    /** Takes the next bytes and hands on the events that they complete. */
    public void feed(byte[] block, Consumer<TerraformEvent> sink) {
        splitter.feed(block, lines(sink));
    }

    /** The stream has ended: hands on what still was held. */
    public void end(Consumer<TerraformEvent> sink) {
        splitter.end(lines(sink));
    }

    private LineSplitter.Lines lines(Consumer<TerraformEvent> sink) {
        return new LineSplitter.Lines() {
            @Override
            public void line(byte[] bytes, int from, int length) {
                sink.accept(parser.parse(bytes, from, length));
            }

            @Override
            public void piece(Piece piece) {
                read(piece, sink);
            }
        };
    }

    private void read(Piece piece, Consumer<TerraformEvent> sink) {
        if (piece.first()) {
            TerraformEvent instead = parser.parseBeginning(piece.text());
            longLine = instead == null ? new LongLine(mask) : null;
            if (instead != null) {
                sink.accept(instead);
            }
        }
        if (longLine != null) {
            sink.accept(new RawLine(longLine.next(piece.text(), piece.last()), piece.last()));
        }
    }
}
