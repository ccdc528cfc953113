package io.jenkins.plugins.terraformparallel.engine.event;

import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The journal of a run that has ended, compressed: it is kept as long as its build and hardly ever read. While there is a
 * plain one that one counts, so that a crash in between loses nothing.
 */
public final class JournalArchive {

    private static final String SUFFIX = ".gz";
    private static final int BLOCK = 64 * 1024;

    private interface Opening {
        InputStream open() throws IOException;
    }

    private JournalArchive() {}

    /**
     * Compresses a run's journal. Nobody may write it any more; whoever reads it meanwhile isn't disturbed. Nothing happens
     * where there is none.
     */
    public static void pack(Path runDirectory) throws IOException {
        Path plain = JournalWriter.file(runDirectory);
        if (!Files.isRegularFile(plain)) {
            return;
        }
        Path packed = packed(plain);
        Path next = packed.resolveSibling(packed.getFileName() + ".tmp");
        LocalPrivateFiles.write(next, new byte[0]);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(next, StandardOpenOption.WRITE), BLOCK)) {
            Files.copy(plain, out);
        }
        Files.move(next, packed, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(plain);
    }

    /** The file that holds a run's journal; the plain one where there is none. */
    public static Path file(Path runDirectory) {
        Path plain = JournalWriter.file(runDirectory);
        return !Files.exists(plain) && Files.exists(packed(plain)) ? packed(plain) : plain;
    }

    /** Opens a journal, whichever way it lies there, at a place in its plain text. */
    static InputStream open(Path file, long from) throws IOException {
        if (isPacked(file)) {
            return unpack(file, from);
        }
        try {
            return seek(file, from);
        } catch (NoSuchFileException e) {
            // It may just have been packed.
            if (!Files.exists(packed(file))) {
                throw e;
            }
            return unpack(packed(file), from);
        }
    }

    private static InputStream seek(Path file, long from) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        return orClose(channel, () -> Channels.newInputStream(channel.position(from)));
    }

    private static InputStream unpack(Path file, long from) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return orClose(raw, () -> {
            InputStream in = new GZIPInputStream(raw, BLOCK);
            in.skipNBytes(from);
            return in;
        });
    }

    private static InputStream orClose(Closeable raw, Opening opening) throws IOException {
        boolean opened = false;
        try {
            InputStream in = opening.open();
            opened = true;
            return in;
        } finally {
            if (!opened) {
                raw.close();
            }
        }
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    private static Path packed(Path plain) {
        return plain.resolveSibling(plain.getFileName() + SUFFIX);
    }
}
