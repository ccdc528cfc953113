package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who lives, as seen from a machine where the processes may have other pids than their own: who isn't seen counts as
 * living until it is known to be dead. Used for one look, by one thread.
 */
final class LocalSightings implements LocalLiving {

    private final LocalLiving here;
    private final boolean seesAll;
    private final Set<ProcessIdentity> dead;

    // Mutable state
    private boolean seen;
    private final Set<ProcessIdentity> unseen = new LinkedHashSet<>();

    /**
     * @param seesAll whether nobody lives unseen
     * @param dead who is known to be dead
     */
    LocalSightings(LocalLiving here, boolean seesAll, Set<ProcessIdentity> dead) {
        this.here = here;
        this.seesAll = seesAll;
        this.dead = dead;
    }

    @Override
    public boolean isAlive(@CheckForNull ProcessIdentity identity) throws IOException {
        if (here.isAlive(identity)) {
            seen = true;
            return true;
        }
        if (identity == null || seesAll || dead.contains(identity)) {
            return false;
        }
        unseen.add(identity);
        return true;
    }

    /** Whether anybody was seen alive. */
    boolean hasSeen() {
        return seen;
    }

    /** Who counted as living without being seen. */
    Set<ProcessIdentity> unseen() {
        return unseen;
    }
}
