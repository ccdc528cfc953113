package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Logs and diffs as plain files below a directory of this machine: {@code logs/KEY.log}, {@code diffs/KEY.diff}. */
public final class LocalRunLogs implements RunLogs, AutoCloseable {

    private final Path directory;

    // Mutable state
    private final Map<Path, OutputStream> open = new HashMap<>();

    /** @param directory the run's; it exists */
    public LocalRunLogs(Path directory) {
        this.directory = directory;
    }

    @Override
    public void append(String unitKey, String text) throws IOException {
        write(logPath(unitKey), text);
    }

    @Override
    public long length(String unitKey) throws IOException {
        Path log = directory.resolve(logPath(unitKey));
        return Files.exists(log) ? Files.size(log) : 0;
    }

    @Override
    public void truncate(String unitKey, long bytes) throws IOException {
        Path log = directory.resolve(logPath(unitKey));
        close(log);
        if (Files.exists(log)) {
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
            }
        }
    }

    @Override
    public void beginDiff(String unitKey, DiffKind kind) throws IOException {
        Path diff = directory.resolve(diffPath(unitKey, kind));
        close(diff);
        Files.deleteIfExists(diff);
    }

    @Override
    public void appendDiff(String unitKey, DiffKind kind, String text) throws IOException {
        write(diffPath(unitKey, kind), text);
    }

    @Override
    public String logPath(String unitKey) {
        return "logs/" + unitKey + ".log";
    }

    @Override
    public String diffPath(String unitKey, DiffKind kind) {
        return "diffs/" + unitKey + (kind == DiffKind.PLAN ? ".diff" : ".replanned.diff");
    }

    @Override
    public String diff(String unitKey, DiffKind kind, int limit) throws IOException {
        Path diff = directory.resolve(diffPath(unitKey, kind));
        close(diff);
        if (!Files.exists(diff)) {
            return "";
        }
        char[] text = new char[limit];
        try (var reader = Files.newBufferedReader(diff)) {
            int length = 0;
            for (int read = 0; read >= 0 && length < limit; read = reader.read(text, length, limit - length)) {
                length += read;
            }
            return new String(text, 0, length);
        }
    }

    @Override
    public void close(String unitKey) throws IOException {
        close(directory.resolve(logPath(unitKey)));
        close(directory.resolve(diffPath(unitKey, DiffKind.PLAN)));
        close(directory.resolve(diffPath(unitKey, DiffKind.REPLANNED)));
    }

    @Override
    public void close() throws IOException {
        for (Path path : Map.copyOf(open).keySet()) {
            close(path);
        }
    }

    private void write(String name, String text) throws IOException {
        Path path = directory.resolve(name);
        OutputStream stream = open.get(path);
        if (stream == null) {
            stream = append(path);
            open.put(path, stream);
        }
        stream.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static OutputStream append(Path path) throws IOException {
        try {
            return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (NoSuchFileException e) {
            // The first of its kind.
            LocalPrivateFiles.createDirectories(path.resolveSibling(""));
            return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void close(Path path) throws IOException {
        OutputStream stream = open.remove(path);
        if (stream != null) {
            stream.close();
        }
    }
}
