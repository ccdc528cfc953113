package io.jenkins.plugins.terraformparallel.engine.terraform;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one terraform process said, without its text: everything is masked already and bounded in size.
 *
 * @param summarySeen whether a change summary came; an exit code 2 without it is a crash, not a plan with changes
 * @param changes counts of the (first) change summary, with moves, forgets and outputs from their own events
 * @param resources planned changes in the order reported, at most {@link FindingsCollector#MAX_RESOURCES}
 * @param changedOutputs names of the outputs whose planned action isn't {@code noop}, sorted
 * @param outputs after an apply; null where the process reported none
 * @param diagnostics in the order reported, at most {@link FindingsCollector#MAX_DIAGNOSTICS}, errors before warnings
 *     are kept where there are more
 * @param unfinished addresses whose create or replace was started and didn't complete: tainted or lost
 * @param lockHeld whether a state lock was taken and its release not seen
 * @param heldLock the lock that somebody else holds, from the error about it; null if none
 */
public record ProcessFindings(
        boolean summarySeen,
        ChangeCounts changes,
        List<ResourceChange> resources,
        List<String> changedOutputs,
        @CheckForNull Map<String, OutputValue> outputs,
        List<Diagnostic> diagnostics,
        List<String> unfinished,
        boolean lockHeld,
        @CheckForNull StateLock heldLock)
        implements Serializable {

    public static final ProcessFindings NONE = new ProcessFindings(
            false, ChangeCounts.NONE, List.of(), List.of(), null, List.of(), List.of(), false, null);

    /** The first error that can be a cause; null if there is none. */
    @CheckForNull
    public Diagnostic firstError() {
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.isRealError()) {
                return diagnostic;
            }
        }
        return null;
    }

    /** The same of a process that made no plan: its diagnostics, and nothing that it would have changed. */
    public ProcessFindings withoutPlan() {
        return new ProcessFindings(
                false, ChangeCounts.NONE, List.of(), List.of(), outputs, diagnostics, unfinished, lockHeld, heldLock);
    }
}
