package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Reads small files and parts of large ones. Who takes an unreadable file for a missing one gives a living terraform for
 * dead, so two things are done otherwise than by the JDK's own methods: a thread's interrupt changes nothing (no
 * channels), and only a file that isn't there counts as missing, not one that can't be opened because too many are.
 */
final class LocalReading {

    private static final int ATTEMPTS = 3;

    private LocalReading() {}

    /**
     * A small file as text, one character per byte.
     *
     * @return null where the file doesn't exist, or the process that it is about
     */
    @CheckForNull
    static String text(Path file) throws IOException {
        byte[] bytes = bytes(file);
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Like {@link #text}, as bytes. */
    @CheckForNull
    static byte[] bytes(Path file) throws IOException {
        return unlessMissing(file, () -> {
            try (FileInputStream in = new FileInputStream(file.toFile())) {
                return in.readAllBytes();
            }
        });
    }

    /** A part of a file and whether there is more behind it. */
    record Part(byte[] bytes, boolean more) {
        private static final Part NOTHING = new Part(new byte[0], false);
    }

    /** At most so many bytes from an offset on; nothing where the file doesn't exist or is shorter. */
    static Part part(Path file, long from, int maxBytes) throws IOException {
        Part part = unlessMissing(file, () -> {
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                long available = in.length() - from;
                if (available <= 0) {
                    return Part.NOTHING;
                }
                byte[] bytes = new byte[(int) Math.min(available, maxBytes)];
                in.seek(from);
                in.readFully(bytes);
                return new Part(bytes, available > bytes.length);
            }
        });
        return part == null ? Part.NOTHING : part;
    }

    private interface Read<T> {
        T read() throws IOException;
    }

    @CheckForNull
    private static <T> T unlessMissing(Path file, Read<T> read) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.read();
            } catch (IOException e) {
                if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                    return null;
                }
                // It may have come into being just after it wasn't there.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
