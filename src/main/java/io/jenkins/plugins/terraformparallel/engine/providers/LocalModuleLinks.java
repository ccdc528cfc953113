package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A module's own directory of providers ({@code .terraform/providers}), as far as it consists of links. */
final class LocalModuleLinks {

    private static final int DEPTH = 5;

    private final Path dataDirectory;
    private final Path providers;

    LocalModuleLinks(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.providers = dataDirectory.resolve("providers");
    }

    Path path(ProviderPackage provider) {
        return providers.resolve(provider.path());
    }

    /** Whether something lies there that can be used: a directory, or a link that leads to one. */
    boolean has(ProviderPackage provider) {
        return Files.isDirectory(path(provider));
    }

    /** All links by their packages, with where they lead to. */
    Map<ProviderPackage, Path> all() throws IOException {
        Map<ProviderPackage, Path> links = new LinkedHashMap<>();
        if (!Files.isDirectory(providers)) {
            return links;
        }
        try (Stream<Path> paths = Files.walk(providers, DEPTH)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                ProviderPackage provider =
                        ProviderPackage.parse(providers.relativize(path).toString());
                if (provider != null && Files.isSymbolicLink(path)) {
                    links.put(provider, Files.readSymbolicLink(path));
                }
            }
        }
        return links;
    }

    /** Makes or changes a link at one stroke; nothing happens where a directory lies there. */
    void link(ProviderPackage provider, Path target) throws IOException {
        Path link = path(provider);
        if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(link.resolveSibling("."));
        Path next = dataDirectory.resolve(".terraform-parallel-link");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, target);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(ProviderPackage provider) throws IOException {
        Files.deleteIfExists(path(provider));
    }

    /** Puts a package in the place of a link to it: it is this module's own. */
    void takeHome(ProviderPackage provider, Path from) throws IOException {
        delete(provider);
        try {
            Files.move(from, path(provider), StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.AtomicMoveNotSupportedException e) {
            copy(from, path(provider));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Where a link leads to; null where it is none. */
    @CheckForNull
    static Path target(Path link) throws IOException {
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
