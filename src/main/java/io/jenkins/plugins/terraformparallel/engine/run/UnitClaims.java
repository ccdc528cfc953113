package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Busy;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Claim;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Held;
import io.jenkins.plugins.terraformparallel.engine.request.TerraformOptions;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What started units hold against the rest of the world: a place on the machine, their module's directory, and a turn at a
 * provider cache, either one that terraform's inits would share or the run's own.
 */
final class UnitClaims {

    private final String runId;
    private final String hostDirectory;
    private final UnitPlaces places;
    private final DirectoryLocks locks;
    private final String sharedPluginCache;
    private final RunCache providerCache;
    private final CacheTurns turns;
    private final List<Unit> units;
    private final SharedDirectories shared;

    // Mutable state
    private final Map<String, Held> directories = new HashMap<>();
    private final Map<String, Held> caches = new HashMap<>();

    UnitClaims(WorkPlan plan, TerraformOptions options, RunResources resources) {
        this.runId = resources.runId();
        this.hostDirectory = resources.host().directory();
        this.places = resources.places();
        this.locks = resources.locks();
        this.sharedPluginCache = resources.sharedPluginCache();
        this.providerCache = resources.providerCache();
        this.turns = providerCache == null ? null : new CacheTurns(providerCache, options);
        this.units = plan.units();
        this.shared = new SharedDirectories(plan, resources);
    }

    /** Whether a unit will run an init. */
    interface Init {
        boolean isNeeded() throws IOException;
    }

    /** See {@link UnitPlaces#ask}. */
    UnitPlaces.Answer places(int running, int wanted) {
        return places.ask(running, wanted);
    }

    /**
     * Takes all that a unit needs beside its place, or nothing.
     *
     * @param init asked only where it matters, once the directory is the unit's
     * @return for whom it has to wait, empty for another unit of this run; null where it has everything
     */
    @CheckForNull
    String claim(Unit unit, Init init) throws IOException {
        if (!directories.containsKey(unit.name())) {
            String by = takeDirectory(unit);
            if (by != null) {
                return by;
            }
        }
        boolean mayWait = sharedPluginCache != null || turns != null || shared.contains(unit);
        if (!mayWait || !init.isNeeded()) {
            return null;
        }
        String waitsFor = claimInit(unit);
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
            shared.claimInit(unit);
            if (caches.isEmpty()) {
                // What it may have brought isn't in the cache yet, whatever the module's files say by now.
                take(providerCache.directory(), unit, caches);
            }
        }
        return by;
    }

    /**
     * Takes what an init needs, for a unit that has its directory; what it has already, it keeps.
     *
     * @return for whom it has to wait, empty for another unit of this run; null where it has it, or there is nothing to take
     */
    @CheckForNull
    String claimInit(Unit unit) throws IOException {
        if (!shared.claimInit(unit)) {
            return "";
        }
        String waitsFor = claimCache(unit);
        if (waitsFor != null) {
            shared.releaseInit(unit);
        }
        return waitsFor;
    }

    @CheckForNull
    private String claimCache(Unit unit) throws IOException {
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
    boolean releaseInit(Unit unit, boolean succeeded) throws IOException {
        boolean turn = shared.releaseInit(unit);
        if (turns != null && succeeded) {
            turns.initialised(unit);
        }
        Held held = caches.remove(unit.name());
        close(held);
        return turn || held != null;
    }

    /**
     * It is done.
     *
     * @return whether others may have waited for its turn at an init
     */
    boolean release(Unit unit) throws IOException {
        boolean turn = releaseInit(unit, false);
        close(directories.remove(unit.name()));
        return turn;
    }

    @CheckForNull
    private String takeDirectory(Unit unit) throws IOException {
        if (!shared.contains(unit)) {
            return take(unit.directory(), unit, directories);
        }
        Claim claim = shared.claim(unit);
        if (claim instanceof Busy busy) {
            return busy.by();
        }
        directories.put(unit.name(), (Held) claim);
        return null;
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
        mine.announce(hostDirectory, List.of(unit.key()));
        return null;
    }

    private static void close(@CheckForNull Held held) throws IOException {
        if (held != null) {
            held.close();
        }
    }
}
