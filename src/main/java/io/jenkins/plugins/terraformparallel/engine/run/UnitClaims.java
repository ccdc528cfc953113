package io.jenkins.plugins.terraformparallel.engine.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Busy;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Claim;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Held;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What started units hold against the rest of the world: their module's directory, and a shared provider cache. */
final class UnitClaims {

    private final String runId;
    private final String hostDirectory;
    private final DirectoryLocks locks;
    private final String sharedPluginCache;

    // Mutable state
    private final Map<String, Held> directories = new HashMap<>();
    private final Map<String, Held> caches = new HashMap<>();

    UnitClaims(RunResources resources) {
        this.runId = resources.runId();
        this.hostDirectory = resources.host().directory();
        this.locks = resources.locks();
        this.sharedPluginCache = resources.sharedPluginCache();
    }

    /** Whether a unit will run an init. */
    interface Init {
        boolean isNeeded() throws IOException;
    }

    /**
     * Takes all that a unit needs, or nothing.
     *
     * @param init asked only where it matters, once the directory is the unit's
     * @return for whom it has to wait; null where it has everything
     */
    @CheckForNull
    String claim(Unit unit, Init init) throws IOException {
        if (!directories.containsKey(unit.name())) {
            String by = take(unit.directory(), unit, directories);
            if (by != null) {
                return by;
            }
        }
        if (sharedPluginCache == null || !init.isNeeded()) {
            return null;
        }
        String waitsFor = claimCache(unit);
        if (waitsFor != null) {
            release(unit);
        }
        return waitsFor;
    }

    /**
     * Takes what an init needs, for a unit that has its directory; what it has already, it keeps.
     *
     * @return for whom it has to wait; null where it has it, or there is nothing to take
     */
    @CheckForNull
    String claimCache(Unit unit) throws IOException {
        if (sharedPluginCache == null || caches.containsKey(unit.name())) {
            return null;
        }
        String by = take(sharedPluginCache, unit, caches);
        return by == null ? null : "the provider cache, which is used by " + by;
    }

    /** Its init is over. */
    void releaseCache(Unit unit) throws IOException {
        close(caches.remove(unit.name()));
    }

    /** It is done. */
    void release(Unit unit) throws IOException {
        close(caches.remove(unit.name()));
        close(directories.remove(unit.name()));
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
