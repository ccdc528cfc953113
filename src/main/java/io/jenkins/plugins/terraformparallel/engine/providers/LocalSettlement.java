package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts one module in order after an init: what it downloaded goes into the store, its links lead there, its lock file has
 * the hashes that the init would have recorded without a cache. Whatever was done by an earlier attempt isn't done again.
 */
final class LocalSettlement {

    private final LocalProviderStore store;
    private final Path module;
    private final Path dataDirectory;
    private final String source;
    private final CacheStaging before;
    private final Path plugins;
    private final LocalModuleLinks links;

    // Mutable state
    private LockFile lock;

    LocalSettlement(LocalProviderStore store, CacheModule module, String source, CacheStaging before, Path plugins) {
        this.store = store;
        this.module = Path.of(module.directory());
        this.dataDirectory = Path.of(module.dataDirectory());
        this.source = source;
        this.before = before;
        this.plugins = plugins;
        this.links = new LocalModuleLinks(dataDirectory);
    }

    /** See {@link ProviderCache#settle}. */
    @CheckForNull
    String settle(boolean succeeded) throws IOException {
        lock = lock(module);
        for (Map.Entry<ProviderPackage, Path> link : links.all().entrySet()) {
            if (link.getValue().startsWith(plugins)) {
                String problem = settle(link.getKey(), link.getValue());
                if (problem != null) {
                    return problem;
                }
            }
        }
        if (before.completes()) {
            completeLockFile(succeeded);
        }
        return null;
    }

    /** A link of the module that leads to this init's own directory. */
    @CheckForNull
    private String settle(ProviderPackage provider, Path own) throws IOException {
        LockedProvider locked = lock.provider(provider.address());
        if (locked != null && !locked.version().equals(provider.version())) {
            locked = null;
        }
        Path target = LocalModuleLinks.target(own);
        if (target != null && !store.holds(target)) {
            // An unpacked package of a mirror: without a cache the link would lead there, too.
            links.link(provider, target);
        } else if (target != null) {
            return settleOffered(provider, target, locked);
        } else if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            settleDownloaded(provider, own, locked);
        } else {
            relink(provider, locked);
        }
        return null;
    }

    /** Terraform took it from the store. Where the lock file didn't name it, it believed what it saw. */
    @CheckForNull
    private String settleOffered(ProviderPackage provider, Path stored, @CheckForNull LockedProvider locked)
            throws IOException {
        PackageRecord recorded = store.recordOf(source, provider);
        if (recorded == null || locked == null || locked.hashes().contains(recorded.hash())) {
            links.link(provider, stored);
            return null;
        }
        links.delete(provider);
        store.discard(stored);
        restoreLockFile();
        return "the provider cache's copy of " + provider.id()
                + " was damaged. It has been removed, and the lock file is as"
                + " it was before; run it again, and the provider is downloaded anew.";
    }

    private void settleDownloaded(ProviderPackage provider, Path own, @CheckForNull LockedProvider locked)
            throws IOException {
        String hash = LocalPackageHash.of(own);
        if (locked == null) {
            // The init didn't come so far as to say what it should be.
            links.delete(provider);
        } else if (hash == null || !locked.hashes().contains(hash)) {
            // Nobody vouches for it in terms that the store understands.
            links.takeHome(provider, own);
        } else {
            Map<String, Long> sizes = LocalPackageHash.sizes(own);
            if (before.isNew(locked) && sizes != null) {
                store.record(source, provider, new PackageRecord(hash, new TreeSet<>(locked.hashes()), sizes));
            }
            links.link(provider, store.publish(provider, hash, own));
        }
    }

    /** An earlier attempt has moved the package into the store and come no further. */
    private void relink(ProviderPackage provider, @CheckForNull LockedProvider locked) throws IOException {
        List<LocalProviderStore.Stored> found = locked == null ? List.of() : store.find(locked);
        for (LocalProviderStore.Stored stored : found) {
            if (stored.provider().equals(provider)) {
                links.link(provider, stored.directory());
                return;
            }
        }
        links.delete(provider);
    }

    /** What the init chose itself stands there only if it came to its end. */
    private void completeLockFile(boolean succeeded) throws IOException {
        LockFile complete = lock;
        for (LockedProvider locked : lock.providers().values()) {
            if (before.isNew(locked) || succeeded && before.linked().contains(locked.id())) {
                Set<String> added = added(store, source, locked);
                if (!added.isEmpty()) {
                    added.addAll(locked.hashes());
                    complete = complete.with(locked.address(), added);
                }
            }
        }
        if (complete != lock) {
            replaceLockFile(complete.text());
        }
    }

    /** The hashes that an init would add to those of a provider that it installs. */
    static Set<String> added(LocalProviderStore store, String source, LockedProvider locked) throws IOException {
        Set<String> added = new TreeSet<>();
        for (LocalProviderStore.Stored stored : store.find(locked)) {
            PackageRecord recorded = store.recordOf(source, stored.provider());
            if (recorded != null && locked.hashes().contains(recorded.hash())) {
                added.addAll(recorded.hashes());
            }
        }
        added.removeAll(locked.hashes());
        return added;
    }

    private void restoreLockFile() throws IOException {
        String text = before.lockFile();
        if (text == null) {
            Files.deleteIfExists(module.resolve(LockFile.NAME));
        } else {
            replaceLockFile(text);
        }
    }

    /** At one stroke, with the permissions that it has. */
    private void replaceLockFile(String text) throws IOException {
        Path file = module.resolve(LockFile.NAME);
        Path next = dataDirectory.resolve(".terraform-parallel-lock");
        Files.deleteIfExists(next);
        Files.writeString(next, text);
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.AtomicMoveNotSupportedException e) {
            Files.writeString(file, text);
            Files.delete(next);
        }
    }

    /** A module's lock file; empty where it has none. */
    static LockFile lock(Path module) throws IOException {
        try {
            return LockFile.parse(
                    new String(Files.readAllBytes(module.resolve(LockFile.NAME)), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return LockFile.parse("");
        }
    }
}
