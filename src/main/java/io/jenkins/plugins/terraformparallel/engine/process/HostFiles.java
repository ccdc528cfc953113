package io.jenkins.plugins.terraformparallel.engine.process;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What a {@link ProcessHost} does with files and {@code /proc}, without the launching: for a host whose processes are
 * launched in another way, perhaps into a container, where they have other pids than those seen here. All that a method
 * needs and gives can cross Jenkins' remoting.
 *
 * <p>Called by the run's driver, one call at a time; keeps nothing in between.
 */
public interface HostFiles {

    /**
     * Makes a chain's script, for {@code sh} and its absolute name.
     *
     * @param chain only what the script needs: the values of the environment don't count here
     * @param setsid see {@link ChainScript#render}
     * @return the encoding in which this machine gives text to processes; null where the chain was made or stopped before,
     *     so that nothing may be launched
     */
    @CheckForNull
    String prepare(Chain chain, String setsid) throws IOException;

    /**
     * Takes back what {@link #prepare} made, because launching failed; the same numbers may then be used again.
     *
     * @return false where the chain's script came to life all the same: nothing was taken back
     */
    boolean undo(Chain chain) throws IOException;

    /** See {@link ProcessHost#poll}; first deletes what is to be discarded, as far as that can be done. */
    Look look(Question question) throws IOException;

    /** See {@link ProcessHost#stopChain}. */
    void stopChain(String unit, int chain) throws IOException;

    /** See {@link ProcessHost#interrupt}. */
    Signalling interrupt(ProcessId id) throws IOException;

    /** See {@link ProcessHost#find}; those that can be seen here. */
    List<FoundProcess> find(String unit) throws IOException;

    /** See {@link ProcessHost#signal}. */
    void signal(FoundProcess process, boolean kill) throws IOException;

    /** Deletes the files of chains and processes. Idempotent. */
    void discard(List<Discarded> discarded) throws IOException;

    /**
     * What is asked for.
     *
     * @param launching chains that were launched a short time ago, so that their script may be about to say who it is
     * @param seesAll whether the run's processes have here the pids that they see themselves, so that who isn't seen is
     *     dead
     * @param dead of those that aren't seen here, who is known to be dead
     * @param discarded what is to be deleted
     */
    record Question(
            List<ProcessQuery> queries,
            Set<ChainName> launching,
            boolean seesAll,
            Set<ProcessIdentity> dead,
            List<Discarded> discarded)
            implements Serializable {}

    /**
     * What is seen.
     *
     * @param progress in the order asked
     * @param seen whether one of the run's processes was seen alive
     * @param unseen who isn't seen here and counts as living, because nobody knows better; whether they live must be found
     *     out where they would be
     */
    record Look(List<ProcessProgress> progress, boolean seen, Set<ProcessIdentity> unseen) implements Serializable {}

    /** Names a chain within its run. */
    record ChainName(String unit, int number) implements Serializable {}

    /**
     * The files of a chain, or of a process.
     *
     * @param number the chain's or the process's
     */
    record Discarded(String unit, int number, boolean isChain) implements Serializable {}

    /** What became of a signal. */
    enum Signalling {
        /** It was sent, now or before. */
        SENT,
        /** There is nobody to send it to. */
        NOBODY,
        /** Who should get it isn't seen here: dead, or elsewhere. Nothing was noted. */
        UNSEEN
    }
}
