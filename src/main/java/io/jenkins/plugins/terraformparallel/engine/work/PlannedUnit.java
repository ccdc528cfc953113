package io.jenkins.plugins.terraformparallel.engine.work;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * A unit as it is explained before the run: when it is its turn, and why it takes part.
 *
 * @param position in the order that units keep where durations and dependencies decide nothing else, counted from 1
 * @param path of its module, relative to the current directory
 * @param workspace null where the request names none
 * @param waitsFor names of the units that must succeed before it starts
 * @param argument the entry of the request that brought it in, such as {@code modules[2]}
 * @param glob what that entry is where it is a glob; null where it names the module
 */
public record PlannedUnit(
        int position,
        String name,
        String path,
        @CheckForNull String workspace,
        List<String> waitsFor,
        String argument,
        @CheckForNull String glob)
        implements Serializable {

    /** Why it takes part, in words: {@code named in modules[2]}, {@code found by 'envs/*' in modules[0]}. */
    public String why() {
        return (glob == null ? "named in " : "found by " + Quoted.of(glob) + " in ") + argument;
    }
}
