package io.jenkins.plugins.terraformparallel.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.event.UnitNotes;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import io.jenkins.plugins.terraformparallel.engine.terraform.Diagnostic;
import io.jenkins.plugins.terraformparallel.engine.terraform.OutputValue;
import io.jenkins.plugins.terraformparallel.engine.terraform.ResourceChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of one unit. All paths are relative to the run's directory.
 *
 * @param key names it in file names and addresses
 * @param workspace null where the request names none
 * @param command the word of the process that is under way, such as {@code plan}; null while there is none
 * @param stopping why it was told to stop, such as {@code interrupted by Ctrl-C}; null while it wasn't, and after its end
 * @param stoppingSince when its grace period began; null while it wasn't told to stop, once it is killed, and after its end
 * @param exitCode of its last process; null where none has ended or its outcome can't be known
 * @param attempts how often it was tried, from 1
 * @param expectedMillis how long earlier runs let expect that it takes; null where nothing is known
 * @param startedAt when it got its slot; null where it never did
 * @param queuedMillis from the run's start to its own, or as long as it has been waiting
 * @param durationMillis from its start to its end, or until now; 0 where it never started
 * @param hasChanges whether its plan ended with 2 and a change summary
 * @param changes of its last plan; null where no plan has told them, which is not the same as none
 * @param resources the last plan's changes, in terraform's order
 * @param outputs after an apply; empty otherwise
 * @param diagnostics of all processes in order, each one once
 * @param processes those that are over, in order
 * @param reason one sentence for people; null where there is nothing to say
 * @param log its log file
 * @param remarks sentences for people that were said of it on the way
 * @param notes what its end left to be said
 * @param lastEvent the number of the run's event that told the latest of it; 0 where none has yet
 */
public record UnitReport(
        String name,
        String key,
        String path,
        @CheckForNull String workspace,
        UnitState status,
        @CheckForNull String command,
        @CheckForNull String stopping,
        @CheckForNull Instant stoppingSince,
        @CheckForNull Integer exitCode,
        int attempts,
        List<String> dependsOn,
        @CheckForNull Long expectedMillis,
        @CheckForNull Instant startedAt,
        long queuedMillis,
        long durationMillis,
        boolean hasChanges,
        @CheckForNull ChangeCounts changes,
        List<ResourceChange> resources,
        Map<String, OutputValue> outputs,
        List<Diagnostic> diagnostics,
        List<ProcessReport> processes,
        @CheckForNull String reason,
        String log,
        List<String> remarks,
        UnitNotes notes,
        long lastEvent) {

    /** The first error that can be a cause: terraform reports consequences, and a summary of all, after it. */
    @CheckForNull
    public Diagnostic firstError() {
        return diagnostics.stream().filter(Diagnostic::isRealError).findFirst().orElse(null);
    }

    /**
     * Why the unit isn't SUCCEEDED, or for whom it waits: for a failure its first real error, if that is what the reason
     * says (what comes after a crash may be its consequence), else the reason.
     *
     * @return one or more lines, null where there is nothing to say
     */
    @CheckForNull
    public String cause() {
        Diagnostic error = firstError();
        String summary = error == null ? null : summary(error);
        return switch (status) {
            case SUCCEEDED -> null;
            case FAILED -> summary == null || reason != null && !reason.contains(summary) ? reason : summary;
            default -> reason == null ? summary : reason;
        };
    }

    /** Whether it ended in another way than it should. */
    public boolean isFailure() {
        return status == UnitState.FAILED || status == UnitState.TIMED_OUT || status == UnitState.ABORTED;
    }

    private static String summary(Diagnostic error) {
        return error.summary().isBlank() ? error.detail() : error.summary();
    }
}
