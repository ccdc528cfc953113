package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is open at most once in this JVM and, while {@link #tryLock() locked}, at most once on this machine.
 *
 * <p>The system's lock belongs to the JVM: closing any other channel to the same file would release it (fcntl(2),
 * {@link FileLock}). So a second opening is refused before it happens. A stream reads and writes, not a channel, because
 * an interrupted thread closes a channel, and with it the lock.
 */
final class LocalLockFile implements Closeable {

    /** Who has which file open in this JVM, in words. Static because the system's locks are. */
    private static final Map<Path, String> OPEN = new ConcurrentHashMap<>();

    /** A note names the units of one directory, each with a key of at most 60 characters: those of very many workspaces. */
    private static final int MOST_BYTES = 1 << 22;

    private final Path path;
    private final RandomAccessFile file;

    private LocalLockFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** Who has the file open in this JVM, or the file itself. */
    record Opening(
            @CheckForNull LocalLockFile file, @CheckForNull String by) {}

    /** @param path absolute, without symbolic links */
    static Opening open(Path path, String holder) throws IOException {
        String other = OPEN.putIfAbsent(path, holder);
        if (other != null) {
            return new Opening(null, other);
        }
        try {
            LocalPrivateFiles.createFile(path);
            return new Opening(new LocalLockFile(path, new RandomAccessFile(path.toFile(), "rw")), null);
        } catch (IOException | RuntimeException e) {
            OPEN.remove(path);
            throw e;
        }
    }

    /** @return whether it is ours now; it stays so until it is closed */
    boolean tryLock() throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** @return null where it says nothing that counts */
    @CheckForNull
    LockNote note() throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), MOST_BYTES)];
        file.seek(0);
        file.readFully(bytes);
        return LockNote.parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** In one write; a note that is cut off counts as none. */
    void write(LockNote note) throws IOException {
        byte[] bytes = note.format().getBytes(StandardCharsets.UTF_8);
        file.seek(0);
        file.write(bytes);
        file.setLength(bytes.length);
    }

    void clear() throws IOException {
        file.setLength(0);
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            OPEN.remove(path);
        }
    }
}
