package io.jenkins.plugins.terraformparallel.engine.event;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal, also while it is written and one that was cut off at any byte. Holds one line at a time. What can't
 * be read is counted, not fatal: a report of what is left is worth more than none.
 */
public final class JournalReader {

    /** Lines above this length are none of ours; they are skipped as corrupt without being held in memory. */
    private static final int MAX_LINE = 64 * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final Consumer<RunEvent> events;
    private final int maxLine;

    // Mutable state
    private byte[] line = new byte[BLOCK];
    private int length;
    private boolean tooLong;
    private long good;
    private long unknown;
    private long corrupt;

    private JournalReader(Consumer<RunEvent> events, int maxLine) {
        this.events = events;
        this.maxLine = maxLine;
    }

    /** As {@link #read(Path, long, Consumer)}, from the start. */
    public static JournalContent read(Path file, Consumer<RunEvent> events) throws IOException {
        return read(file, 0, events);
    }

    /**
     * Hands on every event of a journal, in order.
     *
     * @param file see {@link JournalWriter#file} and {@link JournalArchive#file}
     * @param from an earlier read's {@link JournalContent#end()}, or 0
     * @param events is called on this thread
     * @throws IOException where the file can't be read; what was handed on by then stands
     */
    public static JournalContent read(Path file, long from, Consumer<RunEvent> events) throws IOException {
        return read(file, from, events, MAX_LINE);
    }

    static JournalContent read(Path file, long from, Consumer<RunEvent> events, int maxLine) throws IOException {
        try (InputStream in = JournalArchive.open(file, from)) {
            return new JournalReader(events, maxLine).readAll(in, from);
        }
    }

    private JournalContent readAll(InputStream in, long from) throws IOException {
        byte[] block = new byte[BLOCK];
        long end = from;
        long blockStart = from;
        int count;
        while ((count = read(in, block)) > 0) {
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (block[i] == '\n') {
                    keep(block, start, i);
                    endLine();
                    start = i + 1;
                    end = blockStart + start;
                }
            }
            keep(block, start, count);
            blockStart += count;
        }
        return new JournalContent(good, unknown, corrupt, end, end != blockStart);
    }

    /** A compressed journal that was cut off ends there. */
    private static int read(InputStream in, byte[] block) throws IOException {
        try {
            return in.read(block);
        } catch (EOFException e) {
            return -1;
        }
    }

    private void keep(byte[] block, int start, int end) {
        int more = end - start;
        if (tooLong || length + more > maxLine) {
            tooLong = true;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, (int) Math.min(2L * line.length, maxLine)));
        }
        System.arraycopy(block, start, line, length, more);
        length += more;
    }

    private void endLine() {
        if (tooLong) {
            corrupt++;
        } else {
            readLine();
        }
        length = 0;
        tooLong = false;
    }

    private void readLine() {
        Optional<RunEvent> event;
        try {
            event = EventJson.read(line, length);
        } catch (IOException e) {
            corrupt++;
            return;
        }
        if (event.isPresent()) {
            good++;
            events.accept(event.get());
        } else {
            unknown++;
        }
    }
}
