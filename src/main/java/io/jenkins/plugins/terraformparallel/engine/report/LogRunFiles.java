package io.jenkins.plugins.terraformparallel.engine.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads logs and diffs in a run's directory on this machine, and nothing outside of it. Thread-safe. */
public final class LogRunFiles implements RunFiles {

    private final Path runDirectory;

    /** @param runDirectory of the run whose report is written */
    public LogRunFiles(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    @Override
    public FileExcerpt head(String path, int maxBytes) {
        return excerpt(path, maxBytes, false);
    }

    @Override
    public FileExcerpt tail(String path, int maxBytes) {
        return excerpt(path, maxBytes, true);
    }

    private FileExcerpt excerpt(String path, int maxBytes, boolean tail) {
        try {
            Path root = runDirectory.toRealPath();
            // The real path: neither .. nor a symbolic link leads out of the directory.
            Path file = root.resolve(path).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                return FileExcerpt.unreadable("it is no file in the run's directory");
            }
            return read(file, maxBytes, tail);
        } catch (NoSuchFileException e) {
            return FileExcerpt.unreadable("there is no such file");
        } catch (IOException | InvalidPathException e) {
            return FileExcerpt.unreadable("it can't be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static FileExcerpt read(Path file, int maxBytes, boolean tail) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            int length = (int) Math.min(size, maxBytes);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            long from = tail ? size - length : 0;
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    break;
                }
            }
            bytes.flip();
            if (length < size) {
                cutToLines(bytes, tail);
            }
            long omitted = size - bytes.remaining();
            return FileExcerpt.of(StandardCharsets.UTF_8.decode(bytes).toString(), omitted);
        }
    }

    /** Drops the part of a line where the file was cut, so that no character is cut either; never everything. */
    private static void cutToLines(ByteBuffer bytes, boolean tail) {
        int end = bytes.limit();
        if (tail) {
            for (int i = 0; i < end - 1; i++) {
                if (bytes.get(i) == '\n') {
                    bytes.position(i + 1);
                    return;
                }
            }
        } else {
            for (int i = end - 1; i >= 0; i--) {
                if (bytes.get(i) == '\n') {
                    bytes.limit(i + 1);
                    return;
                }
            }
        }
    }
}
