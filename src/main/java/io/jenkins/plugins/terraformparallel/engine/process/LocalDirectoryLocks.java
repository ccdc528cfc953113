package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Locks of this machine's user: one file per resource, named by its SHA-256, locked by the operating system, which
 * releases it when its holder dies. What the holder announced tells whether its terraform goes on; so long the lock is
 * busy for everybody but a holder of the same name, which is the same run, resumed. The files stay,
 * because deleting one would let two holders lock different files of one name.
 *
 * <p>Thread-safe. A {@link DirectoryLocks.Held} has one user at a time.
 */
public final class LocalDirectoryLocks implements DirectoryLocks {

    private final Path directory;
    private final LocalUnitProcesses unitProcesses = new LocalUnitProcesses(new LocalProcesses());
    /** One for all names, by one thread at a time: to get one takes longer than to use it. */
    private final MessageDigest sha256 = sha256();

    /** @param directory of the lock files, made with mode 0700 where it is missing; the same for all runs of a user */
    public LocalDirectoryLocks(Path directory) throws IOException {
        LocalPrivateFiles.createDirectories(directory);
        this.directory = directory.toRealPath();
    }

    /** @param holder unique to this run, and to its unit where the lock is for that alone */
    @Override
    public Claim claim(String resource, String holder) throws IOException {
        LocalLockFile.Opening opening = LocalLockFile.open(directory.resolve(fileName(resource)), holder);
        LocalLockFile file = opening.file();
        if (file == null) {
            return new Busy(String.valueOf(opening.by()));
        }
        Claim claim = null;
        try {
            claim = claim(file, holder);
            return claim;
        } finally {
            if (!(claim instanceof LocalHeld)) {
                file.close();
            }
        }
    }

    private Claim claim(LocalLockFile file, String holder) throws IOException {
        boolean locked = file.tryLock();
        LockNote before = file.note();
        if (!locked) {
            return new Busy(before == null ? "another run" : before.holder());
        }
        if (before != null && before.holder().equals(holder)) {
            return new LocalHeld(file, before);
        }
        String living = before == null ? null : living(before);
        if (living != null) {
            return new Busy(living);
        }
        LockNote note = new LockNote(holder, null, List.of());
        file.write(note);
        return new LocalHeld(file, note);
    }

    @CheckForNull
    private String living(LockNote note) throws IOException {
        if (note.hostDirectory() == null) {
            return null;
        }
        LocalUnitProcesses.Living living = null;
        try {
            // All of them, also where one lives: what is dead starts nothing more.
            for (String unit : note.units()) {
                LocalUnitProcesses.Living found =
                        unitProcesses.firstLiving(new ProcessFiles(note.hostDirectory()), unit);
                living = living == null || found != null && found.terraform() ? found : living;
            }
        } catch (InvalidPathException e) {
            throw new IOException("the lock's note names a directory that can't exist here", e);
        }
        if (living == null) {
            return null;
        }
        return note.holder()
                + (living.terraform()
                        ? ", whose terraform (pid " + living.pid() + ") is still running"
                        : ", whose terraform is about to start or has just ended (its script is pid " + living.pid()
                                + ")");
    }

    private String fileName(String resource) {
        byte[] name = resource.getBytes(StandardCharsets.UTF_8);
        synchronized (sha256) {
            return HexFormat.of().formatHex(sha256.digest(name)) + ".lock";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The file with its lock. */
    private static final class LocalHeld implements Held {

        private final LocalLockFile file;

        // Mutable state

        private LockNote note;
        private boolean closed;

        LocalHeld(LocalLockFile file, LockNote note) {
            this.file = file;
            this.note = note;
        }

        @Override
        public void announce(String hostDirectory, List<String> units) throws IOException {
            if (closed) {
                throw new IllegalStateException("the lock was given back");
            }
            LockNote announced = new LockNote(note.holder(), hostDirectory, List.copyOf(units));
            // Mostly it is what stands there already; then there is no moment at which a cut-off note could lose it.
            if (!announced.format().equals(note.format())) {
                file.write(announced);
                note = announced;
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try {
                    file.clear();
                } finally {
                    file.close();
                }
            }
        }
    }
}
