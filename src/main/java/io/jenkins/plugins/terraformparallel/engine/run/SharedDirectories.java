package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Claim;
import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks.Held;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.work.WorkPlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Module directories in which several units of the run may work at once, each with a data directory of its own. The run
 * holds such a directory while any of these units does, with all of them announced: whoever gets the lock after a killed
 * engine waits for each of their processes. It isn't held longer, so that two runs never wait for each other.
 *
 * <p>Where units apply there, none may write {@code errored.tfstate}, which they would have in common; see {@link
 * UnitFiles#refuseErroredState}.
 */
final class SharedDirectories {

    private final String holder;
    private final String hostDirectory;
    private final DirectoryLocks locks;
    private final UnitFiles files;
    private final boolean applies;
    /** Keys of units by directory. */
    private final Map<String, List<String>> keys = new HashMap<>();

    // Mutable state
    private final Map<String, Held> held = new HashMap<>();
    /** Names of units by directory. */
    private final Map<String, Set<String>> users = new HashMap<>();
    /** The name of the unit whose init it is, by directory. */
    private final Map<String, String> inits = new HashMap<>();

    SharedDirectories(WorkPlan plan, RunResources resources) {
        // The same after a resume, whichever unit is the first to come back.
        this.holder = "run " + resources.runId();
        this.hostDirectory = resources.host().directory();
        this.locks = resources.locks();
        this.files = resources.files();
        this.applies = plan.operation().changesResources();
        plan.units().stream().collect(Collectors.groupingBy(Unit::directory)).forEach((directory, units) -> {
            if (units.stream().map(Unit::dataDirectory).distinct().count() > 1) {
                keys.put(directory, units.stream().map(Unit::key).toList());
            }
        });
    }

    /** Whether others of the run may work in its directory at the same time. */
    boolean contains(Unit unit) {
        return keys.containsKey(unit.directory());
    }

    /** Takes a part in the unit's directory, which is one of these. */
    Claim claim(Unit unit) throws IOException {
        String directory = unit.directory();
        if (!held.containsKey(directory)) {
            Claim claim = locks.claim(directory, holder);
            if (!(claim instanceof Held mine)) {
                return claim;
            }
            prepare(unit, mine);
            held.put(directory, mine);
        }
        users.computeIfAbsent(directory, any -> new TreeSet<>()).add(unit.name());
        return new Part(unit);
    }

    /**
     * Takes the turn of an init in the unit's directory: each may write the module's lock file. The scheduler starts no unit
     * beside another one's init; this is for an init that turns out to be needed later.
     *
     * @return whether this unit has it now, or shares its directory with nobody
     */
    boolean claimInit(Unit unit) {
        return !contains(unit)
                || inits.computeIfAbsent(unit.directory(), any -> unit.name()).equals(unit.name());
    }

    /**
     * The unit's init is over, or will not be.
     *
     * @return whether others may have waited for that
     */
    boolean releaseInit(Unit unit) {
        return inits.remove(unit.directory(), unit.name());
    }

    private void prepare(Unit unit, Held mine) throws IOException {
        boolean prepared = false;
        try {
            mine.announce(hostDirectory, keys.getOrDefault(unit.directory(), List.of()));
            if (applies) {
                files.refuseErroredState(unit);
            }
            prepared = true;
        } finally {
            if (!prepared) {
                mine.close();
            }
        }
    }

    private void release(Unit unit) throws IOException {
        Set<String> left = users.computeIfAbsent(unit.directory(), any -> new TreeSet<>());
        if (!left.remove(unit.name()) || !left.isEmpty()) {
            return;
        }
        try (Held mine = held.remove(unit.directory())) {
            if (mine != null && applies) {
                files.allowErroredState(unit);
            }
        }
    }

    /** What one unit has of the run's lock. */
    private final class Part implements Held {
        private final Unit unit;

        private Part(Unit unit) {
            this.unit = unit;
        }

        @Override
        public void announce(String host, List<String> units) {
            // All of them were, before the first one started.
        }

        @Override
        public void close() throws IOException {
            release(unit);
        }
    }
}
