package io.jenkins.plugins.terraformparallel.engine.terraform;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes lines of blocks of bytes, wherever the blocks end. UTF-8 that isn't is replaced by U+FFFD. A line that is longer
 * than {@link #MAX_LINE} comes in pieces, so that memory stays bounded. Not thread-safe: one driver feeds it.
 */
public final class LineSplitter {

    /** The most bytes of a line, or of a piece of one, that are held. */
    public static final int MAX_LINE = 2 * 1024 * 1024;

    private static final int FIRST_SIZE = 4096;

    /**
     * A line, or a piece of one.
     *
     * @param text without the line break
     * @param first whether a line begins here
     * @param last whether it ends here; a line that is first and last is whole
     */
    public record Piece(String text, boolean first, boolean last) {

        /** Whether it is all of its line. */
        public boolean isWhole() {
            return first && last;
        }
    }

    /** Takes what a block completes without making text of it. */
    interface Lines {

        /** A whole line without its line break; the array belongs to somebody else once this returns. */
        void line(byte[] bytes, int from, int length);

        /** A part of a line that is too long to be held. */
        void piece(Piece piece);
    }

    /** Makes text of everything. */
    private record Text(Consumer<Piece> sink) implements Lines {

        @Override
        public void line(byte[] bytes, int from, int length) {
            sink.accept(new Piece(decode(bytes, from, length), true, true));
        }

        @Override
        public void piece(Piece piece) {
            sink.accept(piece);
        }
    }

    // Mutable state
    private byte[] held = new byte[FIRST_SIZE];
    private int length;
    private boolean inLongLine;

    /** Takes the next bytes and hands on what they complete, in order. */
    public void feed(byte[] block, Consumer<Piece> sink) {
        feed(block, new Text(sink));
    }

    /** As {@link #feed(byte[], Consumer)}. */
    void feed(byte[] block, Lines sink) {
        int from = 0;
        while (from < block.length) {
            int newline = indexOfNewline(block, from);
            boolean isWhole = newline >= 0 && length == 0 && !inLongLine && newline - from <= MAX_LINE;
            if (isWhole) {
                emit(block, from, newline, true, sink);
                from = newline + 1;
                continue;
            }
            int to = newline < 0 ? block.length : newline;
            from = hold(block, from, to);
            if (from < to) {
                emitPiece(sink);
            } else if (newline >= 0) {
                emitLast(sink, true);
                from = newline + 1;
            }
        }
    }

    /** Hands on a last line that has no line break. Afterwards this is as new. */
    public void end(Consumer<Piece> sink) {
        end(new Text(sink));
    }

    /** As {@link #end(Consumer)}. */
    void end(Lines sink) {
        if (length > 0 || inLongLine) {
            emitLast(sink, false);
        }
    }

    private static int indexOfNewline(byte[] block, int from) {
        for (int i = from; i < block.length; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Holds as many bytes as there is room for and says where it stopped. */
    private int hold(byte[] block, int from, int to) {
        int count = Math.min(to - from, MAX_LINE - length);
        if (length + count > held.length) {
            held = Arrays.copyOf(held, Math.min(MAX_LINE, Math.max(length + count, held.length * 2)));
        }
        System.arraycopy(block, from, held, length, count);
        length += count;
        return from + count;
    }

    private void emitPiece(Lines sink) {
        int end = length - unfinishedBytes();
        sink.piece(new Piece(decode(held, 0, end), !inLongLine, false));
        System.arraycopy(held, end, held, 0, length - end);
        length -= end;
        inLongLine = true;
    }

    private void emitLast(Lines sink, boolean newline) {
        byte[] bytes = held;
        int end = length;
        boolean first = !inLongLine;
        length = 0;
        inLongLine = false;
        if (held.length > FIRST_SIZE * 16) {
            held = new byte[FIRST_SIZE];
        }
        if (first) {
            emit(bytes, 0, end, newline, sink);
        } else {
            sink.piece(new Piece(decode(bytes, 0, withoutReturn(bytes, 0, end, newline)), false, true));
        }
    }

    private static void emit(byte[] bytes, int from, int to, boolean newline, Lines sink) {
        sink.line(bytes, from, withoutReturn(bytes, from, to, newline) - from);
    }

    private static int withoutReturn(byte[] bytes, int from, int to, boolean newline) {
        return newline && to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    /** How many bytes at the end are the beginning of a character, or a carriage return that may end the line. */
    private int unfinishedBytes() {
        if (held[length - 1] == '\r') {
            return 1;
        }
        for (int back = 1; back <= 3 && back < length; back++) {
            int octet = held[length - back] & 0xFF;
            if (octet >= 0xC0) {
                int size = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
                return size > back ? back : 0;
            }
            if (octet < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    /** What isn't UTF-8 becomes U+FFFD. */
    static String decode(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
