package io.jenkins.plugins.terraformparallel.agent;

import java.io.IOException;
import java.util.Set;

/**
 * The directory {@code terraform-parallel} in a workspace's temporary one: in it one directory per run, named by its id,
 * and {@code plans}.
 */
interface RunRemains {

    /** Makes it, for its owner alone; what is above it as others would. */
    void create() throws IOException;

    /** The ids of all runs that have anything here. */
    Set<String> runs() throws IOException;

    /**
     * Deletes what runs left that nobody drives any more: all but rescued state, and raw output with state in it. A run one
     * of whose processes lives is left alone.
     *
     * @param dead their ids
     */
    void tidy(Set<String> dead) throws IOException;

    /** Deletes what a run left that is over, likewise. */
    void discard(String run) throws IOException;
}
