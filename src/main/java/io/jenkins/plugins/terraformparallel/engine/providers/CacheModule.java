package io.jenkins.plugins.terraformparallel.engine.providers;

import java.io.Serializable;

/**
 * A module that is initialised with the provider cache.
 *
 * @param unit the unit's key, safe as a file name
 * @param directory the module's, absolute
 * @param dataDirectory terraform's data directory for it, absolute
 * @param source what this module's init has of its own to say about where providers come from, in any words; mostly empty
 */
public record CacheModule(String unit, String directory, String dataDirectory, String source) implements Serializable {}
