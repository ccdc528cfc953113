package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides when a shell where a run's processes live, such as in a container, must be asked whether they do, because the
 * node itself doesn't see them. What no one has called dead lives. Knows no clock; one driver at a time.
 */
final class UnseenProcesses {

    /** Between two questions, whomever they are about. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    /** After which somebody who lived is asked about again. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    /** Whoever can't be asked about for so long is dead: there is no container any more. */
    static final Duration GIVE_UP = Duration.ofSeconds(60);

    // Mutable state
    private boolean seesAll;
    private final Set<ProcessIdentity> dead = new HashSet<>();
    private final Map<ProcessIdentity, Watch> watched = new HashMap<>();
    /** When somebody was last asked; null if never. */
    private Long lastAsked;

    /** The node sees one of the run's processes under its own pid: it will see all of them. */
    void seen() {
        seesAll = true;
    }

    /** Whether who isn't seen by the node is dead. */
    boolean seesAll() {
        return seesAll;
    }

    /** Who is known to be dead. */
    Set<ProcessIdentity> dead() {
        return new HashSet<>(dead);
    }

    /**
     * Whom to ask about now.
     *
     * @param unseen who matters and isn't seen by the node
     * @param nanos any clock that never goes back
     * @return nobody where there is nothing to ask, or it isn't time yet
     */
    List<ProcessIdentity> toAsk(Set<ProcessIdentity> unseen, long nanos) {
        boolean early = lastAsked != null && nanos - lastAsked < PAUSE.toNanos();
        List<ProcessIdentity> due = new ArrayList<>();
        for (ProcessIdentity identity : unseen) {
            Watch watch = watched.computeIfAbsent(identity, any -> new Watch(nanos, false));
            if (!early && (!watch.known || nanos - watch.since >= AGAIN.toNanos())) {
                due.add(identity);
            }
        }
        if (!due.isEmpty()) {
            lastAsked = nanos;
        }
        return due;
    }

    /**
     * Takes an answer.
     *
     * @return whether anybody died
     */
    boolean answered(List<ProcessIdentity> asked, Set<ProcessIdentity> living, long nanos) {
        boolean anyDead = false;
        for (ProcessIdentity identity : asked) {
            if (living.contains(identity)) {
                watched.put(identity, new Watch(nanos, true));
            } else {
                watched.remove(identity);
                anyDead |= dead.add(identity);
            }
        }
        return anyDead;
    }

    /**
     * Nobody answered.
     *
     * @return whether anybody counts as dead from now on
     */
    boolean notAnswered(List<ProcessIdentity> asked, long nanos) {
        boolean anyDead = false;
        for (ProcessIdentity identity : asked) {
            Watch watch = watched.get(identity);
            if (watch != null && nanos - watch.since >= GIVE_UP.toNanos()) {
                watched.remove(identity);
                anyDead |= dead.add(identity);
            }
        }
        return anyDead;
    }

    /**
     * What is known of somebody who counts as living.
     *
     * @param since when it was last said to live; where nobody ever said so, when it was first not seen
     * @param known whether somebody said so
     */
    private record Watch(long since, boolean known) {}
}
