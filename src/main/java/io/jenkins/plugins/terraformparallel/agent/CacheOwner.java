package io.jenkins.plugins.terraformparallel.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * Whose provider caches a run may use. What a build puts into a cache is what later ones run, so that it is a matter of
 * trust: a cache belongs to one job, unless an administrator says otherwise.
 *
 * @param job the job's full name; a branch or a pull request is a job of its own
 * @param shared the directory on nodes that an administrator lets jobs share; null if none
 */
public record CacheOwner(String job, @CheckForNull String shared) {}
