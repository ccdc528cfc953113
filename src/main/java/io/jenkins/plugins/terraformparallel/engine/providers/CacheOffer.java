package io.jenkins.plugins.terraformparallel.engine.providers;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What an init gets from the cache.
 *
 * @param directory what terraform is to take for its plugin cache directory, absolute; this init's alone
 * @param complete whether nothing will have to be put in order after the init: all of its providers are linked already and
 *     stand in its lock file with all of their hashes. Where that turns out to be wrong, it is put in order all the same
 */
public record CacheOffer(String directory, boolean complete) implements Serializable {

    /**
     * The variables of the init. With the second one terraform takes whatever it finds in the directory and never writes
     * over it (internal/providercache/installer.go); it finds only what its lock file accepts.
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TF_PLUGIN_CACHE_DIR", directory);
        environment.put("TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "1");
        return environment;
    }
}
