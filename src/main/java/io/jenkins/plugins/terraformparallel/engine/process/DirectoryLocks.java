package io.jenkins.plugins.terraformparallel.engine.process;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Keeps two runs, and units that must take turns, from working in one module directory at once, across runs and also where the holder's engine died and
 * its terraform goes on.
 */
public interface DirectoryLocks {

    /**
     * Tries to take the lock; never waits.
     *
     * @param resource what is locked: a module's absolute real path, or a provider cache's
     * @param holder for whom others wait, in words: run and unit, or run alone where several of its units share the directory
     */
    Claim claim(String resource, String holder) throws IOException;

    /** What became of a claim. */
    sealed interface Claim {}

    /** It is ours until it is closed. */
    non-sealed interface Held extends Claim, AutoCloseable {
        /**
         * Notes what is about to be started, so that whoever gets the lock after us waits until it has ended.
         *
         * @param hostDirectory {@link ProcessHost#directory()}
         * @param units the keys of all units that may work there under this lock
         */
        void announce(String hostDirectory, List<String> units) throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Somebody else has it.
     *
     * @param by in words, for the person who waits
     */
    record Busy(String by) implements Claim, Serializable {}
}
