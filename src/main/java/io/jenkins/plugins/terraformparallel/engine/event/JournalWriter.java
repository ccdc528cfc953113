package io.jenkins.plugins.terraformparallel.engine.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Appends events to a run's journal, a whole line each: whoever reads the file meanwhile, or after this process was
 * killed, sees complete events and at most one line that is cut off at the end.
 *
 * <p>A line that was appended has reached the operating system, so it outlives this process; it isn't forced to the
 * disk, because nothing in a journal makes a process start twice that has a directory already.
 *
 * <p>Not thread-safe: one driver writes.
 */
public final class JournalWriter implements AutoCloseable {

    /** The journal's name in the run's directory. */
    public static final String FILE_NAME = "journal.ndjson";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int BLOCK = 8192;

    private final Path file;
    private final FileChannel channel;

    // Mutable state
    /** Where the last whole line ends, in bytes. */
    private long end;

    private JournalWriter(Path file, FileChannel channel, long end) {
        this.file = file;
        this.channel = channel;
        this.end = end;
    }

    /** The journal of the run that has this directory; it need not exist yet. */
    public static Path file(Path runDirectory) {
        return runDirectory.resolve(FILE_NAME);
    }

    /**
     * Starts the journal of a new run, readable by its owner alone.
     *
     * @param runDirectory exists
     * @throws java.nio.file.FileAlreadyExistsException where the directory has a journal already
     */
    public static JournalWriter create(Path runDirectory) throws IOException {
        Path file = file(runDirectory);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new JournalWriter(file, FileChannel.open(file, options, privateFile(file)), 0);
    }

    /**
     * Goes on with the journal of a run whose engine died. A last line that was cut off is removed first: it never
     * counted.
     *
     * @throws java.nio.file.NoSuchFileException where there is no journal
     */
    public static JournalWriter resume(Path runDirectory) throws IOException {
        Path file = file(runDirectory);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long end = endOfLastLine(channel);
            channel.truncate(end);
            return new JournalWriter(file, channel, end);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    /**
     * Appends one event.
     *
     * @throws IOException where it couldn't be written whole, such as on a full disk; then the journal ends with the
     *     event before it, or with a part of this line that the next call or {@link #resume} removes
     */
    public void append(RunEvent event) throws IOException {
        byte[] line = EventJson.line(event);
        if (channel.size() != end) {
            channel.truncate(end);
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            long position = end;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            end = position;
        } catch (IOException e) {
            IOException failure = new IOException("can't write the journal " + file + ": " + e.getMessage(), e);
            try {
                channel.truncate(end);
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileAttribute<?>[] privateFile(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    /** The offset behind the last line feed; 0 where there is none. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long blockEnd = channel.size();
        while (blockEnd > 0) {
            long start = Math.max(0, blockEnd - BLOCK);
            block.clear().limit((int) (blockEnd - start));
            while (block.hasRemaining()) {
                if (channel.read(block, start + block.position()) < 0) {
                    throw new IOException("the journal became shorter while it was read");
                }
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            blockEnd = start;
        }
        return 0;
    }
}
