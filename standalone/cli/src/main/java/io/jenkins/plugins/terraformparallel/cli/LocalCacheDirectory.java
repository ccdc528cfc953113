package io.jenkins.plugins.terraformparallel.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.providers.LocalProviderCache;
import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCache;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCacheDirectory;
import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.run.RunCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The provider cache of a run: its own, by default {@code $XDG_CACHE_HOME/terraform-parallel/plugins}, which is mostly {@code
 * ~/.cache/terraform-parallel/plugins}; or the one that terraform's inits would share without it.
 */
final class LocalCacheDirectory {

    private final LocalRunPlace place;
    private final Map<String, String> environment;

    LocalCacheDirectory(LocalRunPlace place) {
        this.place = place;
        this.environment = place.environment();
    }

    /** Where the cache is that the user wants; null where none is wanted. */
    @CheckForNull
    Path of(PluginCache wanted) {
        if (!wanted.used()) {
            return null;
        }
        String given = wanted.place();
        return given == null
                ? BaseDirectories.cache(environment).resolve("plugins")
                : place.currentDirectory().resolve(given).toAbsolutePath().normalize();
    }

    /** @throws RequestException where the directory can't be used */
    RunCache open(Path directory) throws RequestException {
        Path home = BaseDirectories.home(environment);
        String sources = PluginCacheDirectory.sources(
                environment, LocalCacheDirectory::text, home.toString(), LocalCacheDirectory::fileNames);
        try {
            LocalProviderCache cache = new LocalProviderCache(directory, sources);
            return new RunCache(directory.toRealPath().toString(), cache);
        } catch (IOException e) {
            throw new RequestException(List.of(new Mistake(
                    "pluginCache",
                    directory + ", which can't be used (" + e.getMessage() + ")",
                    "a directory that can be made and written to")));
        }
    }

    /** The cache on which only one init may work at a time; null if none. */
    @CheckForNull
    String shared() throws IOException {
        Path home = BaseDirectories.home(environment);
        Optional<String> cache = PluginCacheDirectory.find(
                environment, LocalCacheDirectory::text, home.toString(), LocalCacheDirectory::fileNames);
        if (cache.isEmpty()) {
            return null;
        }
        Path directory = place.currentDirectory().resolve(cache.get());
        return Files.isDirectory(directory)
                ? directory.toRealPath().toString()
                : directory.normalize().toString();
    }

    private static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<String> fileNames(String directory) {
        try {
            return LocalDirectories.names(Path.of(directory));
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }
}
