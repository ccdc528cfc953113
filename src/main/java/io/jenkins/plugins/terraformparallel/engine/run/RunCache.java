package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.providers.ProviderCache;

/**
 * The provider cache of a run.
 *
 * @param directory absolute, on the machine where terraform runs; names it for whoever waits for a turn
 * @param providers how it is worked with
 */
public record RunCache(String directory, ProviderCache providers) {}
