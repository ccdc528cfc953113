package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.List;

/**
 * A provider cache that any number of inits may use at once. Terraform's own is none: inits that share it write into it
 * side by side, and record wrong hashes with exit code 0.
 *
 * <p>It is a store of whole packages that never change. An init never writes there: it gets a directory of its own, in
 * which it finds links to what it may use, and into which it downloads what is missing. Once it has ended, what is new is
 * checked and moved into the store, the module's links lead to the store, and its lock file gets the hashes that the init
 * would have recorded without a cache. An init that is killed in the middle leaves its directory, and nothing else.
 *
 * <p>Whoever calls holds the lock of the module's directory. One call at a time for one module, any number for different
 * ones, from any number of processes.
 */
public interface ProviderCache {

    /**
     * What the inits of some modules need and the cache isn't known to have, each in one word that means the same for
     * every module. A guess that errs on the side of needing: it decides who waits for whom, and nothing else.
     *
     * @param upgrade whether the inits look for newer versions
     * @return for each module, in this order
     */
    List<List<String>> missing(List<CacheModule> modules, boolean upgrade) throws IOException;

    /**
     * Gets everything ready for an init; what an earlier one of this module left behind is put in order before.
     *
     * @param run the run's id, safe as a file name
     * @param completes whether hashes may be added to the lock file; false where the user wants it untouched
     */
    CacheOffer prepare(CacheModule module, String run, boolean upgrade, boolean completes) throws IOException;

    /**
     * Puts everything in order after an init. Idempotent; nothing happens where no init was {@linkplain #prepare prepared}.
     *
     * @param succeeded whether the init ended with 0
     * @return what is wrong, in a sentence; null where nothing is
     */
    @CheckForNull
    String settle(CacheModule module, String run, boolean succeeded) throws IOException;
}
