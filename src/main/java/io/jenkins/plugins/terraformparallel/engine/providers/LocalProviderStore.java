package io.jenkins.plugins.terraformparallel.engine.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Packages that never change, each in a directory named by the hash of what lies in it, and what inits recorded of them:
 *
 * <pre>
 * packages/HOST/NAMESPACE/TYPE/VERSION/PLATFORM/HASH/
 * records/SOURCE/HOST/NAMESPACE/TYPE/VERSION/PLATFORM.json
 * trash/
 * </pre>
 *
 * <p>Everything appears by a rename, whole or not at all. Two packages of one version that differ lie side by side. Any
 * number of processes may work on it.
 */
final class LocalProviderStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<PosixFilePermission> WRITERS =
            Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path directory;
    private final Path packages;

    LocalProviderStore(Path directory) {
        this.directory = directory;
        this.packages = directory.resolve("packages");
    }

    /** A package in the store. */
    record Stored(ProviderPackage provider, Path directory) {}

    /** The packages of a provider version whose hash is one of these, for whatever platforms there are. */
    List<Stored> find(LockedProvider locked) throws IOException {
        List<Stored> found = new ArrayList<>();
        for (Path platform :
                LocalDirectories.entries(packages.resolve(locked.address()).resolve(locked.version()))) {
            ProviderPackage provider =
                    new ProviderPackage(locked.address(), locked.version(), String.valueOf(platform.getFileName()));
            for (String hash : locked.hashes()) {
                Path stored = LocalPackageHash.isOne(hash) ? path(provider, hash) : null;
                if (stored != null && Files.isDirectory(stored, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new Stored(provider, stored));
                }
            }
        }
        return found;
    }

    /** Where a package lies, or would. */
    Path path(ProviderPackage provider, String hash) {
        return packages.resolve(provider.path()).resolve(LocalPackageHash.fileName(hash));
    }

    /** Whether it is a package in the store, or was. */
    boolean holds(Path target) {
        return target.startsWith(packages);
    }

    /**
     * Moves a package into the store; one that is there already stays, unless it was damaged.
     *
     * @param hash its own; it was checked
     * @return where it lies from now on
     */
    Path publish(ProviderPackage provider, String hash, Path from) throws IOException {
        Path target = path(provider, hash);
        Files.createDirectories(parent(target));
        if (isThere(target, hash)) {
            LocalPrivateFiles.deleteRecursively(from);
            return target;
        }
        protect(from);
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Somebody else was faster, by a moment.
            if (!isThere(target, hash)) {
                throw e;
            }
            LocalPrivateFiles.deleteRecursively(from);
        }
        return target;
    }

    /** Looks at what is there and puts it away where it isn't what its name says. */
    private boolean isThere(Path target, String hash) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (hash.equals(LocalPackageHash.of(target))) {
            return true;
        }
        discard(target);
        return false;
    }

    /** Takes a damaged package out of the store. Whoever runs it goes on. */
    void discard(Path stored) throws IOException {
        Path trash = directory.resolve("trash");
        LocalPrivateFiles.createDirectories(trash);
        Path away = trash.resolve(UUID.randomUUID().toString());
        try {
            Files.move(stored, away, StandardCopyOption.ATOMIC_MOVE);
            LocalPrivateFiles.deleteRecursively(away);
        } catch (NoSuchFileException e) {
            // Somebody else has done it.
        }
    }

    /** What an init that had no earlier choice recorded of a package. */
    void record(String source, ProviderPackage provider, PackageRecord recorded) throws IOException {
        Path file = recordPath(source, provider);
        LocalPrivateFiles.createDirectories(parent(file));
        Path next = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        LocalPrivateFiles.write(next, JSON.writeValueAsBytes(recorded));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Null where nobody has recorded anything of it. */
    @CheckForNull
    PackageRecord recordOf(String source, ProviderPackage provider) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(recordPath(source, provider)), PackageRecord.class);
        } catch (NoSuchFileException | JsonProcessingException e) {
            return null;
        }
    }

    /** All packages of which something is recorded. */
    Collection<ProviderPackage> recorded(String source) throws IOException {
        Path records = directory.resolve("records").resolve(source);
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(records, 5)) {
            return files.map(file -> records.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> ProviderPackage.parse(name.substring(0, name.length() - ".json".length())))
                    .filter(provider -> provider != null)
                    .sorted(java.util.Comparator.comparing(ProviderPackage::path))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path recordPath(String source, ProviderPackage provider) {
        return directory.resolve("records").resolve(source).resolve(provider.path() + ".json");
    }

    /** A last line of defence against whoever would write into a package: it is many modules'. */
    private static void protect(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                    permissions.removeAll(WRITERS);
                    Files.setPosixFilePermissions(file, permissions);
                }
            }
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
