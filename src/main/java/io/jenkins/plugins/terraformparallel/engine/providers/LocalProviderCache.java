package io.jenkins.plugins.terraformparallel.engine.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.LocalDirectories;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@link ProviderCache} on this machine, in one directory:
 *
 * <pre>
 * packages/ records/ trash/             see {@link LocalProviderStore}
 * inits/MODULE-RUN-UNIT/before.json     how the module was before this init
 * inits/MODULE-RUN-UNIT/plugins/        what terraform takes for its cache: links into the store, and what it downloads
 * </pre>
 *
 * <p>Thread-safe, as far as {@link ProviderCache} asks for it.
 */
public final class LocalProviderCache implements ProviderCache {

    /** No init takes so long: whoever left that is gone, and its module, too, otherwise it would have been put in order. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NAME_BYTES = 12;

    private final Path directory;
    private final String source;
    private final LocalProviderStore store;

    /**
     * @param directory made where it is missing, mode 0700
     * @param source where terraform gets providers from, in any words: whoever gets them from elsewhere may record other
     *     hashes
     */
    public LocalProviderCache(Path directory, String source) throws IOException {
        LocalPrivateFiles.createDirectories(directory);
        this.directory = directory.toRealPath();
        this.source = source;
        this.store = new LocalProviderStore(this.directory);
    }

    @Override
    public List<List<String>> missing(List<CacheModule> modules, boolean upgrade) throws IOException {
        List<List<String>> missing = new ArrayList<>();
        for (CacheModule module : modules) {
            missing.add(missing(module, upgrade));
        }
        return missing;
    }

    private List<String> missing(CacheModule module, boolean upgrade) throws IOException {
        LockFile lock = lock(module);
        ProviderNeeds needs = LocalModuleNeeds.of(Path.of(module.directory()));
        Map<String, Set<String>> open = open(lock, needs, upgrade);
        List<String> missing = new ArrayList<>();
        open.forEach((address, conditions) ->
                missing.add(address + " " + String.join(", ", conditions) + (upgrade ? " upgrade" : "")));
        if (!upgrade) {
            for (LockedProvider locked : lock.providers().values()) {
                if (!isAtHand(module, locked)) {
                    missing.add(locked.id());
                }
            }
        }
        return missing;
    }

    /** Providers whose version the init has to choose. */
    private static Map<String, Set<String>> open(LockFile lock, ProviderNeeds needs, boolean upgrade) {
        Map<String, Set<String>> open = new TreeMap<>(needs.required());
        Set<String> chosen = new TreeSet<>();
        lock.providers().keySet().forEach(address -> chosen.add(ProviderNeeds.shortAddress(address)));
        if (chosen.isEmpty() || upgrade) {
            needs.implied().forEach(address -> open.putIfAbsent(address, Set.of()));
        }
        if (upgrade) {
            chosen.forEach(address -> open.putIfAbsent(address, Set.of()));
        } else {
            open.keySet().removeAll(chosen);
        }
        return open;
    }

    private boolean isAtHand(CacheModule module, LockedProvider locked) throws IOException {
        if (!store.find(locked).isEmpty()) {
            return true;
        }
        Path versions = Path.of(module.dataDirectory(), "providers", locked.address(), locked.version());
        if (!Files.isDirectory(versions)) {
            return false;
        }
        try (DirectoryStream<Path> platforms = Files.newDirectoryStream(versions, Files::isDirectory)) {
            return platforms.iterator().hasNext();
        }
    }

    @Override
    public CacheOffer prepare(CacheModule module, String run, boolean upgrade, boolean completes) throws IOException {
        settleLeftovers(module);
        Path init = init(module, run);
        Path plugins = init.resolve("plugins");
        LocalPrivateFiles.createDirectories(plugins);
        LockFile lock = lock(module);
        Set<String> linked = linkLocked(module, lock);
        // Written last: without it nothing was prepared, and nothing can have been started.
        LocalPrivateFiles.replace(init.resolve("before.json"), JSON.writeValueAsBytes(before(lock, linked, completes)));
        offer(lock, plugins, source(module), upgrade);
        ProviderNeeds needs = LocalModuleNeeds.of(Path.of(module.directory()));
        boolean complete = !upgrade && open(lock, needs, false).isEmpty();
        for (LockedProvider locked : lock.providers().values()) {
            complete &= isAtHand(module, locked)
                    && (!completes
                            || !linked.contains(locked.id())
                            || added(module, locked).isEmpty());
        }
        return new CacheOffer(plugins.toString(), complete);
    }

