package io.jenkins.plugins.terraformparallel.engine.workspace;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * One search for the modules that a glob matches. It opens only directories below which the glob can match, follows
 * symbolic links that stay inside the boundary, and looks at each real directory at most once for each position in the
 * glob, so that it ends whatever the links are like. Used once, by one thread.
 */
final class LocalModuleWalk {

    /** What is in there is terraform's and git's own. */
    private static final Set<String> NEVER = Set.of(".terraform", ".git");

    private final Path boundary;
    private final Deque<Place> places = new ArrayDeque<>();

    /** Kept for last, so that a directory is found by its own name rather than through a link. */
    private final Queue<Place> links = new PriorityQueue<>((one, other) -> one.path.compareTo(other.path));

    private final Set<Visit> visited = new HashSet<>();
    private final Map<Path, Path> found = new LinkedHashMap<>();

    /** @param boundary a real path */
    LocalModuleWalk(Path boundary) {
        this.boundary = boundary;
    }

    /**
     * Searches.
     *
     * @param start a real directory inside the boundary
     * @return for each real directory an absolute path, made of {@code start} and the names that the glob matched
     * @throws IOException where a directory can't be read; its message names it
     */
    Map<Path, Path> modules(Path start, Glob glob) throws IOException {
        places.push(new Place(start, start, glob.start()));
        while (!places.isEmpty() || !links.isEmpty()) {
            visit(places.isEmpty() ? links.remove() : places.pop());
        }
        return found;
    }

    private void visit(Place place) throws IOException {
        if (!visited.add(new Visit(place.real, place.position))) {
            return;
        }
        Collection<String> literal = place.position.literalNames();
        if (literal.isEmpty()) {
            list(place);
        }
        for (String name : literal) {
            descend(place, name);
        }
    }

    private void list(Place place) throws IOException {
        boolean wanted = place.position.isMatch();
        boolean goesOn = place.position.goesOn();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.real)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (wanted && isTerraform(name) && Files.isRegularFile(entry)) {
                    found.putIfAbsent(place.real, place.path);
                    wanted = false;
                } else if (goesOn) {
                    descend(place, name, entry);
                }
                if (!wanted && !goesOn) {
                    return;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Somebody else removed it since its parent was read: nothing there to find.
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void descend(Place place, String name) throws IOException {
        try {
            descend(place, name, place.real.resolve(name));
        } catch (InvalidPathException e) {
            throw LocalWorkspace.notExpressible(name, e);
        }
    }

    private void descend(Place place, String name, Path entry) throws IOException {
        Glob.Position position = place.position.after(name);
        if (NEVER.contains(name) || position.isDead()) {
            return;
        }
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        } catch (FileSystemException e) {
            if (Files.isDirectory(place.real)) {
                throw e;
            }
            return;
        }
        // One object, unless a link has led here.
        Path path = place.path == place.real ? entry : place.path.resolve(entry.getFileName());
        if (attributes.isDirectory()) {
            places.push(new Place(path, entry, position));
        } else if (attributes.isSymbolicLink()) {
            follow(path, entry, position);
        }
    }

    private void follow(Path path, Path link, Glob.Position position) throws IOException {
        if (!Files.isDirectory(link)) {
            // A file, or a link that leads nowhere or in a circle.
            return;
        }
        Path real = link.toRealPath();
        if (real.startsWith(boundary) && !isNever(boundary.relativize(real))) {
            links.add(new Place(path, real, position));
        }
    }

    private static boolean isNever(Path relative) {
        for (Path name : relative) {
            if (NEVER.contains(name.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Terraform ignores files whose name starts with a dot, such as an editor's lock {@code .#main.tf}. */
    private static boolean isTerraform(String name) {
        return (name.endsWith(".tf") || name.endsWith(".tf.json")) && !name.startsWith(".");
    }

    /** A directory to look at, the way in which it was found, and how far the glob has come there. */
    private record Place(Path path, Path real, Glob.Position position) {}

    /** Its equality is written out: to make that of a record takes a start longer than to look at many directories. */
    private record Visit(Path real, Glob.Position position) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Visit visit && real.equals(visit.real) && position.equals(visit.position);
        }

        @Override
        public int hashCode() {
            return 31 * real.hashCode() + position.hashCode();
        }
    }
}
