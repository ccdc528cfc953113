package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;

/**
 * One line that terraform printed. Everything in it is masked. What isn't known is kept as {@link Message} or
 * {@link RawLine}, never refused.
 */
public sealed interface TerraformEvent {

    /** What goes into the unit's log: one or more lines for people, without a line break at the end; may be empty. */
    String text();

    /**
     * The first event of a process.
     *
     * @param timestamp by the clock of the machine where it runs, as terraform writes it: hardly anybody ever reads it
     */
    record VersionEvent(TerraformVersion.Kind kind, String version, String timestamp, String text)
            implements TerraformEvent {}

    /** An error or a warning. */
    record DiagnosticEvent(Diagnostic diagnostic, String text) implements TerraformEvent {}

    /**
     * A change that the plan has.
     *
     * @param moved whether the resource had another address before
     * @param imported whether it comes from outside
     */
    record PlannedChangeEvent(ResourceChange change, boolean moved, boolean imported, String text)
            implements TerraformEvent {}

    /** Something was changed outside of terraform since it looked last; of no consequence unless a plan is about that. */
    record DriftEvent(ResourceChange change, String text) implements TerraformEvent {}

    /**
     * Counts at the end of a plan, an apply or a destroy.
     *
     * @param operation terraform's word: plan, apply or destroy
     */
    record ChangeSummaryEvent(int add, int change, int remove, int imported, String operation, String text)
            implements TerraformEvent {}

    /** Outputs by name: what a plan will do to them, or their values after an apply. */
    record OutputsEvent(Map<String, Output> outputs, String text) implements TerraformEvent {}

    /**
     * One output.
     *
     * @param action terraform's word, in a plan's event; null in an apply's
     * @param value after an apply; JSON null where it is sensitive
     */
    record Output(@CheckForNull String action, JsonNode value, boolean sensitive) {}

    /** Something happens to a resource. */
    record ResourceEvent(Phase phase, String address, String action, String text) implements TerraformEvent {}

    /** How far a resource's change has come. */
    enum Phase {
        STARTED,
        PROGRESS,
        COMPLETED,
        ERRORED
    }

    /**
     * Taking or giving back the state lock takes long. Terraform says so after 400 ms only (its source,
     * {@code clistate.LockThreshold}): most locks come and go without an event, and this one doesn't say that the lock
     * was got.
     */
    record LockEvent(boolean acquiring, String text) implements TerraformEvent {}

    /** The whole state stands in this line, because it could be saved nowhere; it is in no part of this event. */
    record EmergencyDump(String text) implements TerraformEvent {}

    /**
     * Any other event.
     *
     * @param type terraform's word; null where it has none
     * @param level such as {@code info}; may be empty
     */
    record Message(@CheckForNull String type, String level, String text) implements TerraformEvent {}

    /**
     * A line that is no event.
     *
     * @param ended false where the line goes on in the next event, because it is very long
     */
    record RawLine(String text, boolean ended) implements TerraformEvent {}
}
