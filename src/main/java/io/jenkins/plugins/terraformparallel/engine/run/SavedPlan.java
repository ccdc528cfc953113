package io.jenkins.plugins.terraformparallel.engine.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.terraformparallel.engine.terraform.ProcessFindings;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * What is kept beside a plan file. Holds no secret: values are compared by keyed hashes.
 *
 * @param unit the unit's name
 * @param file the plan's file name in the store; null where the unit couldn't be planned before its dependencies are
 *     applied
 * @param usedBy the run that started to apply it; null while nobody did
 * @param outputsChangedAt when this unit's outputs were last changed by an apply; null if never. It outlives the plan
 * @param inputs what it was made from: the name of each kind of input and its hash
 * @param hasChanges whether there is anything to apply
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SavedPlan(
        String unit,
        Status status,
        @CheckForNull String file,
        Instant plannedAt,
        @CheckForNull String usedBy,
        @CheckForNull Instant outputsChangedAt,
        Map<String, String> inputs,
        boolean hasChanges,
        ProcessFindings findings)
        implements Serializable {

    /** What has become of the plan. */
    public enum Status {
        PLANNED,
        /** Its dependencies must be applied first. */
        NEEDS_APPLY,
        /** Its apply has started; it can't be applied again. */
        APPLYING,
        APPLIED,
        APPLY_FAILED,
        /** The unit was destroyed after the plan was made. */
        DESTROYED
    }

    SavedPlan with(Status next, @CheckForNull String run) {
        return new SavedPlan(unit, next, file, plannedAt, run, outputsChangedAt, inputs, hasChanges, findings);
    }

    /** Another plan is applied in its place, which has changes, as every plan that is applied. */
    SavedPlan replacedBy(String other) {
        return new SavedPlan(unit, status, other, plannedAt, usedBy, outputsChangedAt, inputs, true, findings);
    }

    /** With the time at which the outputs last changed as it was known before. */
    SavedPlan after(@CheckForNull SavedPlan before) {
        return withOutputsChanged(before == null ? null : before.outputsChangedAt());
    }

    SavedPlan withOutputsChanged(@CheckForNull Instant at) {
        return new SavedPlan(unit, status, file, plannedAt, usedBy, at, inputs, hasChanges, findings);
    }
}
