package io.jenkins.plugins.terraformparallel.pipeline;

import io.jenkins.plugins.terraformparallel.engine.process.DirectoryLocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps two units, whatever run or build they belong to, from working in one directory of one node at once. All runs of a
 * node are of this controller, so its memory is enough; after a restart it is told first of all what the runs that have no
 * end hold. What a run holds it gets again at once, because a run that is resumed claims what it had. Thread-safe.
 */
final class NodeDirectoryLocks {

    private record Place(String node, String resource) {}

    private record Holder(String run, String words) {}

    // Guarded by this
    private final Map<Place, Holder> holders = new HashMap<>();

    /**
     * The locks as one run sees them.
     *
     * @param node the name of its node
     * @param run its id
     * @param build in words, for whoever waits
     */
    DirectoryLocks of(String node, String run, String build) {
        return (resource, holder) -> claim(new Place(node, resource), new Holder(run, holder + " (" + build + ")"));
    }

    private synchronized DirectoryLocks.Claim claim(Place place, Holder claimant) {
        Holder holder = holders.putIfAbsent(place, claimant);
        return holder == null || holder.run().equals(claimant.run())
                ? new Mine(place, claimant.run())
                : new DirectoryLocks.Busy(holder.words());
    }

    /** What a run held when the controller stopped is its own again. */
    synchronized void restore(String node, String resource, String run, String words) {
        holders.putIfAbsent(new Place(node, resource), new Holder(run, words));
    }

    /** The run is over: nothing of it runs any more, or nobody can tell. */
    synchronized void releaseAll(String run) {
        holders.values().removeIf(holder -> holder.run().equals(run));
    }

    private synchronized void release(Place place, String run) {
        holders.computeIfPresent(place, (any, holder) -> holder.run().equals(run) ? null : holder);
    }

    private final class Mine implements DirectoryLocks.Held {
        private final Place place;
        private final String run;

        private Mine(Place place, String run) {
            this.place = place;
            this.run = run;
        }

        @Override
        public void announce(String hostDirectory, List<String> units) {
            // The run's journal says what was started, and a run that has no end keeps what it holds.
        }

        @Override
        public void close() {
            release(place, run);
        }
    }
}
