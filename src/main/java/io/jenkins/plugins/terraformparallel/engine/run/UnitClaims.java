package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Busy;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Claim;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Held;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What started units hold against the rest of the world: their module's directory, and a turn at a provider cache, either
 * one that terraform's inits would share or the run's own.
 */
final class UnitClaims {

    private final String runId;
    private final String hostDirectory;
    private final DirectoryLocks locks;
    private final String sharedPluginCache;
    private final RunCache providerCache;
    private final CacheTurns turns;
    private final List<Unit> units;

    // Mutable state
    private final Map<String, Held> directories = new HashMap<>();
    private final Map<String, Held> caches = new HashMap<>();

    /** @param units of the run */
    UnitClaims(RunResources resources, TerraformOptions options, List<Unit> units) {
        this.runId = resources.runId();
        this.hostDirectory = resources.host().directory();
        this.locks = resources.locks();
        this.sharedPluginCache = resources.sharedPluginCache();
        this.providerCache = resources.providerCache();
        this.turns = providerCache == null ? null : new CacheTurns(providerCache, options);
        this.units = units;
    }

    /** Whether a unit will run an init. */
    interface Init {
        boolean isNeeded() throws IOException;
    }

    /**
     * Takes all that a unit needs, or nothing.
     *
     * @param init asked only where it matters, once the directory is the unit's
     * @return for whom it has to wait, empty for another unit of this run; null where it has everything
     */
    @CheckForNull
    String claim(Unit unit, Init init) throws IOException {
        if (!directories.containsKey(unit.name())) {
            String by = take(unit.directory(), unit, directories);
            if (by != null) {
                return by;
            }
        }
        if (sharedPluginCache == null && turns == null || !init.isNeeded()) {
            return null;
        }
        String waitsFor = claimCache(unit);
        if (waitsFor != null) {
            release(unit);
        }
        return waitsFor;
    }

    /**
     * As {@link #claim}, for a unit that an earlier engine started.
     *
     * @param initStarted whether its init may run already: then it waits for nobody's turn at the run's own cache
     */
    @CheckForNull
    String claimAgain(Unit unit, Init init, boolean initStarted) throws IOException {
        if (turns == null || !initStarted) {
            return claim(unit, init);
        }
        String by = claim(unit, () -> false);
        if (by == null && init.isNeeded()) {
            claimCache(unit);
        }
        return by;
    }

    /**
     * Takes what an init needs, for a unit that has its directory; what it has already, it keeps.
     *
     * @return for whom it has to wait, empty for another unit of this run; null where it has it, or there is nothing to take
     */
    @CheckForNull
    String claimCache(Unit unit) throws IOException {
        String cache = caches.containsKey(unit.name()) ? null : cacheFor(unit);
        if (cache == null) {
            return null;
        }
        // A lock is a run's: between its own units the turn is ours to give.
        String by = turns != null && !caches.isEmpty() ? "" : take(cache, unit, caches);
        return by == null || by.isEmpty() ? by : "the provider cache, which is used by " + by;
    }

    /** The cache at which the unit needs a turn; null if none. */
    @CheckForNull
    private String cacheFor(Unit unit) throws IOException {
        if (turns == null) {
            return sharedPluginCache;
        }
        return turns.needsTurn(unit, units) ? providerCache.directory() : null;
    }

    /** Others may have brought what these units need: they are looked at again. */
    void lookAgain(List<Unit> waiting) {
        if (turns != null) {
            turns.forget(waiting);
        }
    }

    /**
     * Its init is over.
     *
     * @param succeeded whether what it needs is known to be in the cache now
     * @return whether others may have waited for that
     */
    boolean releaseCache(Unit unit, boolean succeeded) throws IOException {
        if (turns != null && succeeded) {
            turns.initialised(unit);
        }
        Held held = caches.remove(unit.name());
        close(held);
        return held != null;
    }

    /**
     * It is done.
     *
     * @return whether others may have waited for its turn at a cache
     */
    boolean release(Unit unit) throws IOException {
        Held cache = caches.remove(unit.name());
        close(cache);
        close(directories.remove(unit.name()));
        return cache != null;
    }

    @CheckForNull
    private String take(String resource, Unit unit, Map<String, Held> held) throws IOException {
        // The holder's name is the same after a resume: the unit's own terraform is no obstacle to it.
        Claim claim = locks.claim(resource, "unit " + unit.name() + " of run " + runId);
        if (claim instanceof Busy busy) {
            return busy.by();
        }
        Held mine = (Held) claim;
        held.put(unit.name(), mine);
        mine.announce(hostDirectory, unit.key());
        return null;
    }

    private static void close(@CheckForNull Held held) throws IOException {
        if (held != null) {
            held.close();
        }
    }
}
