package io.jenkins.plugins.terraformparallel.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A text file of a run's folder, read from any place and in blocks: memory doesn't grow with it. It may grow meanwhile,
 * and become shorter where a resumed run reads a process again. For one thread.
 */
final class LocalText implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;

    private LocalText(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param folder that no file is opened outside of, neither by {@code ..} nor through a symbolic link
     * @throws NoSuchFileException where there is no such file in it
     */
    static LocalText open(Path folder, String name) throws IOException {
        Path root = folder.toRealPath();
        Path file;
        try {
            file = root.resolve(name).toRealPath();
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name, null, e.getReason());
        }
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            throw new NoSuchFileException(name);
        }
        return new LocalText(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** In bytes, now. */
    long size() throws IOException {
        return channel.size();
    }

    /**
     * Where the first line begins at or behind an offset.
     *
     * @return the offset itself where none begins in the next 64 KiB of the file
     */
    long lineFrom(long from) throws IOException {
        if (from <= 0) {
            return 0;
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long before = from - 1;
        int count = channel.read(block, before);
        for (int i = 0; i < count; i++) {
            // What ends the file begins no line.
            if (block.get(i) == '\n' && before + i + 1 < channel.size()) {
                return before + i + 1;
            }
        }
        return from;
    }

    /**
     * Writes a part of it.
     *
     * @param to where the part ends, at most {@link #size}
     */
    void copy(long from, long to, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long position = from;
        while (position < to) {
            block.clear().limit((int) Math.min(BLOCK, to - position));
            int count = channel.read(block, position);
            if (count <= 0) {
                return;
            }
            out.write(block.array(), 0, count);
            position += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
