package io.jenkins.plugins.terraformparallel.engine.event;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import java.util.List;

/**
 * What else is to be said of a unit that ended; most are null or empty most of the time.
 *
 * @param diff the plan's diff, relative to the run's directory
 * @param provisional whether the plan will have to be made again, because a dependency's outputs change
 * @param replannedDiff the diff of the plan that replaced it
 * @param tainted resources that the next apply replaces
 * @param lock a state lock that stays
 * @param stateFile state that couldn't be saved where it belongs
 * @param left processes that were left behind
 */
public record UnitNotes(
        @CheckForNull String diff,
        boolean provisional,
        @CheckForNull String replannedDiff,
        List<String> tainted,
        @CheckForNull StateLock lock,
        @CheckForNull StateFile stateFile,
        List<LeftProcess> left) {

    public static final UnitNotes NONE = new UnitNotes(null, false, null, List.of(), null, null, List.of());
}
