package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Directories with mode 0700 and files with mode 0600, from their first moment on and whatever the umask. */
public final class LocalPrivateFiles {

    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final LinkOption NO_LINK = LinkOption.NOFOLLOW_LINKS;

    private LocalPrivateFiles() {}

    /** Makes a directory and those above it where they are missing. */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY);
    }

    /** @return false where it exists already */
    static boolean createFile(Path file) throws IOException {
        try {
            Files.createFile(file, FILE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** As {@link #createFile}; makes the directory, too, where it is missing. */
    static boolean create(Path file) throws IOException {
        try {
            return createFile(file);
        } catch (NoSuchFileException e) {
            createDirectories(parent(file));
            return createFile(file);
        }
    }

    /** Writes a new file; one that was there is replaced, whoever could read that. */
    public static void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        create(file);
        if (content.length > 0) {
            Files.write(file, content, StandardOpenOption.WRITE);
        }
    }

    /** Writes a file so that whoever reads it sees all of the old content or all of the new, also after a crash. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".tmp");
        write(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * As {@link #write}, into the file that is there where that is as private as a new one would be; whoever reads it
     * meanwhile, or after a crash, may see a part of the content.
     */
    public static void overwrite(Path file, byte[] content) throws IOException {
        if (!writeInPlace(file, content)) {
            deleteRecursively(file);
            write(file, content);
        }
    }

    /** Nothing that was there counts any more: a private file is emptied, whatever else is there is deleted. */
    public static void empty(Path file) throws IOException {
        if (!writeInPlace(file, new byte[0])) {
            deleteRecursively(file);
        }
    }

    private static boolean writeInPlace(Path file, byte[] content) throws IOException {
        PosixFileAttributes found = privateFile(file);
        if (found == null) {
            return false;
        }
        try {
            if (found.size() > 0) {
                Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, NO_LINK);
            } else if (content.length > 0) {
                // What ext4 is told to empty, it writes to the disk when it is closed.
                Files.write(file, content, StandardOpenOption.WRITE, NO_LINK);
            }
            return true;
        } catch (AccessDeniedException e) {
            // Somebody else's.
            return false;
        }
    }

    /** Null where it isn't there, or is no private file. */
    @CheckForNull
    private static PosixFileAttributes privateFile(Path file) throws IOException {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class, NO_LINK);
            return found.isRegularFile() && found.permissions().equals(FILE.value()) ? found : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Moves a file to where only its owner may read it, also across file systems; only then the original goes. */
    public static void move(Path from, Path to) throws IOException {
        write(to, new byte[0]);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE)) {
            long size = source.size();
            for (long done = 0; done < size; ) {
                done += source.transferTo(done, size - done, target);
            }
            target.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw e;
        }
        Files.delete(from);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /** Deletes files, as many as can be; those that are gone already are fine. */
    static void delete(List<Path> files) throws IOException {
        IOException failure = null;
        for (Path file : files) {
            try {
                // The first way doesn't look before it deletes; the second one says what went wrong.
                if (!file.toFile().delete()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Deletes a file, or a directory with all that is in it, without following links; what is gone already is fine. */
    public static void deleteRecursively(Path directory) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @CheckForNull IOException failure)
                    throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
