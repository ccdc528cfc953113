package io.jenkins.plugins.terraformparallel.engine.providers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Set;

/**
 * How a module was before an init: what is to be put in order afterwards follows from it.
 *
 * @param lockFile the text of its lock file; null where it had none
 * @param locked the versions of providers in it by address
 * @param completes whether hashes may be added to it
 * @param linked providers, as {@link LockedProvider#id()}, that the cache has linked into its data directory
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CacheStaging(@CheckForNull String lockFile, Map<String, String> locked, boolean completes, Set<String> linked) {

    /** Whether the init had to choose and to hash the provider by itself. */
    boolean isNew(LockedProvider provider) {
        return !provider.version().equals(locked.get(provider.address()));
    }
}
