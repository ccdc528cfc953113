package io.jenkins.plugins.terraformparallel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Standard output, written by a thread of its own: a stopped terminal (Ctrl-S) or a slow reader never holds up the run,
 * and one that has gone ({@code | head}) doesn't end it. Thread-safe.
 */
final class Console implements TextOut, AutoCloseable {

    /** So much may wait for a slow reader; then what can be left out is. */
    private static final long MAX_WAITING_BYTES = 4L << 20;

    private static final byte[] END = {};

    private final OutputStream out;
    private final Charset encoding;
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Thread writer = new Thread(this::write, "console");

    // Mutable state of the writer's thread
    private boolean gone;

    Console(OutputStream out, Charset encoding) {
        this.out = out;
        this.encoding = encoding;
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void print(String text) {
        byte[] bytes = text.getBytes(encoding);
        if (bytes.length > 0) {
            waiting.addAndGet(bytes.length);
            queue.add(bytes);
        }
    }

    @Override
    public boolean offer(String text) {
        if (waiting.get() > MAX_WAITING_BYTES) {
            return false;
        }
        print(text);
        return true;
    }

    @Override
    public boolean isIdle() {
        return waiting.get() == 0;
    }

    /** Waits until everything is written. */
    @Override
    public void close() {
        queue.add(END);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (byte[] bytes = queue.take(); bytes != END; bytes = queue.take()) {
                write(bytes);
                waiting.addAndGet(-bytes.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(byte[] bytes) {
        if (gone) {
            return;
        }
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            // Nobody reads it; the run, its reports and its journal are none the worse for it.
            gone = true;
        }
    }
}
