package io.jenkins.plugins.terraformparallel.engine.workspace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of the machine where this code runs. Absolute paths are taken, too, where they lie inside the boundary.
 * {@code ..} is resolved in the text of a path, before symbolic links are.
 *
 * <p>Thread-safe; it keeps nothing but its two directories. All methods block on the file system.
 */
public final class LocalWorkspace implements Workspace {

    private final Path current;
    private final Path boundary;

    /**
     * @param currentDirectory what relative paths are relative to
     * @param boundary the same directory or one above it
     * @throws IOException where one of them isn't a directory that can be read
     * @throws IllegalArgumentException where the current directory isn't inside the boundary
     */
    public LocalWorkspace(Path currentDirectory, Path boundary) throws IOException {
        this.current = realDirectory(currentDirectory);
        this.boundary = realDirectory(boundary);
        if (!this.current.startsWith(this.boundary)) {
            throw new IllegalArgumentException(this.current + " is not inside " + this.boundary);
        }
    }

    /**
     * What a command line may touch: the Git work tree that holds the current directory (the nearest directory upwards
     * that has a {@code .git}, which is a file in linked work trees and submodules), else the current directory alone.
     */
    public static LocalWorkspace ofWorkTree(Path currentDirectory) throws IOException {
        Path real = realDirectory(currentDirectory);
        for (Path directory = real; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve(".git"))) {
                return new LocalWorkspace(real, directory);
            }
        }
        return new LocalWorkspace(real, real);
    }

    @Override
    public String boundary() {
        return boundary.toString();
    }

    /** {@inheritDoc} A symbolic link that leads nowhere is {@code MISSING}, one that leads in a circle {@code OTHER}. */
    @Override
    public Kind kind(String path) throws IOException {
        Path located = located(path);
        if (!RelativePath.isAbsolute(path) && !located.startsWith(boundary)) {
            return Kind.OUTSIDE;
        }
        try {
            Path real = located.toRealPath();
            return real.startsWith(boundary) ? kind(real) : Kind.OUTSIDE;
        } catch (FileSystemException e) {
            return kindOfUnresolved(located, e);
        }
    }

    @Override
    public String realPath(String path) throws IOException {
        Path real = located(path).toRealPath();
        if (!real.startsWith(boundary)) {
            throw new FileSystemException(path, null, "leads out of " + boundary);
        }
        return text(real);
    }

    /** {@inheritDoc} Several ways to one real directory count once, by its own name where the glob matches that. */
    @Override
    public SortedMap<String, String> modules(String glob) throws IOException {
        RelativePath pattern =
                RelativePath.isAbsolute(glob) ? RelativePath.between(current.toString(), glob) : RelativePath.of(glob);
        int ups = pattern.ups();
        Path start = current.resolve(String.join("/", Collections.nCopies(ups, "..")))
                .normalize();
        if (!start.startsWith(boundary)) {
            return new TreeMap<>();
        }
        List<String> names = pattern.segments().subList(ups, pattern.segments().size());
        SortedMap<String, String> modules = new TreeMap<>();
        for (Map.Entry<Path, Path> found :
                new LocalModuleWalk(boundary).modules(start, new Glob(names)).entrySet()) {
            String real = text(found.getKey());
            String path = found.getValue() == found.getKey() ? real : text(found.getValue());
            modules.put(relative(path), real);
        }
        return modules;
    }

    /** A name that would come back as another file's: Java decodes names with the locale's encoding. */
    static FileSystemException notExpressible(String path, Exception cause) {
        FileSystemException exception = new FileSystemException(
                path, null, "not a file name that Java can express here; a UTF-8 locale (LC_ALL=C.UTF-8) may help");
        exception.initCause(cause);
        return exception;
    }

    /** An absolute path's text as seen from the current directory. */
    private String relative(String path) {
        String inside = current + "/";
        return path.startsWith(inside)
                ? path.substring(inside.length())
                : RelativePath.between(current.toString(), path).toString();
    }

    private Path located(String path) throws FileSystemException {
        try {
            return current.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw notExpressible(path, e);
        }
    }

    private static Kind kind(Path real) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            return Kind.DIRECTORY;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }

    /** What the nearest directory that does exist says of a path that has no real one. */
    private Kind kindOfUnresolved(Path located, FileSystemException reason) throws IOException {
        Path child = located;
        for (Path parent = located.getParent(); parent != null; parent = parent.getParent()) {
            try {
                Path real = parent.toRealPath();
                if (!real.startsWith(boundary)) {
                    return Kind.OUTSIDE;
                }
                if (reason instanceof NoSuchFileException || !Files.isDirectory(real)) {
                    return Kind.MISSING;
                }
                if (Files.isSymbolicLink(child) && !(reason instanceof AccessDeniedException)) {
                    return Kind.OTHER;
                }
                throw reason;
            } catch (FileSystemException e) {
                if (e == reason) {
                    throw e;
                }
                child = parent;
            }
        }
        throw reason;
    }

    private static Path realDirectory(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(real.toString());
        }
        return real;
    }

    /** A path as text that leads back to it. */
    private static String text(Path path) throws FileSystemException {
        String text = path.toString();
        try {
            if (Path.of(text).equals(path)) {
                return text;
            }
        } catch (InvalidPathException e) {
            throw notExpressible(text, e);
        }
        throw notExpressible(text, new IllegalArgumentException("it doesn't lead back"));
    }
}