    /** Links what the lock file names and the store has: terraform finds it installed. */
    private Set<String> linkLocked(CacheModule module, LockFile lock) throws IOException {
        LocalModuleLinks links = new LocalModuleLinks(Path.of(module.dataDirectory()));
        Set<String> linked = new TreeSet<>();
        for (LockedProvider locked : lock.providers().values()) {
            for (LocalProviderStore.Stored stored : store.find(locked)) {
                if (!links.has(stored.provider())) {
                    links.link(stored.provider(), stored.directory());
                    linked.add(locked.id());
                }
            }
        }
        return linked;
    }

    /** Offers what terraform may choose. What the lock file would refuse isn't offered, so it is never written over. */
    private void offer(LockFile lock, Path plugins, String recordedBy, boolean upgrade) throws IOException {
        for (ProviderPackage provider : store.recorded(recordedBy)) {
            LockedProvider locked = lock.provider(provider.address());
            PackageRecord recorded = store.recordOf(recordedBy, provider);
            boolean wanted = locked == null || upgrade;
            if (!wanted || recorded == null || !LocalPackageHash.isOne(recorded.hash())) {
                continue;
            }
            boolean refused = locked != null
                    && locked.version().equals(provider.version())
                    && !locked.hashes().contains(recorded.hash());
            Path stored = store.path(provider, recorded.hash());
            if (!refused && Files.isDirectory(stored) && recorded.sizes().equals(LocalPackageHash.sizes(stored))) {
                Path offered = plugins.resolve(provider.path());
                Files.createDirectories(offered.resolveSibling("."));
                Files.createSymbolicLink(offered, stored);
            }
        }
    }

    @CheckForNull
    @Override
    public String settle(CacheModule module, String run, boolean succeeded) throws IOException {
        return settle(module, init(module, run), succeeded);
    }

    @CheckForNull
    private String settle(CacheModule module, Path init, boolean succeeded) throws IOException {
        CacheStaging before = before(init);
        String problem = before == null
                ? null
                : new LocalSettlement(store, module, source(module), before, init.resolve("plugins")).settle(succeeded);
        LocalPrivateFiles.deleteRecursively(init);
        return problem;
    }

    private void settleLeftovers(CacheModule module) throws IOException {
        Path inits = directory.resolve("inits");
        LocalPrivateFiles.createDirectories(inits);
        Instant forgotten = Instant.now().minus(FORGOTTEN);
        for (Path init : LocalDirectories.entries(inits)) {
            if (String.valueOf(init.getFileName()).startsWith(name(module) + "-")) {
                settle(module, init, false);
            } else if (lastModified(init).isBefore(forgotten)) {
                LocalPrivateFiles.deleteRecursively(init);
            }
        }
    }

    private static Instant lastModified(Path init) throws IOException {
        try {
            return Files.getLastModifiedTime(init).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    /** What is missing in the lock file of a provider's hashes. */
    private Set<String> added(CacheModule module, LockedProvider locked) throws IOException {
        return LocalSettlement.added(store, source(module), locked);
    }

    private static CacheStaging before(LockFile lock, Set<String> linked, boolean completes) {
        Map<String, String> versions = new LinkedHashMap<>();
        lock.providers().values().forEach(locked -> versions.put(locked.address(), locked.version()));
        return new CacheStaging(lock.text().isEmpty() ? null : lock.text(), versions, completes, linked);
    }

    @CheckForNull
    private static CacheStaging before(Path init) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(init.resolve("before.json")), CacheStaging.class);
        } catch (NoSuchFileException | JsonProcessingException e) {
            return null;
        }
    }

    private static LockFile lock(CacheModule module) throws IOException {
        return LocalSettlement.lock(Path.of(module.directory()));
    }

    /** A module that brings providers itself gets them from there, so that it may record other hashes. */
    private String source(CacheModule module) {
        boolean own = Files.isDirectory(Path.of(module.directory(), "terraform.d", "plugins"));
        return hash(source + "\n" + module.source() + "\n" + (own ? module.directory() : ""));
    }

    private Path init(CacheModule module, String run) {
        return directory.resolve("inits").resolve(name(module) + "-" + run + "-" + module.unit());
    }

    private static String name(CacheModule module) {
        return hash(module.dataDirectory());
    }

    private static String hash(String text) {
        byte[] hash = LocalPackageHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
    }
}
